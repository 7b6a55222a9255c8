/* How do rows of the grid get to the portal, and what does each row say of it?

   A row keeps what was typed (`_typed`) until it is saved, what is saved (`_saved`), and what is
   wrong (`_wrong`), each by the name of the field. Rows that were pasted at once are saved at once:
   all of them or none (`_with`). */
"use strict";

window.portal = window.portal || {};

window.portal.saving = (settings, { show, told, changed, conflict }) => {
  const AGAIN = 10_000; // milliseconds, when there was no connection
  const names = settings.columns.map((column) => column.name);
  const rows = new Map();
  let chain = Promise.resolve();
  let timer = 0;

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const said = (texts) => Object.fromEntries(names.map((name, place) => [name, texts[place]]));

  const make = ([id, contributor, revision, texts, isOwn]) => {
    const row = { id, _contributor: contributor, _revision: revision, _own: isOwn, _state: "" };
    Object.assign(row, { _typed: {}, _wrong: {}, _with: null, _saved: said(texts) }, said(texts));
    rows.set(id, row);
    return row;
  };

  const another = () => {
    const row = make([newId(), settings.contributor, 0, names.map(() => ""), true]);
    row._state = "New";
    return row;
  };

  const forget = (row) => rows.delete(row.id);
  const unsaved = () => [...rows.values()].filter((row) => Object.keys(row._typed).length || (row._revision === 0 && row._state !== "New"));
  const missing = (row) =>
    settings.columns.filter((column) => column.isRequired && !(row[column.name] || "").trim()).map((column) => column.heading);

  /* Typed into a cell: nothing is sent yet. */
  const type = (row, name, text) => {
    row[name] = text;
    row._typed[name] = text;
    if (row._revision && text === row._saved[name]) {
      delete row._typed[name];
    }
    (row._with || [row]).forEach((each) => {
      each._wrong = {};
    });
  };

  const sent = (batch, left) => {
    const columns = names.filter((name) => batch.some((row) => name in row._typed && !left.has(name)));
    const cells = (row) => columns.map((name) => (name in row._typed && !left.has(name) ? row._typed[name] : null));
    return {
      written_by: settings.written_by,
      columns,
      rows: batch.map((row) => ({ id: row.id, revision: row._revision, cells: cells(row) })),
    };
  };

  const mark = (batch, state) => {
    batch.forEach((row) => {
      row._state = state;
    });
    show(batch);
  };

  /* What of these rows was sent, by row and name; null for a cell that was not. */
  const cellsOf = (body) =>
    new Map(body.rows.map((row) => [row.id, Object.fromEntries(body.columns.map((name, place) => [name, row.cells[place]]))]));

  /* A row as it is saved now. Where somebody else changed a cell that is typed and was not sent, the
     row counts from what was read: sent later, that is asked about. */
  const stand = (row, [, , revision, texts], cells) => {
    const saved = said(texts);
    const isOpen = (name) => name in row._typed && typeof cells[name] !== "string" && saved[name] !== row._saved[name];
    const open = row._revision ? names.filter(isOpen) : [];
    row._revision = open.length ? row._revision : revision;
    row._saved = { ...saved, ...Object.fromEntries(open.map((name) => [name, row._saved[name]])) };
    names.filter((name) => !(name in row._typed)).forEach((name) => {
      row[name] = saved[name];
    });
  };

  /* What was sent is saved; what was typed meanwhile stays typed. */
  const take = (now, cells) => {
    const row = rows.get(now[0]);
    names.filter((name) => name in row._typed && cells[name] === row._typed[name]).forEach((name) => {
      delete row._typed[name];
    });
    stand(row, now, cells);
  };

  const refused = (batch, answer) => {
    const wrong = answer.body.wrong || [];
    wrong.forEach((each) => {
      const row = rows.get(each.row);
      if (row) {
        row._wrong[each.field] = each.text;
      }
    });
    batch.forEach((row) => {
      const own = wrong.filter((each) => each.row === row.id).map((each) => (each.heading ? `${each.heading}: ${each.text}` : each.text));
      row._state = `Not saved: ${own[0] || (wrong.length ? "other rows that were pasted with it are wrong" : answer.why)}`;
      row._with = batch.length > 1 ? batch : null;
    });
    show(batch);
    told({ why: answer.why, wrong, status: answer.status });
  };

  /* Of one row what is right is kept, and what is wrong stays typed. */
  const withoutWrong = async (row) => {
    const left = new Set(Object.keys(row._wrong));
    const rest = Object.keys(row._typed).filter((name) => !left.has(name));
    if (row._revision && rest.length && left.size && !left.has("")) {
      const body = sent([row], left);
      const answer = await window.portal.ask(settings.rows, JSON.stringify(body));
      if (answer.status === 200) {
        take(answer.body.rows[0], cellsOf(body).get(row.id));
        show([row]);
        changed();
      }
    }
  };

  const settled = (batch, body, answer) => {
    const cells = cellsOf(body);
    answer.body.rows.forEach((each) => take(each, cells.get(each[0])));
    batch.forEach((row) => {
      row._with = null;
      row._state = Object.keys(row._typed).length ? "Not saved yet" : "Saved";
    });
    show(batch);
    told({ at: answer.body.at, count: batch.length });
    changed();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => saveAll(), AGAIN);
  };

  const ask = async (batch) => {
    const body = sent(batch, new Set());
    const answer = await window.portal.ask(settings.rows, JSON.stringify(body));
    if (answer.status === 200) {
      return settled(batch, body, answer);
    }
    if (answer.status === 409 && answer.body.conflicts) {
      mark(batch, "Not saved: somebody else changed it");
      return conflict(batch, answer, cellsOf(body));
    }
    refused(batch, answer);
    if (answer.status === 0 || answer.status === 503) {
      later();
    } else if (answer.status === 422 && batch.length === 1) {
      await withoutWrong(batch[0]);
    }
  };

  /* A new row is sent when all is there that it needs. */
  const isReady = (batch) => {
    const open = batch.length === 1 && batch[0]._revision === 0 ? missing(batch[0]) : [];
    if (open.length) {
      mark(batch, `Not saved yet: needs ${open.join(", ")}`);
    }
    return open.length === 0;
  };

  const send = async (batch) => {
    const there = batch.filter((row) => rows.has(row.id) && (Object.keys(row._typed).length || row._revision === 0));
    if (there.length === 0) {
      mark(batch.filter((row) => rows.has(row.id)), "Saved");
    } else if (isReady(there)) {
      mark(there, "Saving…");
      told({ saving: there.length });
      await ask(there);
    }
  };

  /* One after the other, so that nothing overtakes what was typed before it. */
  const save = (batch) => {
    const all = [...new Set(batch.flatMap((row) => row._with || [row]))];
    chain = chain.then(() => send(all));
    return chain;
  };

  /* What is on its way has arrived: a row that was new may be saved by then. */
  const idle = () => chain;

  const saveAll = () => {
    const batches = new Set(unsaved().map((row) => row._with || row));
    batches.forEach((each) => save(Array.isArray(each) ? each : [each]));
  };

  /* What both changed, once each of it is chosen: mine counts from what is saved now, or theirs is
     taken. */
  const decide = (choices, now, cells) => {
    choices.filter((each) => !each.keepsMine).forEach((each) => {
      delete rows.get(each.row)._typed[each.field];
    });
    now.forEach((each) => stand(rows.get(each[0]), each, cells.get(each[0])));
  };

  /* What was typed and not saved is gone; new rows go altogether, and are returned. */
  const discard = () => {
    const gone = [];
    unsaved().forEach((row) => {
      Object.assign(row, { _typed: {}, _wrong: {}, _with: null, _state: "" }, row._saved);
      if (row._revision === 0) {
        rows.delete(row.id);
        gone.push(row);
      }
    });
    return gone;
  };

  return { rows, make, another, forget, unsaved, type, save, idle, saveAll, decide, discard };
};

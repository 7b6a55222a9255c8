/* What does somebody do with the rows of the grid: type, paste, copy, empty, add, remove, undo? */
"use strict";

window.portal = window.portal || {};

window.portal.gridEditing = ({ settings, table, moving, saving, show, telling, tools }) => {
  const { parse, write } = window.portal.cells;
  const { say, told } = telling;
  const { plural } = window.portal;
  const ranges = table.modules.selectRange;
  const button = (name) => tools.querySelector(`[data-grid=${name}]`);
  const columnAt = (place) => settings.columns.find((column) => column.name === ranges.getTableColumns()[place]?.getField());
  const undos = []; // what puts back the rows that were removed last comes last

  const allRows = () => ranges.getTableRows().map((row) => row.data);
  const own = () => allRows().filter((row) => row._own);
  const isTyping = (event) => ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
  const isHere = (event) => table.element.contains(event.target) && !isTyping(event) && ranges.activeRange;

  const columnsOfRange = () => {
    const { left, right } = ranges.activeRange;
    return ranges.getTableColumns().slice(Math.max(left, 1), right + 1).map((column) => settings.columns.find((one) => one.name === column.getField()));
  };
  const rowsOfRange = () => {
    const { top, bottom } = ranges.activeRange;
    return allRows().slice(top, bottom + 1);
  };

  /* Rows below one that came or went have another number now. */
  const renumber = () => show(allRows());

  const addBehind = async (rows) => {
    const last = own().at(-1);
    await table.addData(rows, !last, last ? last.id : undefined);
    renumber();
  };

  const canHold = (more) => {
    const room = settings.most - own().length;
    if (more > room) {
      told({ why: `A proposal takes ${settings.most.toLocaleString("en-US")} rows of this kind: there is room for ${plural(Math.max(room, 0))}.` });
    }
    return more <= room;
  };

  /* --- typing ---------------------------------------------------------------------------------- */

  table.on("cellEdited", (cell) => {
    const row = cell.getRow().getData();
    saving.type(row, cell.getField(), cell.getValue());
    show(row._with || [row]);
    saving.save([row]);
  });

  /* --- blocks ------------------------------------------------------------------------------------ */

  const isNamed = (cells) => {
    const named = cells.map((text) => settings.columns.find((column) => column.heading.toLowerCase() === text.trim().replace(/\s*\*$/, "").toLowerCase()));
    return cells.length > 1 && named.every(Boolean) ? named : null;
  };

  /* Where each column of a block goes: under its heading, or side by side from the active cell on. */
  const target = (block) => {
    const named = isNamed(block[0]);
    if (named) {
      return { lines: block.slice(1), columns: named };
    }
    const start = Math.max(ranges.activeRange.left, 1);
    const width = Math.max(...block.map((line) => line.length));
    return { lines: block, columns: Array.from({ length: width }, (_, place) => columnAt(start + place)) };
  };

  const filled = (block) => {
    const isOne = block.length === 1 && block[0].length === 1;
    const [rows, columns] = [rowsOfRange(), columnsOfRange()];
    return isOne && rows.length * columns.length > 1 ? rows.map(() => columns.map(() => block[0][0])) : block;
  };

  const put = async (lines, columns) => {
    const rows = allRows();
    const start = ranges.activeRange.top ?? 0;
    const there = rows.slice(start).filter((row) => row._own);
    const more = Math.max(lines.length - there.length, 0);
    if (rows.length && rows[start] && !rows[start]._own) {
      return told({ why: "This row is another member's, so nothing was pasted. Choose a cell of a row of yours." });
    }
    if (columns.some((column) => !column)) {
      return told({ why: `The block has ${columns.length} columns, and there are not so many from this cell on. Nothing was pasted.` });
    }
    if (!canHold(more)) {
      return undefined;
    }
    const added = Array.from({ length: more }, () => saving.another());
    const batch = [...there.slice(0, lines.length), ...added];
    batch.forEach((row, number) => columns.forEach((column, place) => saving.type(row, column.name, lines[number][place] ?? "")));
    if (added.length) {
      await addBehind(added);
    }
    show(batch);
    return saving.save(batch);
  };

  const paste = (text) => {
    const { lines, columns } = target(filled(parse(text)));
    if (lines.length) {
      put(lines, columns);
    }
  };

  document.addEventListener("paste", (event) => {
    const isForGrid = settings.mayWrite && (isHere(event) || (!allRows().length && event.target === document.body));
    if (isForGrid) {
      event.preventDefault();
      paste(event.clipboardData.getData("text/plain"));
    }
  });

  document.addEventListener("copy", (event) => {
    if (isHere(event)) {
      event.preventDefault();
      event.clipboardData.setData("text/plain", write(rowsOfRange(), columnsOfRange(), settings.triggers));
      say(`Copied ${plural(rowsOfRange().length)}`);
    }
  });

  table.element.addEventListener("keydown", (event) => {
    if (settings.mayWrite && isHere(event) && ["Delete", "Backspace"].includes(event.key)) {
      event.preventDefault();
      const rows = rowsOfRange().filter((row) => row._own);
      rows.forEach((row) => columnsOfRange().forEach((column) => saving.type(row, column.name, "")));
      show(rows);
      saving.save(rows);
    }
  });

  if (!settings.mayWrite) {
    return;
  }

  /* --- rows ------------------------------------------------------------------------------------- */

  const showUndo = () => {
    const last = undos.at(-1);
    button("undo").hidden = !last;
    button("undo").textContent = last ? `Undo: put back ${plural(last.count)}` : "Undo";
  };

  button("add").addEventListener("click", async () => {
    if (canHold(1)) {
      const row = saving.another();
      await addBehind([row]);
      moving.goTo(table.getRow(row.id).getPosition() - 1, 1);
      say("Row added. It is saved when all is there that it needs.");
    }
  });

  const takeOut = async (rows) => {
    const at = ranges.activeRange.start.row;
    rows.forEach(saving.forget);
    await table.deleteRow(rows.map((row) => row.id));
    renumber();
    moving.goTo(Math.min(at, allRows().length - 1), 1);
  };

  const putBack = async (saved, drafts) => {
    const rows = [...saved.map((each) => saving.make([...each, true])), ...drafts];
    drafts.forEach((row) => saving.rows.set(row.id, row));
    if (rows.length) {
      await addBehind(rows);
      moving.goTo(table.getRow(rows[0].id).getPosition() - 1, 1);
    }
  };

  const restore = (revisions, drafts) => async () => {
    const body = JSON.stringify({ written_by: settings.written_by, rows: revisions });
    const answer = revisions.length ? await window.portal.ask(settings.restore, body) : { status: 200, body: { rows: [] } };
    const isOver = answer.status === 409; // somebody brought a row back: it is not undone later either
    if (answer.status === 200 || isOver) {
      undos.pop();
      showUndo();
      await putBack(isOver ? [] : answer.body.rows, drafts);
    }
    if (answer.status !== 200) {
      return told({ why: answer.why, status: answer.status });
    }
    document.body.dispatchEvent(new CustomEvent("grid-saved"));
    return say(`Put back ${plural(answer.body.rows.length + drafts.length)}`);
  };

  const removeRows = async () => {
    await saving.idle();
    const rows = rowsOfRange().filter((row) => row._own);
    if (!rows.length) {
      return say("Choose a cell of a row of yours first.");
    }
    const kept = rows.filter((row) => row._revision);
    if (kept.length > settings.mostRemoved) {
      return told({ why: `At most ${plural(settings.mostRemoved)} can be removed at once, and ${plural(kept.length)} are selected.` });
    }
    const body = { written_by: settings.written_by, rows: kept.map((row) => ({ id: row.id, revision: row._revision })) };
    const answer = kept.length ? await window.portal.ask(settings.remove, JSON.stringify(body)) : { status: 200, body: { undo: [] } };
    if (answer.status !== 200) {
      return told({ why: answer.why, status: answer.status });
    }
    const drafts = rows.filter((row) => !row._revision);
    await takeOut(rows);
    undos.push({ count: rows.length, act: restore(answer.body.undo, drafts) });
    showUndo();
    document.body.dispatchEvent(new CustomEvent("grid-saved"));
    return say(`Removed ${plural(rows.length)}`);
  };

  /* Pressed twice, it is done once. */
  const once = (name, act) =>
    button(name).addEventListener("click", async () => {
      button(name).disabled = true;
      await act();
      button(name).disabled = false;
    });
  once("remove", removeRows);
  once("undo", () => undos.at(-1)?.act());

  button("discard").addEventListener("click", async () => {
    await saving.idle();
    const rows = saving.unsaved();
    const gone = saving.discard();
    await table.deleteRow(gone.map((row) => row.id));
    renumber();
    show(rows.filter((row) => row._revision));
    told({});
    say("What was not saved is gone.");
  });

  window.addEventListener("beforeunload", (event) => {
    if (saving.unsaved().length) {
      event.preventDefault();
    }
  });
  window.addEventListener("online", () => saving.saveAll());
};

/* What is told beside the grid: what was saved, what is wrong and where, and what two people changed
   at once? */
"use strict";

window.portal = window.portal || {};

window.portal.plural = (count) => (count === 1 ? "1 row" : `${count.toLocaleString("en-US")} rows`);

window.portal.telling = ({ positionOf, goToCell, saveAll, told: after }) => {
  const { element } = window.portal.cells;
  const MOST_SHOWN = 20; // problems at once
  const state = document.getElementById("grid-state");
  const problems = document.getElementById("grid-problems");
  const dialog = document.getElementById("grid-conflict");

  const say = (text) => {
    state.textContent = text;
  };

  const problem = (each) => {
    const number = positionOf(each.row);
    const where = [number ? `Row ${number}` : "A row", each.heading].filter(Boolean).join(", ");
    const link = element("button", { type: "button", className: "usa-button usa-button--unstyled", textContent: `${where}: ${each.text}` });
    link.addEventListener("click", () => goToCell(each));
    return element("li", {}, link);
  };

  const list = (wrong) => {
    const made = element("ul", { className: "usa-list usa-alert__text" }, ...wrong.slice(0, MOST_SHOWN).map(problem));
    if (wrong.length > MOST_SHOWN) {
      made.append(element("li", { textContent: `And ${(wrong.length - MOST_SHOWN).toLocaleString("en-US")} more.` }));
    }
    return made;
  };

  const signIn = () => {
    const again = element("button", { type: "button", className: "usa-button usa-button--outline", textContent: "I have signed in: save now" });
    again.addEventListener("click", saveAll);
    return element("p", { className: "portal-buttons" }, window.portal.signIn(), again);
  };

  const show = (why, wrong, isSignedOut) => {
    const body = element("div", { className: "usa-alert__body" }, element("p", { className: "usa-alert__heading", textContent: why }));
    body.append(...(wrong.length ? [list(wrong)] : []), ...(isSignedOut ? [signIn()] : []));
    problems.replaceChildren(body);
    problems.hidden = false;
  };

  const hide = () => {
    problems.hidden = true;
    problems.replaceChildren();
  };

  const told = ({ why, wrong = [], status = 0, at, count, saving }) => {
    if (why) {
      show(why, wrong, status === 401);
      say(wrong.length ? "" : `Not saved: ${why}`);
    } else if (saving) {
      say(saving > 1 ? `Saving ${window.portal.plural(saving)}…` : "Saving…");
    } else {
      hide();
      say(count > 1 ? `Saved ${window.portal.plural(count)} ${at}` : at ? `Saved ${at}` : "");
    }
    after();
  };

  /* --- what two people changed at once ------------------------------------------------------------ */

  const row = (label, text) =>
    element("div", { className: "portal-summary__row" }, element("dt", { textContent: label }), element("dd", { textContent: text || "Nothing" }));

  const choice = (label, kind, act) => {
    const made = element("button", { type: "button", className: `usa-button${kind}`, textContent: label });
    made.addEventListener("click", act);
    return made;
  };

  const part = (each, decided) => {
    const made = element("section", { className: "portal-dialog__part" }, element("h3", { textContent: `${each.record || "Without a name"}: ${each.heading}` }));
    const facts = element("dl", { className: "portal-summary" }, row("Saved now", each.saved), row("Typed by you", each.typed));
    const choices = element(
      "div",
      { className: "portal-buttons" },
      choice("Keep mine", "", () => decided(each, true, made)),
      choice("Take what is saved", " usa-button--outline", () => decided(each, false, made)),
    );
    made.append(facts, choices);
    return made;
  };

  /* Field by field, until each is decided: only then `done` hears the choices, all of them. Whoever
     closes the dialog before decides later: the rows stay unsaved, and say so. */
  const ask = (answer, done) => {
    const choices = [];
    const decided = (each, keepsMine, shown) => {
      choices.push({ row: each.row, field: each.field, keepsMine });
      shown.remove();
      if (choices.length === answer.body.conflicts.length) {
        dialog.close();
        done(choices);
      }
    };
    dialog.querySelector("[data-grid-conflicts]").replaceChildren(...answer.body.conflicts.map((each) => part(each, decided)));
    dialog.showModal();
  };

  return { say, told, ask };
};

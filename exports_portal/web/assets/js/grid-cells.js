/* How does a cell of the grid look, how is it typed, and how do cells leave and come in as a block? */
"use strict";

window.portal = window.portal || {};

(() => {
  const element = (tag, properties = {}, ...inner) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inner);
    return made;
  };

  /* A block of cells as spreadsheets write it to the clipboard: tabs, and quotes around what has
     tabs, lines or quotes in it. */
  const parse = (text) => {
    const rows = [[]];
    let cell = "";
    let place = 0;
    const end = () => {
      rows[rows.length - 1].push(cell);
      cell = "";
    };
    const quoted = () => {
      for (place += 1; place < text.length; place += 1) {
        if (text[place] !== '"') {
          cell += text[place];
        } else if (text[place + 1] === '"') {
          cell += text[(place += 1)];
        } else {
          return;
        }
      }
    };
    /* A quote that is never closed is a letter: inches, say. */
    const opens = () => cell === "" && /^"(?:[^"]|"")*"(?=[\t\r\n]|$)/.test(text.slice(place));
    for (; place < text.length; place += 1) {
      const letter = text[place];
      if (letter === '"' && opens()) {
        quoted();
      } else if (letter === "\t") {
        end();
      } else if (letter === "\n") {
        end();
        rows.push([]);
      } else if (letter !== "\r") {
        cell += letter;
      }
    }
    end();
    const last = rows[rows.length - 1];
    if (rows.length > 1 && last.length === 1 && last[0] === "") {
      rows.pop();
    }
    return rows;
  };

  /* A text that a spreadsheet would calculate gets the apostrophe that the import takes off again
     (proposals/exchange/formulas.py). */
  const guarded = (text, triggers) => {
    const bare = text.replace(/^'+/, "");
    const needsIt = text !== text.trim() || bare !== bare.trim() || (bare && triggers.includes(bare[0]));
    return needsIt ? `'${text}` : text;
  };

  const quoted = (text) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  const write = (rows, columns, triggers) =>
    rows
      .map((row) =>
        columns
          .map((column) => {
            const text = row[column.name] ?? "";
            return quoted(column.editor === "number" ? text : guarded(text, triggers));
          })
          .join("\t"),
      )
      .join("\n");

  /* A list of choices that also shows what was typed or pasted and is none of them. */
  const chooser = (column, text) => {
    const made = element("select", { className: "portal-grid__editor" });
    const choices = ["", ...column.choices];
    if (!choices.includes(text)) {
      choices.splice(1, 0, text);
    }
    choices.forEach((choice) => {
      const label = choice || "Nothing";
      made.append(new Option(column.choices.includes(choice) || !choice ? label : `${choice} (no choice)`, choice));
    });
    made.value = text;
    return made;
  };

  const typed = (column, text) => {
    const made = element(column.editor === "lines" ? "textarea" : "input", { className: "portal-grid__editor", value: text });
    if (column.editor === "number") {
      made.inputMode = "decimal";
    }
    return made;
  };

  /* `leave(direction)` moves on after the keys that keep what was typed. */
  const editor = (column, first, leave) => (cell, onRendered, success, cancel) => {
    const text = cell.getValue() ?? "";
    const made = (column.editor === "choice" ? chooser : typed)(column, text);
    const begun = first();
    made.setAttribute("aria-label", `${column.heading}, row ${cell.getRow().getPosition()}`);
    onRendered(() => {
      made.focus({ preventScroll: true });
      if (begun !== null && made.tagName !== "SELECT") {
        made.value = begun;
      } else if (made.select) {
        made.select();
      }
    });
    made.addEventListener("blur", () => success(made.value));
    made.addEventListener("keydown", (event) => {
      event.stopPropagation();
      const isNewLine = event.key === "Enter" && made.tagName === "TEXTAREA" && (event.altKey || event.shiftKey);
      if (event.key === "Escape") {
        event.preventDefault();
        cancel();
      } else if ((event.key === "Enter" && !isNewLine) || event.key === "Tab") {
        event.preventDefault();
        success(made.value);
        leave(event.key === "Tab" ? (event.shiftKey ? "left" : "right") : event.shiftKey ? "up" : "down");
      } else if (isNewLine && event.altKey) {
        event.preventDefault();
        made.setRangeText("\n", made.selectionStart, made.selectionEnd, "end");
      }
    });
    return made;
  };

  /* What is wrong with a cell, or that it cannot be written, is said to those who hear it as well. */
  const format = (column) => (cell) => {
    const made = cell.getElement();
    const row = cell.getRow().getData();
    const value = cell.getValue();
    const wrong = row._wrong[column.name];
    made.classList.toggle("portal-grid__cell--wrong", Boolean(wrong));
    made.classList.toggle("portal-grid__cell--unsaved", column.name in row._typed);
    made.classList.toggle("portal-grid__cell--number", column.editor === "number");
    made.setAttribute("aria-readonly", String(!row._own));
    made.setAttribute("aria-invalid", String(Boolean(wrong)));
    made.title = wrong || (value && value.length > 24 ? value : "");
    if (value === null) {
      return element("span", { className: "portal-none", textContent: "Not for you" });
    }
    const inner = [element("span", { textContent: value ?? "" })];
    return wrong ? element("span", {}, ...inner, element("span", { className: "usa-sr-only", textContent: `, wrong: ${wrong}` })) : inner[0];
  };

  window.portal.cells = { element, parse, write, editor, format };
})();

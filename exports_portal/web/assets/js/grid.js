/* The grid of a page: the rows of a member, typed and pasted as in a spreadsheet. */
"use strict";

document.addEventListener("DOMContentLoaded", async () => {
  const holder = document.getElementById("grid");
  if (!holder) {
    return;
  }
  const settings = JSON.parse(document.getElementById("grid-settings").textContent);
  const { element, editor, format } = window.portal.cells;
  const tools = document.getElementById("grid-tools");
  const WIDTHS = { text: 180, lines: 240, number: 130, choice: 170, several: 220 }; // pixels
  let table = null;
  let moving = null;
  let begun = null;

  const positionOf = (id) => (table && table.getRow(id) ? table.getRow(id).getPosition() : 0);

  const goToCell = ({ row, field }) => {
    const columns = table.modules.selectRange.getTableColumns();
    moving.goTo(positionOf(row) - 1, columns.findIndex((column) => column.getField() === field));
  };

  /* What a row says of itself is drawn anew, where it is drawn at all. */
  const show = (rows) => {
    rows.forEach((row) => {
      const found = table.getRow(row.id);
      (found ? found._row.cells : []).forEach((cell) => cell.setValueActual(row[cell.column.getField()]));
    });
    showTools();
  };

  const showTools = () => {
    if (settings.mayWrite && table) {
      tools.querySelector("[data-grid=discard]").hidden = saving.unsaved().length === 0;
    }
  };

  const telling = window.portal.telling({
    positionOf,
    goToCell,
    saveAll: () => saving.saveAll(),
    told: showTools,
  });
  const conflict = (batch, answer, cells) =>
    telling.ask(answer, (choices) => {
      saving.decide(choices, answer.body.rows, cells);
      show(batch);
      moving.focus();
      saving.save(batch);
    });
  const changed = () => document.body.dispatchEvent(new CustomEvent("grid-saved"));
  const saving = window.portal.saving(settings, { show, told: telling.told, changed, conflict });

  /* The rows come in blocks, one after the other, so that no answer takes long. */
  const data = [];
  let members = {};
  for (let next = ""; next !== null; ) {
    const url = new URL(settings.rows, location.href);
    if (next) {
      url.searchParams.set("after", next);
    }
    const answer = await window.portal.ask(url.href);
    if (answer.status !== 200) {
      telling.told({ why: answer.why, status: answer.status });
      return;
    }
    data.push(...answer.body.rows.map(saving.make));
    ({ members, next } = answer.body);
    if (next) {
      telling.say(`Loading: ${window.portal.plural(data.length)} so far`);
    }
  }
  const hasOthers = data.some((row) => String(row._contributor) !== String(settings.contributor));

  const heading = (text, isRequired) => () => {
    const required = element("span", { className: "portal-required", textContent: " (required)" });
    return element("span", {}, text, ...(isRequired ? [required] : []));
  };

  /* The number of a row, and what it says of itself: whether it is saved, or whose it is. */
  const rowHeader = (cell) => {
    const row = cell.getRow().getData();
    const made = cell.getElement();
    made.setAttribute("role", "rowheader");
    cell.getRow().getElement().setAttribute("aria-rowindex", cell.getRow().getPosition() + 1);
    made.classList.toggle("portal-grid__cell--wrong", row._state.startsWith("Not saved:"));
    made.title = row._state;
    const number = element("span", { className: "portal-grid__number", textContent: cell.getRow().getPosition() });
    const said = row._state || (row._own ? "" : members[row._contributor] || "");
    return element("span", { className: "portal-grid__row" }, number, element("span", { className: "portal-grid__said", textContent: said }));
  };

  const first = () => {
    const text = begun;
    begun = null;
    return text;
  };
  const leave = (direction) =>
    direction === "left" || direction === "right" ? moving.next(direction === "left") : moving.step(direction);

  const tabulated = (column) => ({
    field: column.name,
    title: column.heading,
    titleFormatter: heading(column.heading, column.isRequired && settings.mayWrite),
    width: WIDTHS[column.editor],
    formatter: format(column),
    editor: settings.mayWrite ? editor(column, first, leave) : undefined,
    editable: (cell) => cell.getRow().getData()._own,
  });

  table = new window.Tabulator(holder, {
    data,
    index: "id",
    height: "34rem",
    rowHeight: 38,
    keybindings: false,
    editTriggerEvent: "dblclick",
    selectableRange: 1,
    selectableRangeRows: true,
    selectableRangeAutoFocus: false,
    placeholder: settings.mayWrite ? "There is no row yet. Add one, or paste a block of cells." : "There is no row that you may read.",
    columnDefaults: { headerSort: false, resizable: "header" },
    columns: [
      {
        field: "id",
        title: "Row",
        titleFormatter: heading(hasOthers ? "Row, and whose" : "Row"),
        width: window.matchMedia("(min-width: 40em)").matches ? 210 : 130,
        frozen: true,
        resizable: false,
        formatter: rowHeader,
      },
      ...settings.columns.map(tabulated),
    ],
  });
  await new Promise((built) => table.on("tableBuilt", built));
  table.element.setAttribute("aria-label", document.querySelector("h1").textContent);
  table.element.removeAttribute("aria-owns");
  table.columnManager.element.tabIndex = -1;
  /* The frame takes the focus while a cell is not drawn yet: it has to have a part in the grid. Where
     there is no row, the sentence that says so is one. */
  const frame = table.rowManager.element;
  const roles = () => {
    frame.setAttribute("role", table.getDataCount() ? "rowgroup" : "row");
    frame.querySelector(".tabulator-placeholder")?.setAttribute("role", "gridcell");
    table.element.setAttribute("aria-rowcount", table.getDataCount() + 1);
  };
  table.rowManager.tableElement.setAttribute("role", "presentation");
  table.on("renderComplete", roles);
  roles();
  tools.hidden = false;
  moving = window.portal.moving(table, {
    mayEdit: (cell) => settings.mayWrite && cell.getRow().getData()._own,
    begin: (text) => {
      begun = text;
    },
  });
  window.portal.gridEditing({ settings, table, moving, saving, show, telling, tools });
  telling.say(window.portal.plural(data.filter((row) => row._own || !settings.mayWrite).length));
});

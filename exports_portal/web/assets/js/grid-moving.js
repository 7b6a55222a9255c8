/* How does somebody get from cell to cell of the grid with the keyboard, and select a block?

   Tabulator selects ranges, but keeps the focus on the frame of the table. Here the focus is on the
   active cell itself, as whoever hears the page needs it, and Tab leaves the grid after Escape. */
"use strict";

window.portal = window.portal || {};

window.portal.moving = (table, { mayEdit, begin }) => {
  const PAGE = 12; // rows
  const ranges = table.modules.selectRange;
  const frame = table.rowManager.element;
  let leaves = false;

  const active = () => ranges.getActiveCell();
  const rows = () => ranges.getTableRows();
  const columns = () => ranges.getTableColumns();

  /* One cell alone can be reached by Tab, or the frame of the table for one that is not drawn. */
  const mark = () => {
    const made = active()?.getElement();
    table.element.querySelectorAll(".tabulator-cell[tabindex='0']").forEach((each) => {
      each.tabIndex = -1;
    });
    const isDrawn = Boolean(made && made.isConnected);
    frame.tabIndex = isDrawn ? -1 : 0;
    if (isDrawn) {
      made.tabIndex = 0;
    }
    return isDrawn ? made : null;
  };

  /* No key is lost while the cell is not drawn yet: the frame has the focus until then. */
  const focus = (tries = 20) => {
    const made = mark();
    if (made) {
      made.focus({ preventScroll: true });
    } else if (active() && tries) {
      frame.focus({ preventScroll: true });
      requestAnimationFrame(() => focus(tries - 1));
    }
  };

  const intoView = (row, column) => {
    const made = row.getElement();
    const there = frame.getBoundingClientRect();
    const here = made.isConnected ? made.getBoundingClientRect() : null;
    if (!here || here.top < there.top || here.bottom > there.top + frame.clientHeight) {
      const isAbove = here ? here.top < there.top : row.position <= (rows().findIndex((each) => each.getElement().isConnected) || 0);
      table.rowManager.scrollToRow(row, isAbove ? "top" : "bottom", true);
    }
    const head = column.getElement();
    const frozen = ranges.getRowHeaderWidth();
    if (head.offsetLeft < frame.scrollLeft + frozen) {
      frame.scrollLeft = Math.max(0, head.offsetLeft - frozen);
    } else if (head.offsetLeft + head.offsetWidth > frame.scrollLeft + frame.clientWidth) {
      frame.scrollLeft = Math.min(head.offsetLeft - frozen, head.offsetLeft + head.offsetWidth - frame.clientWidth);
    }
  };

  /* `expand`: the other end of the block moves, and the active cell stays. */
  const goTo = (row, column, expand = false) => {
    const [allRows, allColumns] = [rows(), columns()];
    if (!allRows.length || !ranges.activeRange) {
      return;
    }
    const to = Math.min(Math.max(row, 0), allRows.length - 1);
    const side = Math.min(Math.max(column, 1), allColumns.length - 1);
    ranges.selecting = "cell";
    if (!expand) {
      ranges.activeRange.setStart(to, side);
    }
    ranges.activeRange.setEnd(to, side);
    intoView(allRows[to], allColumns[side]);
    ranges.layoutElement(true);
    focus();
  };

  const at = (expand) => (expand ? ranges.activeRange.end : ranges.activeRange.start);
  const STEPS = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] };

  const step = (direction, { expand = false, far = false } = {}) => {
    const [down, right] = STEPS[direction];
    const { row, col } = at(expand);
    goTo(row + down * (far ? rows().length : 1), col + right * (far ? columns().length : 1), expand);
  };

  /* As in a text: after the last cell of a row comes the first of the next. False at the end. */
  const next = (isBack) => {
    const { row, col } = at(false);
    const last = columns().length - 1;
    const isEdge = isBack ? row === 0 && col <= 1 : row === rows().length - 1 && col === last;
    if (isEdge) {
      return false;
    }
    if (isBack) {
      goTo(col > 1 ? row : row - 1, col > 1 ? col - 1 : last);
    } else {
      goTo(col < last ? row : row + 1, col < last ? col + 1 : 1);
    }
    return true;
  };

  const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

  const jump = (event) => {
    const { row, col } = at(event.shiftKey);
    const wide = event.ctrlKey || event.metaKey;
    const places = {
      Home: [wide ? 0 : row, 1],
      End: [wide ? rows().length - 1 : row, columns().length - 1],
      PageUp: [row - PAGE, col],
      PageDown: [row + PAGE, col],
    };
    goTo(...places[event.key], event.shiftKey);
  };

  const edit = (text = null) => {
    const cell = active();
    if (cell && mayEdit(cell.getComponent())) {
      begin(text);
      table.modules.edit.editCell(cell);
    }
  };

  const isText = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

  const act = (event) => {
    if (event.key in ARROWS) {
      step(ARROWS[event.key], { expand: event.shiftKey, far: event.ctrlKey || event.metaKey });
    } else if (["Home", "End", "PageUp", "PageDown"].includes(event.key)) {
      jump(event);
    } else if (event.key === "Tab") {
      return !leaves && next(event.shiftKey);
    } else if (event.key === "Enter" || event.key === "F2") {
      edit();
    } else if (isText(event)) {
      edit(event.key);
    } else {
      return false;
    }
    return true;
  };

  table.element.addEventListener(
    "keydown",
    (event) => {
      if (table.modules.edit.currentCell || !frame.contains(event.target) || !active()) {
        return;
      }
      if (act(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
      leaves = event.key === "Escape" || (leaves && event.key === "Shift");
    },
    true,
  );
  frame.addEventListener("focus", (event) => {
    if (!table.element.contains(event.relatedTarget) && rows().length) {
      const { row, col } = ranges.activeRange ? at(false) : {};
      goTo(row ?? 0, col ?? 1);
    }
  });
  /* What Tabulator does with the focus after a click and after typing. */
  ranges.restoreFocus = () => {
    focus();
    return true;
  };
  ranges.initializeFocus = () => focus();
  /* A cell that is drawn anew, or not at all any more, takes the focus with it. */
  let isHere = false;
  ["focusin", "mousedown"].forEach((name) =>
    document.addEventListener(name, (event) => {
      isHere = table.element.contains(event.target);
    }),
  );
  const again = () => {
    const isLost = isHere && document.activeElement === document.body && !table.modules.edit.currentCell;
    return isLost ? focus() : mark();
  };
  table.on("renderComplete", again);
  frame.addEventListener("scroll", () => requestAnimationFrame(again));
  mark();

  return { goTo, step, next, focus, active };
};

// The entry grid's hands: keys, mouse, clipboard, choices.
(function () {
  "use strict";
  const Grid = (window.EntryGrid = window.EntryGrid || {});

  function listen(sheet) {
    const { editor, body, parts, handle, root } = sheet;
    editor.addEventListener("keydown", (event) => onKey(sheet, event));
    editor.addEventListener("compositionstart", () => sheet.edit("typed"));
    editor.addEventListener("input", () => onInput(sheet));
    editor.addEventListener("copy", (event) => copy(sheet, event, false));
    editor.addEventListener("cut", (event) => copy(sheet, event, true));
    editor.addEventListener("paste", (event) => onPaste(sheet, event));
    editor.addEventListener("blur", () => { root.classList.remove("has-focus"); window.setTimeout(() => { if (document.activeElement !== editor) sheet.stopEditing(true); }, 150); });
    editor.addEventListener("focus", () => root.classList.add("has-focus"));
    body.addEventListener("mousedown", (event) => onDown(sheet, event));
    body.addEventListener("mouseover", (event) => onDrag(sheet, event));
    body.addEventListener("dblclick", (event) => { if (event.target.closest("td")) sheet.open(); });
    handle.addEventListener("mousedown", (event) => { event.preventDefault(); sheet.filling = true; });
    document.addEventListener("mouseup", () => onUp(sheet));
    parts.scroll.addEventListener("scroll", () => sheet.placeEditor(), { passive: true });
    root.querySelectorAll("[data-do]").forEach((button) => button.addEventListener("click", () => { DEEDS[button.dataset.do](sheet); if (button.dataset.do !== "panel") sheet.editor.focus(); }));
  }

  function place(event) {
    const cell = event.target.closest("td, th");
    if (!cell) return null;
    return { row: cell.parentElement.sectionRowIndex, col: Math.max(0, cell.cellIndex - 1), isNumber: cell.tagName === "TH" };
  }

  function onDown(sheet, event) {
    const at = place(event);
    if (!at || event.button !== 0) return;
    event.preventDefault();
    if (at.isNumber) {
      sheet.go(at.row, sheet.columns.length - 1, event.shiftKey);
      sheet.anchor = { row: event.shiftKey ? sheet.anchor.row : at.row, col: 0 };
      sheet.drawPick();
      return;
    }
    sheet.dragging = true;
    sheet.go(at.row, at.col, event.shiftKey);
  }

  function onDrag(sheet, event) {
    const at = (sheet.dragging || sheet.filling) && event.buttons === 1 ? place(event) : null;
    if (!at) return;
    if (sheet.filling) {
      sheet.fillTo = at.row;
      sheet.lines.forEach((line, row) => line.classList.toggle("is-filling", row > sheet.block().bottom && row <= at.row));
    } else if (at.row !== sheet.spot.row || at.col !== sheet.spot.col) sheet.go(at.row, at.col, true);
  }

  function onUp(sheet) {
    sheet.dragging = false;
    if (!sheet.filling) return;
    sheet.filling = false;
    sheet.lines.forEach((line) => line.classList.remove("is-filling"));
    const { top, bottom, left, right } = sheet.block();
    if (sheet.fillTo > bottom) {
      const height = bottom - top + 1;
      const cells = [];
      for (let row = bottom + 1; row <= sheet.fillTo; row += 1) {
        for (let col = left; col <= right; col += 1) {
          const { name } = sheet.columns[col];
          cells.push({ row, name, text: sheet.model.rows[top + ((row - top) % height)].values[name] });
        }
      }
      sheet.model.change(cells);
      sheet.anchor = { row: top, col: left };
      sheet.go(sheet.fillTo, right, true);
    }
    sheet.fillTo = -1;
    sheet.editor.focus();
  }

  function onInput(sheet) {
    if (!sheet.editing) sheet.edit("typed");
    sheet.placeEditor();
    if (sheet.column().kind === "choice") { sheet.editing = "typed"; sheet.picked = null; choose(sheet); }
  }

  function onKey(sheet, event) {
    if (event.isComposing || event.keyCode === 229) return;
    const control = event.ctrlKey || event.metaKey;
    const used = control ? onControl(sheet, event) : sheet.editing ? onEditKey(sheet, event) : onWalkKey(sheet, event);
    if (used) { event.preventDefault(); event.stopPropagation(); }
  }

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] };

  function onWalkKey(sheet, event) {
    const { row, col } = sheet.spot;
    const step = STEPS[event.key];
    if (event.altKey && event.key === "ArrowDown") sheet.open();
    else if (step) sheet.go(row + step[0], col + step[1], event.shiftKey);
    else if (event.key === "Tab") { if (sheet.leaving) { sheet.leaving = false; return false; } next(sheet, event.shiftKey ? -1 : 1); }
    else if (event.key === "Enter") sheet.go(row + (event.shiftKey ? -1 : 1), col);
    else if (event.key === "Home") sheet.go(row, 0, event.shiftKey);
    else if (event.key === "End") sheet.go(row, sheet.columns.length - 1, event.shiftKey);
    else if (event.key === "F2") sheet.open();
    else if (event.key === "Delete" || event.key === "Backspace") clear(sheet);
    else if (event.key === "Escape") { sheet.leaving = true; sheet.state("按 Tab 离开表格", "busy"); }
    else return false;
    if (event.key !== "Escape") sheet.leaving = false;
    return true;
  }

  function onEditKey(sheet, event) {
    const { row, col } = sheet.spot;
    if (event.key === "Enter" && event.altKey) { sheet.editor.setRangeText("\n", sheet.editor.selectionStart, sheet.editor.selectionEnd, "end"); sheet.placeEditor(); return true; }
    if (!sheet.list.hidden && STEPS[event.key] && STEPS[event.key][0]) { move(sheet, STEPS[event.key][0]); return true; }
    if (event.key === "Enter") { take(sheet); sheet.go(row + (event.shiftKey ? -1 : 1), col); return true; }
    if (event.key === "Tab") { take(sheet); sheet.stopEditing(true); next(sheet, event.shiftKey ? -1 : 1); return true; }
    if (event.key === "Escape") { sheet.stopEditing(false); sheet.placeEditor(); return true; }
    if (sheet.editing === "typed" && (event.key === "ArrowUp" || event.key === "ArrowDown")) { sheet.go(row + STEPS[event.key][0], col); return true; }
    return false;
  }

  function onControl(sheet, event) {
    const letter = event.key.toLowerCase();
    if (sheet.editing) { if (letter === "s") { sheet.stopEditing(true); sheet.saver.send(); return true; } return false; }
    if (letter === "z" && !event.shiftKey) DEEDS.undo(sheet);
    else if (letter === "y" || letter === "z") DEEDS.redo(sheet);
    else if (letter === "d") DEEDS.fill(sheet);
    else if (letter === "s") sheet.saver.send();
    else if (letter === "a") { sheet.anchor = { row: 0, col: 0 }; sheet.go(lastFilled(sheet), sheet.columns.length - 1, true); }
    else if (letter === "home") sheet.go(0, 0, event.shiftKey);
    else if (letter === "end") sheet.go(lastFilled(sheet), sheet.columns.length - 1, event.shiftKey);
    else return false;
    return true;
  }

  function lastFilled(sheet) {
    let last = sheet.model.rows.length - 1;
    while (last > 0 && sheet.model.isBlank(sheet.model.rows[last])) last -= 1;
    return last;
  }

  function next(sheet, way) {
    const width = sheet.columns.length;
    const flat = sheet.spot.row * width + sheet.spot.col + way;
    if (flat >= 0) sheet.go(Math.floor(flat / width), flat % width);
  }

  function eachPicked(sheet, visit) {
    const { top, bottom, left, right } = sheet.block();
    for (let row = top; row <= bottom; row += 1) for (let col = left; col <= right; col += 1) visit(row, col, top, left);
  }

  function clear(sheet) {
    if (sheet.data.readonly) return;
    const cells = [];
    eachPicked(sheet, (row, col) => cells.push({ row, name: sheet.columns[col].name, text: "" }));
    sheet.model.change(cells);
  }

  function copy(sheet, event, cut) {
    if (sheet.editing) return;
    const { top, bottom, left, right } = sheet.block();
    const rows = sheet.model.rows.slice(top, bottom + 1).map((row) => sheet.columns.slice(left, right + 1).map((column) => sheet.model.show(column, row.values[column.name])));
    event.clipboardData.setData("text/plain", Grid.writeBlock(rows));
    event.preventDefault();
    if (cut) clear(sheet);
  }

  function onPaste(sheet, event) {
    const text = event.clipboardData.getData("text/plain");
    if (sheet.data.readonly || !text) return;
    const block = Grid.readBlock(text);
    if (sheet.editing && block.length === 1 && block[0].length === 1) return;
    event.preventDefault();
    sheet.stopEditing(true);
    paste(sheet, block);
  }

  // A copied heading row says which column is which; otherwise columns follow the current cell.
  function headings(sheet, line) {
    const found = line.map((cell) => sheet.columns.findIndex((column) => Grid.plain(column.label) === Grid.plain(cell) && Grid.plain(cell)));
    return found.filter((col) => col >= 0).length >= 2 ? found : null;
  }

  function paste(sheet, block) {
    const { top, left } = sheet.block();
    const named = headings(sheet, block[0]);
    const lines = named ? block.slice(1) : block;
    const cells = [];
    if (lines.length === 1 && lines[0].length === 1) eachPicked(sheet, (row, col) => cells.push({ row, name: sheet.columns[col].name, text: lines[0][0] }));
    else {
      lines.forEach((line, down) => line.forEach((text, along) => {
        const col = named ? named[along] : left + along;
        if (col >= 0 && col < sheet.columns.length) cells.push({ row: top + down, name: sheet.columns[col].name, text });
      }));
    }
    const wanted = cells.reduce((most, cell) => Math.max(most, cell.row + 1), 0);
    sheet.model.change(cells, Math.max(0, wanted - sheet.model.rows.length));
    const width = named ? sheet.columns.length - left : Math.max(...lines.map((line) => line.length));
    sheet.anchor = { row: top, col: left };
    if (lines.length > 1 || width > 1) sheet.go(top + lines.length - 1, left + width - 1, true);
  }

  // Choices: a list under the cell, narrowed by what is typed.
  function choose(sheet) {
    const column = sheet.column();
    const typed = sheet.editing === "typed" ? Grid.plain(sheet.editor.value) : "";
    const shown = column.options.filter((one) => !typed || one.words.some((word) => Grid.plain(word).includes(typed)));
    sheet.list.textContent = "";
    shown.forEach((one) => {
      const item = Grid.element("li", "entry-option", one.words.join("　"));
      item.dataset.value = one.value;
      if (one.value === sheet.row().values[column.name]) item.classList.add("is-chosen");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); sheet.picked = one.value; const { row, col } = sheet.spot; sheet.go(row, col); });
      sheet.list.appendChild(item);
    });
    const cell = sheet.cell(sheet.spot.row, sheet.spot.col);
    sheet.list.style.left = `${cell.offsetLeft}px`;
    sheet.list.style.top = `${cell.offsetTop + sheet.editor.offsetHeight}px`;
    sheet.list.style.minWidth = `${cell.offsetWidth}px`;
    sheet.list.hidden = !shown.length;
    if (typed && shown.length) sheet.list.firstChild.classList.add("is-near");
  }

  function move(sheet, way) {
    const items = Array.from(sheet.list.children);
    const now = items.findIndex((item) => item.classList.contains("is-near"));
    const from = now < 0 ? items.findIndex((item) => item.classList.contains("is-chosen")) : now;
    const to = Math.max(0, Math.min(items.length - 1, from + way));
    items.forEach((item, place) => item.classList.toggle("is-near", place === to));
    items[to].scrollIntoView({ block: "nearest" });
  }

  function take(sheet) {
    const near = sheet.list.hidden ? null : sheet.list.querySelector(".is-near");
    if (near) sheet.picked = near.dataset.value;
  }

  function again(sheet, step) {
    const first = step && step.cells[0];
    if (!first) return;
    const row = sheet.model.find(first.key);
    if (row >= 0) sheet.go(row, sheet.columns.findIndex((column) => column.name === first.name));
  }

  const DEEDS = {
    add(sheet) { const at = sheet.model.isBlank(sheet.row()) ? sheet.spot.row : sheet.spot.row + 1; sheet.model.insert(at); sheet.go(at, 0); },
    remove(sheet) { const { top, bottom } = sheet.block(); sheet.model.remove(top, bottom); sheet.go(top, sheet.spot.col); },
    undo(sheet) { sheet.stopEditing(true); again(sheet, sheet.model.undo()); },
    redo(sheet) { again(sheet, sheet.model.redo()); },
    fill(sheet) {
      const { top, bottom } = sheet.block();
      const from = top === bottom ? top - 1 : top;
      if (from < 0) return;
      const cells = [];
      eachPicked(sheet, (row, col) => { const { name } = sheet.columns[col]; if (row > from) cells.push({ row, name, text: sheet.model.rows[from].values[name] }); });
      sheet.model.change(cells);
    },
    panel(sheet) { sheet.panel.toggle(); },
  };

  Grid.listen = listen;
  Grid.choose = choose;
})();

// The entry grid: a sheet over [data-entry-grid], which names a json_script block.
//
// The block: {columns: [{name, label, kind: "text|line|choice|date|number", options: [[value, label, other words for it…]], required,
//   help, width, frozen, prompt, example}], rows: [{id, version, values: {name: text}, remarks: [{field, text, words: []}]}],
//   missing: [{row, field, text}], save_url, csrf?, person, readonly, wait?}
// Dates that cannot be read as such are sent as the words they are; a choice that is none is sent empty.
// POST save_url {rows: [{id | null, temp, version, values}], deleted: [id]}  (temp is a random word: the same temp
//   twice means the answer was lost, so answer with the row made the first time)
// → 200 or 409 {rows: [{temp, id, version, remarks}], conflicts: [{id, version, values}], missing: [{row, field, text}],
//   saved_at: "17:48"}; a row with is_refused was not kept and says why in its remarks; 422 {error: sentence} when the letter as a whole cannot be taken. `row` in missing is an id or null.
//
// One textarea lies unseen over the current cell and always holds the focus, so that Chinese input methods work from
// the first key; it shows itself when there is something to edit.
(function () {
  "use strict";
  const Grid = window.EntryGrid;
  const SPARE = 5;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  class Sheet {
    constructor(root, data) {
      this.root = root;
      this.data = data;
      this.model = new Grid.Model(data);
      this.columns = this.model.columns;
      this.spot = { row: 0, col: 0 };
      this.anchor = { row: 0, col: 0 };
      this.editing = "";
      this.picked = null;
      this.picks = [];
      const part = (name) => root.querySelector(`[data-entry-${name}]`);
      this.parts = { scroll: part("scroll"), state: part("state"), notes: part("notes"), panel: part("panel"), remark: part("remark"), missing: part("missing") };
      this.spare();
      this.build();
      this.saver = new Grid.Saver(this.model, data, this);
      this.model.listen((what) => this.onChange(what));
      this.panel = new Grid.Panel(this, this.parts.panel);
      this.drawMissing(data.missing || []);
      root.hidden = false;
      this.saver.restore();
      this.go(0, 0);
    }

    spare() {
      const { rows } = this.model;
      if (this.data.readonly) return;
      let blank = 0;
      while (blank < rows.length && rows[rows.length - 1 - blank].id === null && this.model.isBlank(rows[rows.length - 1 - blank])) blank += 1;
      for (; blank < SPARE; blank += 1) rows.push(this.model.blank());
    }

    build() {
      const { scroll } = this.parts;
      this.table = element("table", "entry-table");
      this.table.setAttribute("role", "grid");
      this.head();
      this.body = this.table.appendChild(element("tbody"));
      this.editor = element("textarea", "entry-editor");
      this.editor.rows = 1;
      this.editor.spellcheck = false;
      this.list = element("ul", "entry-options");
      this.list.hidden = true;
      this.handle = element("span", "entry-handle");
      scroll.append(this.table, this.editor, this.list, this.handle);
      this.drawRows();
      Grid.listen(this);
    }

    head() {
      const line = this.table.createTHead().insertRow();
      const corner = line.appendChild(element("th", "entry-number", "序号"));
      corner.scope = "col";
      let left = 46;
      this.columns.forEach((column) => {
        const cell = line.appendChild(element("th", column.frozen ? "is-frozen" : "", column.label));
        cell.scope = "col";
        const width = column.width || ({ text: 260, date: 110, number: 80 }[column.kind] || 140);
        cell.style.width = cell.style.minWidth = `${width}px`;
        if (column.required) cell.appendChild(element("span", "entry-star", "*"));
        if (column.help) cell.title = column.help;
        if (column.frozen) { column.left = left; cell.style.left = `${left}px`; left += width; }
      });
      this.frozenWidth = left;
    }

    drawRows() {
      const fragment = document.createDocumentFragment();
      this.lines = this.model.rows.map((row, place) => {
        const line = element("tr");
        const number = line.appendChild(element("th", "entry-number", String(place + 1)));
        number.scope = "row";
        this.columns.forEach((column) => {
          const cell = line.appendChild(element("td", column.frozen ? "is-frozen" : ""));
          if (column.frozen) cell.style.left = `${column.left}px`;
        });
        fragment.appendChild(line);
        return line;
      });
      this.body.textContent = "";
      this.body.appendChild(fragment);
      this.model.rows.forEach((row, place) => this.drawRow(place));
      this.picks = [];
    }

    drawRow(place) {
      const row = this.model.rows[place];
      const line = this.lines[place];
      line.classList.toggle("is-unsaved", this.model.isUnsaved(row));
      line.classList.toggle("is-conflict", Boolean(row.conflict));
      this.columns.forEach((column, at) => this.drawCell(row, column, line.cells[at + 1]));
    }

    drawCell(row, column, cell) {
      const value = row.values[column.name];
      const fault = this.model.fault(column, value);
      const remarks = row.remarks.filter((remark) => remark.field === column.name);
      const box = element("div", "entry-text");
      mark(box, this.model.show(column, value), remarks.reduce((all, remark) => all.concat(remark.words || []), []));
      cell.textContent = "";
      cell.appendChild(box);
      cell.classList.toggle("num", column.kind === "number");
      cell.classList.toggle("has-fault", Boolean(fault));
      cell.classList.toggle("has-remark", remarks.length > 0);
    }

    cell(row, col) { return this.lines[row] && this.lines[row].cells[col + 1]; }
    row() { return this.model.rows[this.spot.row]; }
    column() { return this.columns[this.spot.col]; }

    // Walk to a cell; with `keep` the anchor stays and the walk picks a block.
    go(row, col, keep) {
      this.stopEditing(true);
      this.spot = { row: clamp(row, this.model.rows.length), col: clamp(col, this.columns.length) };
      if (!keep) this.anchor = Object.assign({}, this.spot);
      this.drawPick();
      this.bringIntoView();
      this.placeEditor();
      if (!this.panel || !this.panel.hasFocus()) this.editor.focus({ preventScroll: true });
      this.say();
      if (this.panel) this.panel.follow();
    }

    block() {
      const [top, bottom] = [this.anchor.row, this.spot.row].sort((a, b) => a - b);
      const [left, right] = [this.anchor.col, this.spot.col].sort((a, b) => a - b);
      return { top, bottom, left, right };
    }

    drawPick() {
      this.picks.forEach((cell) => cell.classList.remove("is-picked", "is-current"));
      this.picks = [];
      const { top, bottom, left, right } = this.block();
      for (let row = top; row <= bottom; row += 1) {
        for (let col = left; col <= right; col += 1) {
          const cell = this.cell(row, col);
          if (!cell) continue;
          if (top !== bottom || left !== right) cell.classList.add("is-picked");
          this.picks.push(cell);
        }
      }
      const current = this.cell(this.spot.row, this.spot.col);
      current.classList.add("is-current");
      const corner = this.cell(bottom, right);
      this.handle.style.left = `${corner.offsetLeft + corner.offsetWidth - 5}px`;
      this.handle.style.top = `${corner.offsetTop + corner.offsetHeight - 5}px`;
      this.handle.hidden = Boolean(this.data.readonly);
    }

    bringIntoView() {
      const { scroll } = this.parts;
      const cell = this.cell(this.spot.row, this.spot.col);
      const headHeight = this.table.tHead.offsetHeight;
      if (cell.offsetTop - headHeight < scroll.scrollTop) scroll.scrollTop = cell.offsetTop - headHeight;
      const below = cell.offsetTop + cell.offsetHeight - scroll.clientHeight;
      if (below > scroll.scrollTop) scroll.scrollTop = below + 2;
      if (this.column().frozen) return;
      if (cell.offsetLeft - this.frozenWidth < scroll.scrollLeft) scroll.scrollLeft = cell.offsetLeft - this.frozenWidth;
      const beyond = cell.offsetLeft + cell.offsetWidth - scroll.clientWidth;
      if (beyond > scroll.scrollLeft) scroll.scrollLeft = beyond + 2;
    }

    placeEditor() {
      const cell = this.cell(this.spot.row, this.spot.col);
      const { style } = this.editor;
      style.left = `${cell.offsetLeft}px`;
      style.top = `${cell.offsetTop}px`;
      style.width = `${Math.max(cell.offsetWidth, this.editing && this.column().kind === "text" ? 300 : 0)}px`;
      style.height = `${cell.offsetHeight}px`;
      if (this.editing) style.height = `${Math.min(Math.max(cell.offsetHeight, this.editor.scrollHeight + 2), 260)}px`;
    }

    // `how` is "typed" (began by typing, arrows leave the cell) or "opened" (F2, double click).
    edit(how, text) {
      if (this.data.readonly || this.editing) return;
      this.editing = how;
      if (text !== undefined) this.editor.value = text;
      this.editor.classList.add("is-editing");
      this.placeEditor();
      if (this.column().kind === "choice") Grid.choose(this);
    }

    open() { this.edit("opened", this.model.show(this.column(), this.row().values[this.column().name])); this.editor.select(); }

    stopEditing(keep) {
      if (!this.editing) return;
      const text = this.picked !== null ? this.picked : this.editor.value;
      const row = this.spot.row;
      const name = this.column().name;
      this.editing = "";
      this.picked = null;
      this.list.hidden = true;
      this.editor.classList.remove("is-editing");
      this.editor.value = "";
      if (keep) this.model.change([{ row, name, text }]);
    }

    onChange(what) {
      this.spare();
      if (what.kind === "rows" || this.lines.length !== this.model.rows.length) this.drawRows();
      else new Set(what.cells.map((cell) => cell.key)).forEach((rowKey) => this.drawRow(this.model.find(rowKey)));
      this.spot = { row: clamp(this.spot.row, this.model.rows.length), col: this.spot.col };
      this.anchor = { row: clamp(this.anchor.row, this.model.rows.length), col: this.anchor.col };
      this.drawPick();
      this.placeEditor();
      this.say();
      if (this.panel) this.panel.refresh();
    }

    // What the server or the cell itself has to say about the current cell.
    say() {
      const column = this.column();
      const row = this.row();
      const fault = this.model.fault(column, row.values[column.name]);
      const texts = row.remarks.filter((remark) => remark.field === column.name).map((remark) => remark.text);
      if (fault) texts.unshift(fault);
      this.parts.remark.textContent = texts.length ? `${column.label}：${texts.join(" ")}` : column.help ? `${column.label}：${column.help}` : "";
      this.parts.remark.classList.toggle("is-warning", texts.length > 0);
      this.editor.setAttribute("aria-label", `第${this.spot.row + 1}行，${column.label}：${this.model.show(column, row.values[column.name]) || "空"}`);
    }

    state(text, tone) {
      this.parts.state.textContent = text;
      this.parts.state.className = `entry-state is-${tone}`;
    }

    note(text) { this.parts.notes.appendChild(element("p", "alert alert-info alert-slim", text)); }

    // After a save: new remarks, the list of what is missing; what is being typed stays untouched.
    refresh(body) {
      this.model.rows.forEach((row, place) => this.drawRow(place));
      if (body.missing) this.drawMissing(body.missing);
      this.drawPick();
      this.say();
      this.panel.refresh();
    }

    drawMissing(missing) {
      const box = this.parts.missing;
      box.textContent = "";
      box.hidden = false;
      if (!missing.length) { box.appendChild(element("p", "entry-complete", "内容齐全，可以提交。")); return; }
      box.appendChild(element("h2", "", `还差什么（${missing.length}）`));
      const list = box.appendChild(element("ol"));
      missing.forEach((one) => {
        const item = list.appendChild(element("li"));
        const at = one.row === null || one.row === undefined ? -1 : this.model.findId(one.row);
        if (at < 0) { item.textContent = one.text; return; }
        const link = item.appendChild(element("button", "entry-link", one.text.startsWith("第") ? one.text : `第${at + 1}行　${one.text}`));
        link.type = "button";
        link.addEventListener("click", () => this.go(this.model.findId(one.row), Math.max(0, this.columns.findIndex((column) => column.name === one.field))));
      });
    }

    // Somebody else saved the same row: both texts, and two buttons.
    conflicts(conflicts) {
      conflicts.forEach((theirs) => {
        const row = this.model.rows[this.model.findId(theirs.id)];
        row.conflict = true;
        this.drawRow(this.model.find(row.key));
        this.parts.notes.appendChild(Grid.conflictNote(this, row, theirs));
        this.state("有内容与他人的修改冲突，请选择保留哪一份", "bad");
      });
    }
  }

  const clamp = (value, size) => Math.max(0, Math.min(size - 1, value));

  // Text with the vague words marked; built from nodes, never from markup.
  function mark(box, text, words) {
    let rest = text;
    while (rest) {
      const found = words.map((word) => ({ word, at: rest.indexOf(word) })).filter((one) => one.word && one.at >= 0).sort((a, b) => a.at - b.at)[0];
      if (!found) break;
      box.append(rest.slice(0, found.at), element("mark", "vague", found.word));
      rest = rest.slice(found.at + found.word.length);
    }
    box.append(rest);
  }

  Grid.element = element;
  Grid.mark = mark;
  Grid.Sheet = Sheet;
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-entry-grid]").forEach((root) => {
      const data = JSON.parse(document.getElementById(root.dataset.entryGrid).textContent);
      root.sheet = new Sheet(root, data);
    });
  });
})();

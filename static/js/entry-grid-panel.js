// The entry grid's side panel: one row as a full form with its prompts; and the note that shows two texts in conflict.
(function () {
  "use strict";
  const Grid = (window.EntryGrid = window.EntryGrid || {});
  const make = (...parts) => Grid.element(...parts);

  class Panel {
    constructor(sheet, box) {
      this.sheet = sheet;
      this.box = box;
    }

    hasFocus() { return this.box.contains(document.activeElement); }

    toggle() {
      this.box.hidden = !this.box.hidden;
      this.sheet.root.classList.toggle("has-panel", !this.box.hidden);
      this.key = null;
      this.follow();
      this.sheet.drawPick();
      const first = this.box.querySelector("textarea, select, input");
      if (first) first.focus(); else this.sheet.editor.focus();
    }

    // Show the row of the current cell; rebuilt only when the row is another one.
    follow() {
      if (this.box.hidden) return;
      const row = this.sheet.row();
      if (row.key !== this.key) this.build(row);
      else this.refresh();
    }

    build(row) {
      const { sheet, box } = this;
      this.key = row.key;
      this.fields = new Map();
      box.textContent = "";
      const head = box.appendChild(make("div", "entry-panel-head"));
      head.append(make("strong", "", `第${sheet.model.find(row.key) + 1}行`), this.button("上一条", () => this.walk(-1)), this.button("下一条", () => this.walk(1)), this.button("收起", () => this.toggle()));
      sheet.columns.forEach((column) => box.appendChild(this.field(row, column)));
      this.refresh();
    }

    button(text, deed) {
      const made = make("button", "btn btn-sm", text);
      made.type = "button";
      made.addEventListener("click", deed);
      return made;
    }

    walk(way) {
      const { sheet } = this;
      sheet.go(sheet.spot.row + way, sheet.spot.col);
      const first = this.box.querySelector("textarea, select");
      if (first) first.focus();
    }

    field(row, column) {
      const wrap = make("div", "entry-field");
      const label = wrap.appendChild(make("label", "form-label", column.label));
      if (column.required) label.appendChild(make("span", "entry-star", "*"));
      const input = this.input(column);
      input.id = `entry-panel-${column.name}`;
      label.htmlFor = input.id;
      input.disabled = Boolean(this.sheet.data.readonly);
      input.addEventListener("change", () => this.write(column, input.value));
      wrap.appendChild(input);
      if (column.prompt) wrap.appendChild(make("p", "entry-prompt", column.prompt));
      else if (column.help) wrap.appendChild(make("p", "form-hint", column.help));
      if (column.example) {
        const example = wrap.appendChild(make("details", "entry-example"));
        example.append(make("summary", "", "看一条写得好的"), make("p", "", column.example));
      }
      const remarks = wrap.appendChild(make("div", "entry-field-remarks"));
      this.fields.set(column.name, { input, remarks, column });
      return wrap;
    }

    input(column) {
      if (column.kind === "choice") {
        const select = make("select", "form-select");
        select.setAttribute("data-plain", "");
        select.add(new Option("请选择", ""));
        column.options.forEach((one) => select.add(new Option(one.label, one.value)));
        return select;
      }
      const long = column.kind === "text" || !column.kind;
      const input = make(long ? "textarea" : "input", "form-control");
      if (long) input.rows = 4;
      if (column.kind === "date") input.placeholder = "2026-04-30";
      return input;
    }

    write(column, text) {
      const row = this.sheet.model.find(this.key);
      if (row >= 0) this.sheet.model.change([{ row, name: column.name, text }]);
    }

    refresh() {
      if (this.box.hidden || !this.fields) return;
      const row = this.sheet.model.rows[this.sheet.model.find(this.key)];
      if (!row) { this.key = null; return; }
      this.fields.forEach(({ input, remarks, column }) => {
        if (document.activeElement !== input) input.value = row.values[column.name];
        remarks.textContent = "";
        const fault = this.sheet.model.fault(column, row.values[column.name]);
        const texts = row.remarks.filter((remark) => remark.field === column.name).map((remark) => remark.text);
        (fault ? [fault].concat(texts) : texts).forEach((text) => remarks.appendChild(make("p", "", text)));
      });
    }
  }

  // Both texts side by side, field by field; nothing is lost until a person chooses.
  Grid.conflictNote = function (sheet, row, theirs) {
    const note = make("div", "alert alert-warning entry-conflict");
    note.appendChild(make("p", "", `第${sheet.model.find(row.key) + 1}行在您编辑时已被他人修改，请选择保留哪一份：`));
    const table = note.appendChild(make("table", "table table-sm"));
    const head = table.createTHead().insertRow();
    ["栏目", "我的内容", "对方的内容"].forEach((text) => head.appendChild(make("th", "", text)));
    const body = table.createTBody();
    const values = sheet.model.complete(theirs.values);
    sheet.columns.filter((column) => values[column.name] !== row.values[column.name]).forEach((column) => {
      const line = body.insertRow();
      [column.label, sheet.model.show(column, row.values[column.name]), sheet.model.show(column, values[column.name])].forEach((text) => { line.insertCell().textContent = text; });
    });
    const settle = (mine) => () => {
      if (!mine) row.values = values;
      Object.assign(row, { version: theirs.version, conflict: false, edit: row.edit + 1 });
      if (!mine) row.saved = row.edit;
      note.remove();
      sheet.model.tell({ kind: "cells", cells: [{ key: row.key }] });
      if (sheet.model.isDirty()) sheet.saver.send(); else { sheet.saver.forget(); sheet.state("已采用对方的内容", "good"); }
    };
    [["保留我的内容", true], ["采用对方的内容", false]].forEach(([text, mine]) => {
      const button = make("button", "btn btn-sm", text);
      button.type = "button";
      button.addEventListener("click", settle(mine));
      note.appendChild(button);
    });
    return note;
  };

  Grid.Panel = Panel;
})();

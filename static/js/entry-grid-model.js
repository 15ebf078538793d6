// The entry grid's memory, without any page: rows, undo, what is unsaved, blocks of a spreadsheet.
(function () {
  "use strict";
  const Grid = (window.EntryGrid = window.EntryGrid || {});

  const key = () => `n${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const plain = (text) => String(text).replace(/[\s*＊：:（）()]/g, "");

  // A block copied from WPS or Excel: tabs, line breaks, cells with breaks in double quotes.
  Grid.readBlock = function (text) {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let place = 0; place < source.length; place += 1) {
      const sign = source[place];
      if (quoted) {
        if (sign === '"' && source[place + 1] === '"') { cell += '"'; place += 1; }
        else if (sign === '"') quoted = false;
        else cell += sign;
      } else if (sign === '"' && cell === "") quoted = true;
      else if (sign === "\t" || sign === "\n") {
        rows[rows.length - 1].push(cell);
        cell = "";
        if (sign === "\n") rows.push([]);
      } else cell += sign;
    }
    rows[rows.length - 1].push(cell);
    return rows;
  };

  Grid.writeBlock = (rows) => rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join("\t")).join("\n");

  // 4月30日, 2026.4.30, 2026/4/30, 20260430 → 2026-04-30; anything else stays as typed.
  Grid.readDate = function (text, year) {
    const said = text.trim();
    const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(said) || /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})日?$/.exec(said);
    const noYear = parts ? null : /^(\d{1,2})[月./-](\d{1,2})日?$/.exec(said);
    if (!parts && !noYear) return said;
    const [y, m, d] = parts ? parts.slice(1) : [String(year), noYear[1], noYear[2]];
    return `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  };

  class Model {
    constructor(data) {
      this.columns = data.columns.map((column) => Object.assign({}, column, {
        options: (column.options || []).map(([value, ...words]) => ({ value: String(value), label: String(words[0]), words: words.map(String) })),
      }));
      this.rows = data.rows.map((row) => ({ key: key(), id: row.id, version: row.version, values: this.complete(row.values), remarks: row.remarks || [], edit: 0, saved: 0 }));
      this.deleted = new Set();
      this.gone = new Set();
      this.past = [];
      this.future = [];
      this.listeners = [];
    }

    complete(values) {
      const full = {};
      this.columns.forEach((column) => {
        const value = values && values[column.name];
        full[column.name] = value === null || value === undefined ? "" : String(value);
      });
      return full;
    }

    blank() { return { key: key(), id: null, version: null, values: this.complete({}), remarks: [], edit: 0, saved: 0 }; }
    listen(listener) { this.listeners.push(listener); }
    tell(what) { this.listeners.forEach((listener) => listener(what)); }
    find(rowKey) { return this.rows.findIndex((row) => row.key === rowKey); }
    findId(id) { return this.rows.findIndex((row) => row.id !== null && String(row.id) === String(id)); }
    isBlank(row) { return this.columns.every((column) => row.values[column.name] === ""); }
    isUnsaved(row) { return row.edit !== row.saved && !(row.id === null && this.isBlank(row)); }
    unsaved() { return this.rows.filter((row) => this.isUnsaved(row)); }
    isDirty() { return this.deleted.size > 0 || this.unsaved().length > 0; }

    // What a person typed or pasted, as the column keeps it: labels become values, dates become ISO.
    read(column, text) {
      if (column.kind === "choice") {
        const wanted = plain(text);
        const exact = column.options.find((one) => one.words.some((word) => plain(word) === wanted) || one.value === text);
        if (exact || !wanted) return exact ? exact.value : "";
        const near = column.options.filter((one) => one.words.some((word) => plain(word).includes(wanted) || wanted.includes(plain(word))));
        return near.length === 1 ? near[0].value : text;
      }
      if (column.kind === "date") return Grid.readDate(text, new Date().getFullYear());
      return column.kind === "number" ? text.trim() : text.replace(/^\s+|\s+$/g, "");
    }

    show(column, value) {
      if (column.kind !== "choice" || value === "") return value;
      const found = column.options.find((one) => one.value === value);
      return found ? found.label : value;
    }

    // A cell that cannot be sent as it is; the text stays on the screen until it is mended.
    fault(column, value) {
      if (value === "") return "";
      if (column.kind === "choice" && !column.options.some((one) => one.value === value)) return `选项中没有“${value}”，请重新选择。`;
      if (column.kind === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return "没有识别为日期，将按文字保存；最好写成2026-04-30。";
      if (column.kind === "number" && !/^-?\d+(\.\d+)?$/.test(value)) return "这里只能填数字。";
      return "";
    }

    // A choice or number that is none cannot be sent; words in place of a date can: the server judges them.
    sendable(column, value) { return column.kind !== "date" && this.fault(column, value) ? "" : value; }

    // One deed that can be undone: cells [{row, name, text}] and how many rows to add at the end first.
    change(cells, added) {
      const fresh = Array.from({ length: added || 0 }, () => this.blank());
      const step = { cells: [], inserted: fresh.map((row, place) => ({ row, at: this.rows.length + place })), removed: [] };
      fresh.forEach((row) => this.rows.push(row));
      cells.forEach(({ row, name, text }) => {
        const target = this.rows[row];
        const column = this.columns.find((one) => one.name === name);
        const after = this.read(column, text);
        if (target.values[name] !== after) step.cells.push({ key: target.key, name, before: target.values[name], after });
      });
      if (!step.cells.length && !step.inserted.length) return;
      this.keep(step);
      this.apply(step, "after");
    }

    insert(at) {
      const row = this.blank();
      this.rows.splice(at, 0, row);
      this.keep({ cells: [], inserted: [{ row, at }], removed: [] });
      this.tell({ kind: "rows" });
    }

    remove(first, last) {
      const taken = this.rows.slice(first, last + 1);
      const step = { cells: [], inserted: [], removed: taken.map((row, place) => ({ row, at: first + place })) };
      this.keep(step);
      taken.forEach((row) => this.drop(row));
      this.tell({ kind: "rows" });
    }

    keep(step) {
      this.past.push(step);
      if (this.past.length > 200) this.past.shift();
      this.future = [];
    }

    apply(step, side) {
      step.cells.forEach((cell) => {
        const row = this.rows[this.find(cell.key)];
        if (!row) return;
        row.values[cell.name] = cell[side];
        row.remarks = row.remarks.filter((remark) => remark.field !== cell.name);
        row.edit += 1;
      });
      this.tell(step.inserted.length || step.removed.length ? { kind: "rows" } : { kind: "cells", cells: step.cells });
    }

    drop(row) {
      this.rows.splice(this.find(row.key), 1);
      if (row.id !== null) this.deleted.add(row.id);
    }

    putBack({ row, at }) {
      if (row.id !== null && this.gone.has(row.id)) { row.id = null; row.version = null; row.temp = null; row.edit += 1; }
      this.deleted.delete(row.id);
      this.rows.splice(at, 0, row);
    }

    undo() {
      const step = this.past.pop();
      if (!step) return null;
      this.future.push(step);
      step.removed.forEach((one) => this.putBack(one));
      step.inserted.slice().reverse().forEach((one) => this.drop(one.row));
      this.apply(step, "before");
      return step;
    }

    redo() {
      const step = this.future.pop();
      if (!step) return null;
      this.past.push(step);
      step.inserted.forEach((one) => this.putBack(one));
      step.removed.forEach((one) => this.drop(one.row));
      this.apply(step, "after");
      return step;
    }
  }
  Grid.Model = Model;
  Grid.key = key;
  Grid.plain = plain;
})();

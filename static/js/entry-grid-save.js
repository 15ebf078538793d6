// The entry grid saves by itself: to the server as one types, to this machine when the server is away.
(function () {
  "use strict";
  const Grid = (window.EntryGrid = window.EntryGrid || {});
  const WAIT = 1200; // milliseconds after the last change; the page may say another `wait`
  const AGAIN = 10000;
  const clock = () => new Date().toTimeString().slice(0, 5);

  // The frame gives htmx the token; the grid borrows it.
  function token() {
    try { return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]; } catch (error) { return ""; }
  }

  class Saver {
    constructor(model, data, view) {
      Object.assign(this, { model, view, url: data.save_url, csrf: data.csrf || token(), wait: data.wait || WAIT, place: `entry:${data.person || ""}:${data.save_url}` });
      this.sending = false;
      this.timer = null;
      this.away = false;
      model.listen(() => this.changed());
      window.addEventListener("online", () => this.send());
      window.addEventListener("beforeunload", (event) => {
        if (!model.isDirty()) return;
        this.keepHere();
        if (!this.away) { event.preventDefault(); event.returnValue = ""; }
      });
    }

    changed() {
      if (!this.model.isDirty()) return;
      this.keepHere();
      if (!this.away) this.view.state("正在编辑…", "busy");
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.send(), this.wait);
    }

    letter() {
      const { model } = this;
      const rows = model.unsaved().filter((row) => !row.conflict && row.held !== row.edit).map((row) => {
        row.temp = row.temp || row.key;
        const values = {};
        model.columns.forEach((column) => { values[column.name] = model.sendable(column, row.values[column.name]); });
        return { id: row.id, temp: row.temp, version: row.version, values };
      });
      return { rows, deleted: Array.from(model.deleted) };
    }

    async send() {
      const { model } = this;
      window.clearTimeout(this.timer);
      if (this.sending || !model.isDirty()) return;
      const letter = this.letter();
      if (!letter.rows.length && !letter.deleted.length) return;
      this.sending = true;
      const edits = new Map(model.unsaved().map((row) => [row.key, row.edit]));
      this.view.state("正在保存…", "busy");
      try {
        const answer = await fetch(this.url, {
          method: "POST", credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf, "X-Requested-With": "XMLHttpRequest" },
          body: JSON.stringify(letter),
        });
        await this.read(answer, letter, edits);
      } catch (error) {
        this.lost("网络不通，已暂存在本机，恢复后自动补交");
      }
      this.sending = false;
    }

    async read(answer, letter, edits) {
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      if (answer.redirected || answer.status === 401 || answer.status === 403 || (answer.ok && !isJson)) {
        this.lost("登录已过期，内容已暂存在本机，请在新窗口重新登录");
      } else if (answer.ok || answer.status === 409) {
        this.took(await answer.json(), letter, edits);
      } else if (isJson) {
        const body = await answer.json();
        this.refused(body.error || body.message || "服务器没有接受");
      } else {
        this.lost("服务器暂时不能保存，已暂存在本机，稍后自动重试");
      }
    }

    took(body, letter, edits) {
      const { model } = this;
      this.away = false;
      letter.deleted.forEach((id) => { model.deleted.delete(id); model.gone.add(id); });
      (body.rows || []).forEach((one) => {
        const row = model.rows.find((each) => (one.temp && each.temp === one.temp) || (one.id !== null && each.id === one.id));
        if (row && one.is_refused) { Object.assign(row, { remarks: one.remarks || [], held: edits.get(row.key) }); return; }
        if (!row) { if (one.temp && one.id !== null) model.deleted.add(one.id); return; }
        Object.assign(row, { id: one.id, version: one.version, remarks: one.remarks || [] });
        if (edits.has(row.key)) row.saved = edits.get(row.key);
      });
      this.view.refresh(body);
      this.view.conflicts((body.conflicts || []).filter((one) => model.findId(one.id) >= 0));
      if (model.isDirty()) {
        this.keepHere();
        this.sayHeld();
        this.timer = window.setTimeout(() => this.send(), this.wait);
      } else {
        this.forget();
        this.view.state(`已保存 ${/^\d\d:\d\d$/.test(body.saved_at || "") ? body.saved_at : clock()}`, "good");
      }
    }

    // Rows the server has refused wait for the next change; the first one says why.
    sayHeld() {
      const place = this.model.rows.findIndex((row) => row.held === row.edit && this.model.isUnsaved(row));
      if (place < 0) return;
      const said = this.model.rows[place].remarks.map((remark) => remark.text).join("");
      this.view.state(`第${place + 1}行还没有保存：${said}`, "busy");
    }

    lost(text) {
      this.away = true;
      this.keepHere();
      this.view.state(text, "bad");
      this.timer = window.setTimeout(() => this.send(), AGAIN);
    }

    refused(text) {
      this.view.state(`没有保存：${text}`, "bad");
    }

    keepHere() {
      const rows = this.model.unsaved().map((row) => ({ id: row.id, temp: row.temp || row.key, version: row.version, values: row.values }));
      const copy = { rows, deleted: Array.from(this.model.deleted) };
      try { localStorage.setItem(this.place, JSON.stringify(copy)); } catch (error) { this.view.state("本机不能暂存，请勿关闭页面", "bad"); }
    }

    forget() { try { localStorage.removeItem(this.place); } catch (error) { /* nothing kept */ } }

    // What an earlier visit could not send: laid over the server's rows, then sent.
    restore() {
      let copy = null;
      try { copy = JSON.parse(localStorage.getItem(this.place)); } catch (error) { return; }
      if (!copy || (!copy.rows.length && !copy.deleted.length)) return;
      const { model } = this;
      copy.rows.forEach((one) => {
        let row = one.id === null ? null : model.rows[model.findId(one.id)];
        if (one.id !== null && !row) return;
        if (!row) {
          row = Object.assign(model.blank(), { temp: one.temp });
          const end = model.rows.findIndex((each) => each.id === null && model.isBlank(each));
          model.rows.splice(end < 0 ? model.rows.length : end, 0, row);
        }
        Object.assign(row, { values: model.complete(one.values), version: one.version, edit: row.edit + 1 });
      });
      copy.deleted.forEach((id) => { const at = model.findId(id); if (at >= 0) model.drop(model.rows[at]); });
      model.tell({ kind: "rows" });
      this.view.note(`已恢复上次暂存在本机的${copy.rows.length + copy.deleted.length}处修改，正在补交。`);
      this.send();
    }
  }
  Grid.Saver = Saver;
})();

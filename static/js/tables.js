// Tables: density and columns remembered per person and table, ticked rows counted for bulk verbs.
// <table data-table="ledger"> gets the tools; <th data-column="cause"> may be hidden; [data-bulk] wakes when rows are ticked.
(function () {
  "use strict";
  const recall = (key, otherwise) => { try { return JSON.parse(localStorage.getItem(key)) || otherwise; } catch (error) { return otherwise; } };
  const remember = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch (error) { /* not kept */ } };

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function show(table, hidden) {
    const heads = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
    heads.forEach((head, place) => {
      const away = hidden.includes(head.dataset.column);
      head.hidden = away;
      Array.from(table.tBodies).forEach((body) => Array.from(body.rows).forEach((row) => {
        if (row.cells.length === heads.length) row.cells[place].hidden = away;
      }));
    });
  }

  function densityTools(key, holder) {
    const wrap = element("label", "", "行距 ");
    const select = element("select", "form-select form-select-sm d-inline w-auto");
    select.setAttribute("data-plain", "");
    [["", "标准"], ["is-tight", "紧凑"], ["is-loose", "宽松"]].forEach(([value, text]) => select.add(new Option(text, value)));
    const apply = () => { holder.classList.remove("is-tight", "is-loose"); if (select.value) holder.classList.add(select.value); };
    select.value = recall(`${key}-density`, "");
    select.addEventListener("change", () => { remember(`${key}-density`, select.value); apply(); });
    apply();
    wrap.appendChild(select);
    return wrap;
  }

  function columnTools(key, table, body) {
    const heads = Array.from(table.querySelectorAll("thead th[data-column]"));
    let hidden = recall(`${key}-hidden`, []);
    heads.forEach((head) => {
      const label = element("label");
      const box = element("input", "form-check-input");
      box.type = "checkbox";
      box.checked = !hidden.includes(head.dataset.column);
      box.addEventListener("change", () => {
        hidden = heads.map((one) => one.dataset.column).filter((name) => (name === head.dataset.column ? !box.checked : hidden.includes(name)));
        remember(`${key}-hidden`, hidden);
        show(table, hidden);
      });
      label.append(box, ` ${head.textContent.trim().replace(/[▲▼↕]/g, "")}`);
      body.appendChild(label);
    });
    show(table, hidden);
  }

  function tools(table) {
    const key = `table-${table.dataset.table}`;
    const holder = table.closest(".panel") || table.parentElement;
    const bar = element("div", "table-tools no-print");
    const drop = element("details", "drop");
    const summary = element("summary", "", "显示设置");
    const body = element("div", "drop-body drop-right");
    body.appendChild(densityTools(key, holder));
    columnTools(key, table, body);
    drop.append(summary, body);
    bar.appendChild(drop);
    const head = holder.querySelector && holder.querySelector(".panel-head");
    if (head) { bar.classList.add("panel-link"); head.appendChild(bar); } else holder.parentElement.insertBefore(bar, holder);
  }

  // A form [data-bulk] counts the ticked boxes [data-tick] that belong to it and sleeps while there are none.
  function bulk(form) {
    const boxes = () => Array.from(document.querySelectorAll("input[data-tick]"));
    const all = document.querySelector("input[data-tick-all]");
    const count = form.querySelector("[data-tick-count]");
    const draw = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      if (count) count.textContent = String(ticked);
      form.querySelectorAll("button").forEach((button) => { button.disabled = !ticked; });
      if (all) { all.checked = ticked > 0 && ticked === boxes().length; all.indeterminate = ticked > 0 && ticked < boxes().length; }
    };
    if (all) all.addEventListener("change", () => { boxes().forEach((box) => { box.checked = all.checked; }); draw(); });
    document.addEventListener("change", (event) => { if (event.target.matches("input[data-tick]")) draw(); });
    draw();
  }

  // A wide table without a link in it must still be reached and moved with the keyboard.
  function reachable(holder) {
    if (holder.scrollWidth <= holder.clientWidth && holder.scrollHeight <= holder.clientHeight) return;
    holder.tabIndex = 0;
    holder.setAttribute("role", "region");
    holder.setAttribute("aria-label", "可左右移动的表格");
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".table-scroll").forEach(reachable);
    document.querySelectorAll("table[data-table]").forEach(tools);
    document.querySelectorAll("[data-bulk]").forEach(bulk);
  });
})();

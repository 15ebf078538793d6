// What every page does: ask once before a final verb, send a form once, warn before losing text, fold the menu.
(function () {
  "use strict";
  const root = document.documentElement;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch (error) { /* storage may be forbidden */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch (error) { return null; } };

  function fold(button) {
    button.hidden = false;
    const draw = () => {
      const folded = recall("menu-folded") === "1";
      document.body.classList.toggle("is-folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
      button.title = folded ? "展开菜单" : "收起菜单";
    };
    button.addEventListener("click", () => {
      remember("menu-folded", recall("menu-folded") === "1" ? "0" : "1");
      draw();
    });
    draw();
  }

  function onSubmit(event) {
    const form = event.target;
    if (form.dataset.sent === "1") { event.preventDefault(); return; }
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    form.classList.remove("is-dirty");
    if (form.method.toLowerCase() !== "post" || form.hasAttribute("hx-post")) return;
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  }

  function onInput(event) {
    const form = event.target.closest && event.target.closest("form[method=post]");
    if (form && !form.hasAttribute("data-no-warning")) form.classList.add("is-dirty");
  }

  function onLeave(event) {
    if (document.querySelector("form.is-dirty:not([aria-busy=true])")) {
      event.preventDefault();
      event.returnValue = "";
    }
  }

  function closeDrops(event) {
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
  }

  // What is folded away on the screen stands open on paper, and is folded again afterwards.
  function openForPaper() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("details[data-print-open]:not([open])")];
      opened.forEach((folded) => { folded.open = true; });
    });
    window.addEventListener("afterprint", () => opened.forEach((folded) => { folded.open = false; }));
  }

  function start() {
    root.classList.add("has-script");
    document.querySelectorAll("[data-fold-menu]").forEach(fold);
    openForPaper();
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    document.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    });
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    document.addEventListener("submit", onSubmit);
    document.addEventListener("input", onInput);
    document.addEventListener("click", closeDrops);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeDrops({ target: document }); });
    window.addEventListener("beforeunload", onLeave);
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; form.removeAttribute("aria-busy"); });
    });
  }

  // data-copy names the id of the text to copy; navigator.clipboard exists only on https.
  function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    const area = document.createElement("textarea");
    area.value = source.value !== undefined ? source.value : source.innerText;
    area.className = "visually-hidden";
    document.body.appendChild(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    button.textContent = copied ? "已复制" : "请手工复制";
  }

  document.addEventListener("DOMContentLoaded", start);
})();

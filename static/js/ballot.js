// The ballot without a framework: takes the code from the address, keeps a draft on this device.
"use strict";
(function () {
  var PREFIX = "ballot-draft-";

  function store(action) {
    try { return action(window.localStorage); } catch (error) { return null; }
  }

  function takeCodeFromAddress() {
    var form = document.querySelector("[data-ballot-door]");
    var code = decodeURIComponent(window.location.hash.slice(1));
    if (!form || !code) { return; }
    window.history.replaceState(null, "", window.location.pathname);
    form.elements.code.value = code;
    if (!document.querySelector(".fault")) { form.submit(); }
  }

  function mark(text) {
    var sum = 5381;
    for (var at = 0; at < text.length; at += 1) { sum = (sum * 33 + text.charCodeAt(at)) % 4294967296; }
    return sum.toString(36);
  }

  function forgetDrafts() {
    store(function (box) {
      Object.keys(box).filter(function (key) { return key.indexOf(PREFIX) === 0; })
        .forEach(function (key) { box.removeItem(key); });
    });
  }

  function answers(form) {
    var found = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (/^[mr]-/.test(field.name) && (field.type !== "radio" || field.checked) && field.value) {
        found[field.name] = field.value;
      }
    });
    return found;
  }

  function fill(form, draft) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!(field.name in draft)) { return; }
      if (field.type === "radio") { field.checked = field.value === draft[field.name]; }
      else { field.value = draft[field.name]; }
    });
  }

  function isDone(unit) {
    return Array.prototype.every.call(unit.querySelectorAll(".ballot-item"), function (item) {
      var typed = item.querySelector("input[type=text]");
      return typed ? typed.value.trim() !== "" : Boolean(item.querySelector("input:checked"));
    });
  }

  function keepBallot(form) {
    // On a shared tablet a draft is shown only to the holder of the same code.
    var key = PREFIX + form.dataset.ballot + "-" + mark(form.elements.code.value);
    var units = Array.prototype.slice.call(form.querySelectorAll(".ballot-unit"));
    var said = form.querySelector("[data-done]");
    var next = form.querySelector("[data-next]");
    var only = form.querySelector("[data-only-open]");
    var offline = document.querySelector("[data-offline]");

    function refresh() {
      var done = units.filter(isDone);
      units.forEach(function (unit) { unit.classList.toggle("is-done", done.indexOf(unit) >= 0); });
      said.textContent = "已评 " + done.length + " / " + units.length;
      next.hidden = done.length === units.length;
      only.hidden = units.length < 10 || (done.length === 0 && only.getAttribute("aria-pressed") === "false");
    }

    var draft = store(function (box) { return JSON.parse(box.getItem(key) || "{}"); });
    if (draft) { fill(form, draft); }
    refresh();
    form.addEventListener("input", function () {
      store(function (box) { box.setItem(key, JSON.stringify(answers(form))); });
      refresh();
    });
    // What is rated leaves the list only when this is pressed, never under somebody's finger.
    only.addEventListener("click", function () {
      var wanted = only.getAttribute("aria-pressed") !== "true";
      only.setAttribute("aria-pressed", String(wanted));
      only.textContent = wanted ? "看全部" : "只看未评";
      units.forEach(function (unit) { unit.hidden = wanted && isDone(unit); });
      refresh();
    });
    next.addEventListener("click", function () {
      var open = units.filter(function (unit) { return !isDone(unit); })[0];
      if (!open) { return; }
      open.scrollIntoView({ block: "center" });
      open.querySelector("input").focus({ preventScroll: true });
    });
    form.addEventListener("submit", function (event) {
      offline.hidden = navigator.onLine !== false;
      if (navigator.onLine === false) { event.preventDefault(); offline.scrollIntoView(); }
    });
    window.addEventListener("online", function () { offline.hidden = true; });
    window.addEventListener("offline", function () { offline.hidden = false; });
  }

  takeCodeFromAddress();
  window.addEventListener("hashchange", takeCodeFromAddress);
  if (document.querySelector("[data-ballot-cast]")) { forgetDrafts(); }
  var ballot = document.querySelector("[data-ballot]");
  if (ballot) { keepBallot(ballot); }
}());

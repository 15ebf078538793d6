// What was typed outlives the sitting: a form that meets the sign-in page is filled in again afterwards.
(function () {
  "use strict";
  const PLACE = "kept-form";
  const SECRET = "input[type=password], input[autocomplete=one-time-code]";
  const person = () => document.body.dataset.person || "";
  const here = () => location.pathname + location.search;

  function recall() { try { return JSON.parse(sessionStorage.getItem(PLACE)); } catch (error) { return null; } }
  function keep(kept) { try { sessionStorage.setItem(PLACE, JSON.stringify(kept)); } catch (error) { /* storage may be forbidden */ } }
  function forget() { try { sessionStorage.removeItem(PLACE); } catch (error) { /* nothing was kept */ } }

  const forms = () => Array.from(document.querySelectorAll("main form[method=post]"));
  const fields = (form) => Array.from(form.elements).filter((field) => field.name && !["hidden", "file", "submit", "button", "reset"].includes(field.type));
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";

  function read(field) {
    if (isTick(field)) return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, Array.from(field.selectedOptions).map((one) => one.value)];
    return [field.name, field.value];
  }

  function write(form, [name, value, checked]) {
    const named = fields(form).filter((field) => field.name === name);
    const field = named.find((one) => !isTick(one) || one.value === value);
    if (!field) return;
    if (isTick(field)) field.checked = checked;
    else if (field.multiple) Array.from(field.options).forEach((one) => { one.selected = value.includes(one.value); });
    else field.value = value;
  }

  function onSubmit(event) {
    const form = event.target;
    const place = forms().indexOf(form);
    if (event.defaultPrevented || place < 0 || !person() || form.hasAttribute("hx-post") || form.querySelector(SECRET)) return;
    const values = fields(form).map(read);
    if (values.length) keep({ person: person(), page: here(), place, values });
  }

  function say(...parts) {
    const note = document.createElement("p");
    note.className = "alert alert-info";
    note.setAttribute("role", "status");
    note.append(...parts);
    const first = document.querySelector("main form, main .sheet, main .page-head");
    if (first) first.before(note);
  }

  // Nobody is signed in here: what was sent did not arrive. After signing in one returns to the form itself.
  function wait(kept) {
    keep(Object.assign(kept, { lost: true }));
    const next = document.querySelector("input[name=next]");
    if (next) next.value = kept.page;
    say(next ? "登录已过期。您刚才填写的内容还在，登录后放回原处。" : "您刚才填写的内容还在，回到首页后可以继续。");
  }

  function putBack(kept) {
    const form = forms()[kept.place];
    if (!form) return;
    kept.values.forEach((one) => write(form, one));
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    form.classList.add("is-dirty");
    say("登录过期前填写的内容已经放回，还没有提交；附件需要重新选择。");
    form.scrollIntoView({ block: "center" });
    forget();
  }

  function offer(kept) {
    const link = document.createElement("a");
    link.href = kept.page;
    link.textContent = "回去继续填写";
    say("您登录过期前填写的内容还在：", link, "。");
  }

  function start() {
    const kept = recall();
    document.addEventListener("submit", onSubmit);
    if (!kept) return;
    if (!person()) wait(kept);
    else if (!kept.lost || kept.person !== person()) forget();
    else if (kept.page === here()) putBack(kept);
    else offer(kept);
  }

  document.addEventListener("DOMContentLoaded", start);
})();

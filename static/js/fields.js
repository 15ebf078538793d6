// Fields: Chinese date pickers, searchable selects, drop zones, filters that submit on choice.
(function () {
  "use strict";

  function pickDates(scope) {
    scope.querySelectorAll("input[type=date], input.dateinput, input[data-date]").forEach((input) => {
      if (input._flatpickr || !window.flatpickr) return;
      const value = input.value;
      input.type = "text";
      input.value = value;
      if (!input.placeholder) input.placeholder = "年-月-日";
      window.flatpickr(input, { locale: "zh", dateFormat: "Y-m-d", allowInput: true, disableMobile: true });
    });
  }

  // Long selects get a search box; short ones stay native. data-search forces, data-plain forbids.
  function searchSelects(scope) {
    scope.querySelectorAll("select").forEach((select) => {
      if (select.tomselect || select.hasAttribute("data-plain") || !window.TomSelect) return;
      if (!select.hasAttribute("data-search") && !select.multiple && select.options.length <= 15) return;
      select.setAttribute("aria-hidden", "true");
      new window.TomSelect(select, {
        maxOptions: 500,
        allowEmptyOption: true,
        plugins: select.multiple ? ["remove_button"] : [],
        render: { no_results: () => '<div class="no-results">没有匹配的选项</div>' },
      });
    });
  }

  function dropzones(scope) {
    scope.querySelectorAll("[data-dropzone]").forEach((zone) => {
      const input = zone.querySelector("input[type=file]");
      const name = zone.querySelector("[data-dropzone-name]");
      const show = () => {
        const file = input.files[0];
        name.textContent = file ? `已选择：${file.name}（${Math.max(1, Math.round(file.size / 1024))} KB）` : "";
      };
      const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("is-over", on); };
      zone.addEventListener("dragover", over(true));
      zone.addEventListener("dragleave", over(false));
      zone.addEventListener("drop", (event) => {
        over(false)(event);
        if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
      });
      input.addEventListener("change", show);
    });
  }

  function filters(scope) {
    scope.querySelectorAll("form[data-filters]").forEach((form) => {
      form.addEventListener("change", (event) => {
        if (event.target.tagName === "SELECT" || event.target.type === "checkbox") form.requestSubmit ? form.requestSubmit() : form.submit();
      });
      // An empty condition has no business in the address.
      form.addEventListener("submit", () => {
        form.querySelectorAll("input, select").forEach((field) => { if (!field.value) field.disabled = true; });
      });
    });
  }

  // A long list of tick boxes: columns, a box to narrow it, all and none.
  function manyChoices(scope) {
    scope.querySelectorAll("fieldset").forEach((set) => {
      const boxes = Array.from(set.querySelectorAll("input[type=checkbox]"));
      if (boxes.length <= 12 || set.classList.contains("many-choices")) return;
      set.classList.add("many-choices");
      const lines = boxes.map((box) => box.closest(".form-check") || box.closest("label") || box.parentElement);
      const bar = document.createElement("div");
      bar.className = "many-tools";
      const search = Object.assign(document.createElement("input"), { type: "search", placeholder: "输入名称筛选", className: "form-control form-control-sm" });
      const count = document.createElement("span");
      const shown = () => boxes.filter((box, place) => !lines[place].hidden);
      const draw = () => { count.textContent = `已选 ${boxes.filter((box) => box.checked).length} / ${boxes.length}`; };
      const tick = (text, on) => {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: text });
        button.addEventListener("click", () => { shown().forEach((box) => { box.checked = on; }); draw(); });
        return button;
      };
      search.setAttribute("aria-label", "筛选");
      search.addEventListener("input", () => { lines.forEach((line) => { line.hidden = !line.textContent.includes(search.value.trim()); }); });
      search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
      set.addEventListener("change", draw);
      bar.append(search, tick("全选", true), tick("全不选", false), count);
      const legend = set.querySelector("legend");
      if (legend) legend.after(bar); else set.prepend(bar);
      draw();
    });
  }

  // A slider says its number while it is moved.
  function sliders(scope) {
    scope.querySelectorAll("input[type=range]").forEach((input) => {
      const said = document.createElement("output");
      said.className = "slider-value";
      const draw = () => { said.textContent = input.value; };
      input.addEventListener("input", draw);
      input.before(said);
      draw();
    });
  }

  function arrange(scope) {
    sliders(scope);
    manyChoices(scope);
    pickDates(scope);
    searchSelects(scope);
    dropzones(scope);
    filters(scope);
  }

  document.addEventListener("DOMContentLoaded", () => {
    arrange(document);
    document.body.addEventListener("htmx:afterSwap", (event) => arrange(event.target));
  });
})();

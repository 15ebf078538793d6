// Adds up the weights of a scheme while they are typed.
"use strict";
document.querySelectorAll("[data-weights]").forEach(function (table) {
  var total = table.querySelector("[data-weight-total]");
  function add() {
    var sum = 0;
    table.querySelectorAll('input[name$="-weight"]').forEach(function (field) {
      var gone = table.querySelector('[name="' + field.name.replace(/weight$/, "DELETE") + '"]');
      if (!gone || !gone.checked) { sum += parseFloat(field.value) || 0; }
    });
    total.textContent = Math.round(sum * 1000) / 1000;
  }
  table.addEventListener("input", add);
  add();
});

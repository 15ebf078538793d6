// Looks a receipt up in the published list on the voter's own device; the receipt is never sent.
"use strict";
(function () {
  var box = document.querySelector("[data-receipt-check]");
  var list = document.querySelector("[data-receipt-list]");
  if (!box || !list || !window.fetch) { return; }
  var field = box.querySelector("input");
  var answer = box.querySelector("[data-receipt-answer]");
  box.hidden = false;

  function look() {
    var receipt = field.value.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
    if (receipt.length !== 64) { answer.textContent = "回执应为64位数字和字母，请核对后再查。"; return; }
    answer.textContent = "正在取清单 …";
    window.fetch(list.href, { credentials: "omit" }).then(function (reply) { return reply.text(); })
      .then(function (text) {
        var found = ("\n" + text.trim() + "\n").indexOf("\n" + receipt + "\n") >= 0;
        answer.textContent = found ? "查到了：这张票已计入公布的总数。"
          : "这份清单里没有这张回执。如果刚投票，请次日再查；仍没有，请告诉监票人。";
      })
      .catch(function () { answer.textContent = "清单没有取到，请稍后再试或下载清单查找。"; });
  }

  box.querySelector("button").addEventListener("click", look);
  field.addEventListener("keydown", function (event) { if (event.key === "Enter") { look(); } });
}());

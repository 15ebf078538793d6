// The meeting room: [data-screen] shows the page over the whole screen without menu and buttons; Esc leaves.
(function () {
  "use strict";
  function arrange(button) {
    if (!document.documentElement.requestFullscreen) return;
    button.hidden = false;
    button.addEventListener("click", () => document.documentElement.requestFullscreen());
  }

  document.addEventListener("fullscreenchange", () => {
    document.body.classList.toggle("is-screen", Boolean(document.fullscreenElement));
    window.dispatchEvent(new Event("resize"));
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-screen]").forEach(arrange));
})();

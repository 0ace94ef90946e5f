/* The review of an event by keyboard: Ctrl+Enter approves, or sends. Works without. */
(function () {
  "use strict";
  const form = document.getElementById("review_form");
  if (!form) return;
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key !== "Enter") return;
    const button = form.querySelector("button.pri");
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  const fault = document.querySelector(".errornote");
  if (fault) fault.focus();
})();

/* Beside what a source states: how it stands to the date and the place, while it is
   typed. Saving says the same without it. */
(function () {
  "use strict";
  const form = document.getElementById("event_form");
  if (!form || !form.dataset.claimReading) return;
  const asked = new WeakMap();

  function value(box) {
    return box ? box.value.slice(0, 300) : "";
  }

  function read(row) {
    const note = row.querySelector("[data-claim]");
    if (!note) return;
    const mine = (asked.get(row) || 0) + 1;
    asked.set(row, mine);
    const query = new URLSearchParams({
      about: value(row.querySelector("[name$='-about']")),
      states: value(row.querySelector("[name$='-states']")),
      date: value(form.elements.namedItem("date")),
      place: value(form.elements.namedItem("place")),
    });
    fetch(form.dataset.claimReading + "?" + query)
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (lines) {
        if (asked.get(row) === mine && lines !== null) note.innerHTML = lines.trim();
      })
      .catch(function () {});
  }

  function rows(box) {
    if (box.name === "date" || box.name === "place") {
      return [...form.querySelectorAll("[data-rows='citations'] [data-row]")].filter(function (row) {
        return value(row.querySelector("[name$='-states']"));
      });
    }
    return /^citations-\d+-(about|states)$/.test(box.name) ? [box.closest("[data-row]")] : [];
  }

  let timer = 0;
  const waiting = new Set();
  function soon(event) {
    rows(event.target).forEach(function (row) { waiting.add(row); });
    clearTimeout(timer);
    timer = setTimeout(function () {
      waiting.forEach(read);
      waiting.clear();
    }, 250);
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();

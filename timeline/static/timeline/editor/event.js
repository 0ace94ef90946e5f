/* The event form, more quickly: new rows without a round trip, the date read while it is
   typed, kinds by family, two keys. Everything here also works without it. */
(function () {
  "use strict";
  const form = document.getElementById("event_form");
  if (!form) return;

  // Add a row from its pattern; the button would do it on the server.
  function addRow(name) {
    const pattern = form.querySelector("template[data-empty='" + name + "']");
    const total = form.querySelector("input[name='" + name + "-TOTAL_FORMS']");
    if (!pattern || !total) return false;
    const place = Number(total.value);
    const row = pattern.content.firstElementChild.cloneNode(true);
    [row, ...row.querySelectorAll("*")].forEach(function (node) {
      for (const attribute of [...node.attributes]) {
        if (attribute.value.includes("__prefix__")) {
          node.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", place));
        }
      }
      const label = node.getAttribute("aria-label");
      if (label) node.setAttribute("aria-label", label + " " + (place + 1));
    });
    form.querySelector("[data-rows='" + name + "']").append(row);
    total.value = String(place + 1);
    row.dispatchEvent(new CustomEvent("timeline:row", { bubbles: true }));
    const first = row.querySelector("input:not([type=hidden])");
    if (first) first.focus();
    return true;
  }

  // Put an offered text into its box.
  function use(value) {
    const cut = value.indexOf("=");
    const box = form.elements.namedItem(value.slice(0, cut));
    if (!box) return false;
    box.value = value.slice(cut + 1);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    return true;
  }

  form.addEventListener("click", function (event) {
    const button = event.target.closest("button[name=_add], button[name=_use]");
    if (!button) return;
    const done = button.name === "_add" ? addRow(button.value) : use(button.value);
    if (done) event.preventDefault();
  });

  // How the date is read, while it is typed.
  const box = document.getElementById("id_date");
  const echo = document.getElementById("date-reading");
  const kind = document.getElementById("id_type");
  let timer = 0;
  let asked = 0;

  function family() {
    const group = kind && kind.selectedOptions[0] && kind.selectedOptions[0].closest("optgroup");
    return group ? group.label.toLowerCase() : "";
  }

  function read() {
    const mine = (asked += 1);
    const published = form.querySelector("input[name^='citations-'][name$='-published']");
    const query = new URLSearchParams({
      text: box.value.slice(0, 200),
      family: family(),
      written: published ? published.value : "",
    });
    fetch(form.dataset.dateReading + "?" + query)
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (lines) {
        if (mine === asked && lines !== null) echo.innerHTML = lines;
      })
      .catch(function () {});
  }
  if (box && echo) {
    box.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(read, 250);
    });
  }

  // Six families narrow the list of kinds.
  const families = form.querySelector(".families");
  if (families && kind) {
    families.hidden = false;
    const groups = [...kind.querySelectorAll("optgroup")];
    families.addEventListener("change", function (event) {
      groups.forEach(function (group) {
        group.hidden = group.disabled = group.label !== event.target.value;
      });
      if (family() !== event.target.value.toLowerCase()) kind.value = "";
      read();
    });
    kind.addEventListener("change", read);
  }

  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const wanted = { s: "[name=_save]", Enter: ".pri" }[event.key];
    const button = wanted && form.querySelector(".edbar button" + wanted);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  const fault = form.querySelector(".errornote");
  if (fault) fault.focus();
})();

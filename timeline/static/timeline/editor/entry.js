/* Entering an event by keyboard: keys for the kinds, the next row and the next part; what
   a link, a process or another event offers, without a round trip. Every button here is a
   submit that does the same on the server. */
(function () {
  "use strict";
  const form = document.getElementById("event_form");
  if (!form) return;
  form.querySelectorAll(".scripted").forEach(function (words) { words.hidden = false; });

  function ask(address, query) {
    return fetch(address + "?" + new URLSearchParams(query)).then(function (answer) {
      return answer.ok ? answer : Promise.reject(answer.status);
    });
  }

  function box(name) {
    return form.elements.namedItem(name);
  }

  // Fills what is empty, and what another link had filled in: never what was typed.
  function fill(input, text) {
    const before = input.value.trim();
    if (before && before !== input.dataset.filled) return;
    input.value = input.dataset.filled = text;
  }

  // A link tells who published; the boxes that are empty take it over.
  function readLink(input) {
    const row = input.closest("[data-row]");
    const prefix = input.name.replace(/url$/, "");
    if (!row || !input.value.trim() || input.dataset.read === input.value) return;
    input.dataset.read = input.value;
    ask(form.dataset.sourceDetails, { url: input.value, row: prefix.replace(/\D/g, "") })
      .then(function (answer) { return answer.json(); })
      .then(function (data) {
        row.querySelectorAll("[data-filled]").forEach(function (one) { fill(one, ""); });
        Object.entries(data.boxes).forEach(function (pair) { fill(box(prefix + pair[0]), pair[1]); });
        row.querySelector(".found").innerHTML = data.lines;
        readDate();
      })
      .catch(function () {});
  }

  // The day an article was published gives "Thursday" its meaning.
  function readDate() {
    const date = box("date");
    if (date.value) date.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What the last events of a process offer.
  const last = form.querySelector(".last");
  function readProcess(input) {
    // Leaving the box says "change" again: what has the focus by then must stay.
    const process = input.value.trim();
    if (last.dataset.read === process) return;
    last.dataset.read = process;
    const query = { process: process, on: box("date").value, event: form.dataset.event || "" };
    ask(form.dataset.processOffers, query)
      .then(function (answer) { return answer.text(); })
      .then(function (lines) {
        if (last.dataset.read !== process) return;
        last.innerHTML = lines;
        if (box("place").value) last.querySelectorAll("[name=_use]").forEach(function (b) { b.remove(); });
      })
      .catch(function () {});
  }

  // A pasted link is read at once: its offers are there before one goes on.
  let timer = 0;
  form.addEventListener("input", function (event) {
    if (!/^citations-\d+-url$/.test(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(readLink, 200, event.target);
  });

  form.addEventListener("change", function (event) {
    const input = event.target;
    if (/^citations-\d+-url$/.test(input.name)) readLink(input);
    if (/^citations-\d+-published$/.test(input.name)) readDate();
    if (/^tracks-\d+-track$/.test(input.name)) readProcess(input);
  });

  // Rows of participants.
  const rows = form.querySelector("[data-rows=participations]");
  const adder = form.querySelector("button[name=_add][value=participations]");

  function part(row, name) {
    return row.querySelector("[name$='-" + name + "']");
  }

  // What is said of everybody at once is of use when somebody is listed.
  const everybody = form.querySelector(".everybody");
  function listed() {
    const names = [...rows.querySelectorAll("[name$='-participant']")];
    everybody.classList.toggle("unasked", !names.some(function (one) { return one.value.trim(); }));
  }
  rows.addEventListener("input", listed);
  rows.addEventListener("focusout", listed);

  // A new row goes on with the part played before it.
  rows.addEventListener("timeline:row", function (event) {
    const before = event.target.previousElementSibling;
    const role = before && before.matches("[data-row]") && part(before, "role");
    if (role) part(event.target, "role").value = role.value;
  });

  function emptyRow() {
    const free = [...rows.querySelectorAll("[data-row]")].find(function (row) {
      return ["participant", "office", "on_behalf_of", "note"].every(function (name) {
        return !part(row, name).value.trim();
      });
    });
    if (free) return free;
    const count = rows.querySelectorAll("[data-row]").length;
    adder.click();
    const all = rows.querySelectorAll("[data-row]");
    return all.length > count ? all[all.length - 1] : null;
  }

  function nextRow(row) {
    const next = row.nextElementSibling;
    if (next && next.matches("[data-row]")) part(next, "participant").focus();
    else if (part(row, "participant").value.trim()) adder.click();
    else document.getElementById("id_summary").focus();
  }

  function copy(button) {
    const query = { key: button.value, named: button.value ? "" : box("_copy_from").value };
    const said = document.getElementById("copied");
    ask(form.dataset.participantsOf, query)
      .then(function (answer) { return answer.json(); })
      .then(function (data) {
        if (data.error) { said.textContent = data.error; return; }
        const there = [...rows.querySelectorAll("[data-row]")].map(function (row) {
          return part(row, "participant").value.trim().toLowerCase() + "=" + part(row, "role").value;
        });
        const fresh = data.rows.filter(function (one) {
          return !there.includes(one.participant.toLowerCase() + "=" + one.role);
        });
        fresh.forEach(function (one) {
          const row = emptyRow();
          if (row) Object.keys(one).forEach(function (name) { part(row, name).value = one[name]; });
        });
        const old = data.rows.length - fresh.length;
        said.textContent = fresh.length + " copied from “" + data.title + "”, without offices and attendance." +
          (old ? " " + old + " were there already." : "");
        listed();
        last.querySelectorAll("[name=_copy]").forEach(function (b) { b.remove(); });
        box("_copy_from").value = "";
        const free = emptyRow();
        if (free) part(free, "participant").focus();
      })
      .catch(function () { said.textContent = "That could not be read just now. Try again."; });
  }

  form.addEventListener("click", function (event) {
    const button = event.target.closest("button[name=_copy], .found button[name=_use], .last button[name=_use]");
    if (!button) return;
    if (button.name === "_copy") {
      event.preventDefault();
      copy(button);
      return;
    }
    // event.js has put the text into its box; one goes on after the button.
    const next = button.closest(".found")
      ? part(button.closest("[data-row]"), "quote")
      : button.nextElementSibling || box("place");
    if (button.closest(".found")) { button.closest(".alts").remove(); readDate(); }
    else button.remove();
    next.focus();
  });

  // Keys.
  const families = form.querySelector(".families");
  families.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = families.querySelectorAll("input")[Number(event.key) - 1];
    if (!/^[1-9]$/.test(event.key) || !chosen) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    document.getElementById("id_type").focus();
  });

  rows.addEventListener("keydown", function (event) {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    if (event.key !== "Enter" || !plain || event.defaultPrevented) return;
    if (!event.target.matches("input:not([type=checkbox]), select")) return;
    event.preventDefault();
    nextRow(event.target.closest("[data-row]"));
  });

  box("_copy_from").addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.target.value.trim()) form.querySelector("button[name=_copy][value='']").click();
  });

  const steps = [...form.querySelectorAll(".step")];
  function firstBox(step) {
    const boxes = step.querySelectorAll("input:not([type=hidden]), select, textarea, summary");
    return [...boxes].find(function (one) { return one.checkVisibility() && !one.closest("noscript"); });
  }

  document.addEventListener("keydown", function (event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
    const at = document.activeElement;
    if (at.matches("textarea") && by > 0 && at.selectionEnd < at.value.length) return;
    if (at.matches("textarea") && by < 0 && at.selectionStart > 0) return;
    const next = steps[steps.findIndex(function (step) { return step.contains(at); }) + by];
    if (!next) return;
    event.preventDefault();
    firstBox(next).focus();
  });
})();

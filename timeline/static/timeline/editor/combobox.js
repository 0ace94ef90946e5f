/* Suggestions under every box with data-lookup. The box stays plain text: what is typed
   is what is sent, and the server finds the name without this script too. */
(function () {
  "use strict";
  const meta = document.querySelector("meta[name=timeline-lookups]");
  if (!meta) return;
  const base = meta.content.replace(/participants\/$/, "");
  const created = { participant: "person", outlet: "news-site", place: "city" };
  let count = 0;

  function boxOf(input) {
    return input.name.replace(/^.*-/, "");
  }

  function creator(input) {
    const row = input.closest("[data-row]");
    if (boxOf(input) === "track") return row && row.querySelector("input[name$='-create']");
    if (!(boxOf(input) in created)) return null;
    const block = row
      ? row.querySelector(".create")
      : document.querySelector("[data-creates='" + input.id + "']");
    return block && block.querySelector("select");
  }

  function create(input, maker) {
    if (maker.type === "checkbox") maker.checked = true;
    else maker.value = created[boxOf(input)];
    const block = maker.closest(".create");
    if (block) block.classList.remove("unasked");
  }

  function dress(input) {
    if (input.dataset.dressed) return;
    input.dataset.dressed = "1";
    const list = document.createElement("ul");
    list.id = "suggestions-" + (count += 1);
    list.className = "listb";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    const label = input.getAttribute("aria-label") || (input.labels[0] || {}).textContent || "";
    list.setAttribute("aria-label", "Suggestions: " + label.trim());
    input.after(list);
    input.parentElement.classList.add("combo");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    // Says what a box was completed to: never silently another name.
    const took = document.createElement("span");
    took.className = "took";
    took.setAttribute("role", "status");
    list.after(took);

    let timer = 0;
    let asked = 0;
    let at = -1;
    let offered = false; // the first is marked, and no arrow was pressed yet
    let typed = ""; // what the suggestions are for
    let waiting = false; // for suggestions, while one types
    let taking = false; // Enter came before them

    function close() {
      clearTimeout(timer);
      waiting = taking = false;
      asked += 1;
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(next) {
      const options = list.children;
      if (!options.length) return;
      if (at >= 0) options[at].setAttribute("aria-selected", "false");
      at = (next + options.length) % options.length;
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    }

    function plain(text) {
      return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    }

    // True when every word typed begins a word of the text.
    function begins(text) {
      const words = plain(text).split(/[^\p{L}\p{N}]+/u);
      return plain(typed).split(/\s+/).every(function (word) {
        return words.some(function (one) { return one.startsWith(word); });
      });
    }

    function take(said) {
      const before = input.value.trim();
      const item = list.children[at];
      item.choose();
      close();
      took.textContent = said && input.value !== before ? "“" + before + "” was completed to " + input.value : "";
    }

    function option(label, detail, choose) {
      const item = document.createElement("li");
      item.id = list.id + "-" + list.children.length;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(label);
      if (detail) {
        const more = document.createElement("span");
        more.textContent = detail;
        item.append(" ", more);
      }
      item.addEventListener("mousedown", function (event) {
        event.preventDefault();
        choose();
        close();
      });
      item.choose = choose;
      list.append(item);
    }

    function show(found) {
      list.replaceChildren();
      found.forEach(function (one) {
        option(one.label, one.detail, function () {
          input.value = one.text;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        });
      });
      const maker = creator(input);
      const text = input.value.trim();
      waiting = false;
      const known = found.some(function (one) {
        return one.text.toLowerCase() === text.toLowerCase();
      });
      if (maker && !known && text) {
        const kind = created[boxOf(input)] || "process";
        option("Create “" + text + "” as a new " + kind.replace("-", " "), "", function () {
          create(input, maker);
        });
      }
      at = -1;
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      const first = found[0];
      offered = Boolean(first) && begins(first.label + " " + first.detail);
      if (offered) mark(0);
      if (taking && at >= 0) take(false);
      taking = false;
    }

    // With nothing typed, what this editor used lately.
    function ask() {
      const text = input.value.trim();
      if (text.length === 1) return close();
      const mine = (asked += 1);
      typed = text;
      waiting = true;
      const when = document.getElementById("id_date");
      const process = document.getElementById("id_tracks-0-track");
      const query = new URLSearchParams({
        q: text.slice(0, 100),
        on: when ? when.value : "",
        process: process ? process.value : "",
      });
      fetch(base + input.dataset.lookup + "/?" + query)
        .then(function (answer) { return answer.ok ? answer.json() : { results: [] }; })
        .then(function (data) {
          if (mine === asked && document.activeElement === input) show(data.results);
        })
        .catch(close);
    }

    input.addEventListener("input", function () {
      clearTimeout(timer);
      took.textContent = "";
      if (!input.value.trim()) return close();
      waiting = true;
      timer = setTimeout(ask, 150);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" && list.hidden) {
        event.preventDefault();
        return ask();
      }
      if (event.key === "Enter" && waiting && input.value.trim().length > 1) {
        taking = true; // as soon as they are there
        event.preventDefault();
        return;
      }
      if (list.hidden) {
        // A name that is not looked up yet is no reason to save the form.
        if (event.key === "Enter" && !input.closest("[data-row]")) event.preventDefault();
        return;
      }
      if (event.key === "Tab" && !event.shiftKey && at >= 0 && typed === input.value.trim()) {
        if (begins(list.children[at].firstChild.textContent)) take(true);
        return;
      }
      if (event.key === "ArrowDown" && offered) offered = false;
      else if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && at >= 0) take(false);
      else if (event.key === "Enter") close();
      else return;
      event.preventDefault();
    });
  }

  function dressAll(root) {
    root.querySelectorAll("input[data-lookup]").forEach(function (input) {
      if (!/__prefix__/.test(input.name)) dress(input);
    });
  }
  dressAll(document);
  document.addEventListener("timeline:row", function (event) { dressAll(event.target); });
  document.addEventListener("formset:added", function (event) { dressAll(event.target); });
})();

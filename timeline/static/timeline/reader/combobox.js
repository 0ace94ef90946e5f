/* Suggestions under a box: data-suggest names the filter; in the search box the word
   being typed does, as in who:rus. The box stays plain text: what is typed is sent. */
const at = document.getElementById("for-script")?.dataset.suggestAt;
const say = document.getElementById("say");
const TOKEN = /(?:^|\s)-?([a-z]+):("?)([^"\s]*)$/i;
let lists = 0;

/* Which filter, what of it is typed, and where that begins. */
function asking(input) {
  const text = input.value;
  if (input.dataset.suggest) return { field: input.dataset.suggest, typed: text.trim(), start: 0 };
  const found = TOKEN.exec(text.slice(0, input.selectionStart));
  if (!found) return null;
  const start = input.selectionStart - found[3].length - found[2].length;
  return { field: found[1].toLowerCase(), typed: found[3], start };
}

/* The rest of the query: that of the form, or of the page for the search box. */
function beside(input) {
  if (input.form?.id !== "filters") {
    const page = new URLSearchParams(location.search);
    ["q", "cursor", "after"].forEach((name) => page.delete(name));
    return [...page];
  }
  return [...new FormData(input.form)].filter(
    ([name, value]) => value !== "" && !(name === input.name && value === input.value),
  );
}

/* A choice in the form becomes a ticked box like those already there. */
function tick(input, one) {
  const alike = [...input.form.querySelectorAll(`label.opt input[name="${input.name}"]`)];
  let box = alike.find((other) => other.value === one.value);
  if (!box && alike.length) {
    const last = alike.at(-1).closest("label");
    const made = last.cloneNode(true);
    made.classList.remove("zero");
    const name = made.querySelector(".n");
    while (name.nextSibling) name.nextSibling.remove();
    name.textContent = one.label;
    box = made.querySelector("input");
    box.value = one.value;
    last.after(made);
  }
  if (!box) return false;
  box.checked = true;
  input.value = "";
  say.textContent = one.label;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function take(input, one, asked) {
  if (!input.dataset.suggest) {
    const rest = input.value.slice(input.selectionStart).trimStart();
    const kept = `${input.value.slice(0, asked.start)}${one.value} `;
    input.value = kept + rest;
    input.setSelectionRange(kept.length, kept.length);
  } else if (input.form?.id !== "filters" || !tick(input, one)) {
    input.value = one.label;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function option(one, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const name = document.createElement("bdi");
  name.textContent = one.label;
  const detail = document.createElement("small");
  detail.textContent = one.detail;
  const events = document.createElement("span");
  events.textContent = one.events;
  item.append(name, " ", detail, " ", events);
  return item;
}

function dress(input) {
  if (input.dataset.dressed || !at) return;
  input.dataset.dressed = "1";
  const list = document.createElement("ul");
  list.id = `suggestions-${(lists += 1)}`;
  list.className = "sugg";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? input.placeholder);
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let timer = 0;
  let turn = 0;
  let marked = -1;
  let found = [];
  let asked = null;

  function close() {
    turn += 1;
    clearTimeout(timer);
    list.hidden = true;
    marked = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(next) {
    const options = list.children;
    options[marked]?.setAttribute("aria-selected", "false");
    marked = (next + options.length) % options.length;
    options[marked].setAttribute("aria-selected", "true");
    options[marked].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[marked].id);
  }

  function choose(one) {
    take(input, one, asked);
    close();
  }

  async function ask(evenEmpty) {
    const mine = (turn += 1);
    const wanted = asking(input);
    if (!wanted || (wanted.typed === "" && input.dataset.suggest && !evenEmpty)) return close();
    const query = new URLSearchParams([
      ...beside(input), ["field", wanted.field], ["typed", wanted.typed.slice(0, 100)],
    ]);
    const answer = await fetch(`${at}?${query}`).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    if (mine !== turn || document.activeElement !== input) return;
    found = said?.values ?? [];
    asked = wanted;
    if (!found.length) return close();
    list.replaceChildren(...found.map((one, n) => option(one, `${list.id}-${n}`)));
    marked = -1;
    list.hidden = false;
    list.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-expanded", "true");
  }

  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) choose(found[[...list.children].indexOf(item)]);
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150, false);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) ask(true);
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") mark(marked + 1);
    else if (event.key === "ArrowUp") mark(marked < 0 ? -1 : marked - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && marked >= 0) choose(found[marked]);
    else return;
    event.preventDefault();
  });
}

function dressAll() {
  document.querySelectorAll("input[data-suggest], #f-q input[name=q]").forEach(dress);
}
dressAll();
document.addEventListener("timeline:swapped", dressAll);

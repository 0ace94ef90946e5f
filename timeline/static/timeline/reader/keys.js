/* Single keys. Which key does what comes from the page; a reader can turn them off in
   Display. They rest in fields, in dialogs and while a modifier is held. */
const set = document.getElementById("for-script")?.dataset ?? {};
const say = document.getElementById("say");
const keys = new Map((set.shortcuts ?? "").split(" ").map((pair) => pair.match(/^(.)=(.+)$/)?.slice(1) ?? []));
const codes = { Slash: "/", BracketLeft: "[", BracketRight: "]" };

/* The Latin key in its place, when the keyboard writes another script. */
function pressed(event) {
  if (event.key <= "~" || event.key.length > 1) return event.key;
  return event.code.startsWith("Key") ? event.code[3].toLowerCase() : codes[event.code];
}

const events = () => [...document.querySelectorAll("li.ev h4 a, [data-event] a")];

function current() {
  return document.activeElement.closest?.("li.ev, [data-event]");
}

function step(by) {
  const all = events();
  const here = current();
  const at = here ? all.findIndex((link) => here.contains(link)) : -1;
  const to = all[here || by > 0 ? at + by : all.length - 1];
  to?.focus();
  to?.closest("li")?.scrollIntoView({ block: "nearest" });
}

/* To the next or previous month: of the event in focus, else of what is in sight. */
function month(by) {
  const heads = [...document.querySelectorAll(".month")];
  const top = (head) => head.nextElementSibling.getBoundingClientRect().top - head.offsetHeight;
  const here = current();
  const before = (head) =>
    here ? head.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING : top(head) < 8;
  const to = heads[heads.findLastIndex(before) + by];
  if (!to) return document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
  scrollBy(0, top(to));
  to.nextElementSibling.querySelector("h4 a")?.focus({ preventScroll: true });
}

async function copy() {
  const short = current()?.querySelector("[data-short]")?.dataset.short;
  const text = short ? new URL(short, location).href : location.href;
  try {
    await navigator.clipboard.writeText(text);
    say.textContent = set.copied;
  } catch {
    say.textContent = text;
  }
}

const deeds = {
  search() {
    const box = document.getElementById("q");
    if (box) box.focus();
    else document.querySelector("a.srch")?.click();
  },
  filters() {
    const open = document.querySelector("a[href='#filters']");
    const box = document.querySelector("#filters input:not([type=hidden])");
    if (open?.getClientRects().length) open.click();
    else box?.focus();
  },
  next: () => step(1),
  previous: () => step(-1),
  sources() {
    const more = current()?.querySelector("details.srcs");
    if (more) more.open = !more.open;
  },
  earlier: () => month(-1),
  later: () => month(1),
  today: () => location.assign(set.todayAt),
  copy,
  download: () => document.querySelector("[data-download]")?.click(),
  help: () => document.dispatchEvent(new CustomEvent("timeline:help")),
};

document.addEventListener("keydown", (event) => {
  const off = document.documentElement.dataset.keys === "off";
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const busy = event.target.closest?.("input, select, textarea, [contenteditable], dialog[open]");
  if (off || held || event.defaultPrevented || busy || !keys.size) return;
  const deed = deeds[keys.get(pressed(event))];
  if (!deed) return;
  event.preventDefault();
  deed();
});

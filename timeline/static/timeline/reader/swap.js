/* Links to the same page with another query, and its forms, fetch the page and replace
   its parts (data-part), or all of main when the whole page comes. The old stays readable
   until the new is there. What cannot be swapped is opened as a page. Tells the other
   modules: timeline:swapped. */
const busy = document.getElementById("busy");
const say = document.getElementById("say");
let shown = location.search;
let running = null;

function waiting() {
  const parts = document.querySelectorAll("[data-part]");
  parts.forEach((part) => part.setAttribute("aria-busy", "true"));
  const bar = setTimeout(() => (busy.hidden = false), 150);
  const words = setTimeout(() => {
    busy.classList.add("slow");
    say.textContent = busy.textContent.trim();
  }, 500);
  return () => {
    clearTimeout(bar);
    clearTimeout(words);
    busy.hidden = true;
    busy.classList.remove("slow");
    parts.forEach((part) => part.removeAttribute("aria-busy"));
  };
}

/* A function that puts the focus where it was, or where it makes sense now. */
function focusKeeper() {
  const old = document.activeElement;
  const part = old.closest("[data-part]")?.dataset.part;
  const inMain = document.getElementById("main").contains(old);
  const again = old.id
    ? `#${CSS.escape(old.id)}`
    : old.name && `[name="${CSS.escape(old.name)}"][value="${CSS.escape(old.value)}"]`;
  const text = old.localName === "a" && old.textContent.trim();
  return () => {
    if (!inMain || old.isConnected) return;
    const now = document.querySelector(part ? `[data-part="${part}"]` : "#main");
    const same = [...now.querySelectorAll("a")].find((a) => text && a.textContent.trim() === text);
    const near = { results: "#results", filters: "#filters [type=submit]" }[part] ?? "#view";
    const to = (again && now.querySelector(again)) || same || document.querySelector(near) || now;
    if (to.tabIndex < 0 && !to.hasAttribute("tabindex")) to.tabIndex = -1;
    to.focus({ preventScroll: part !== "results" || to === same });
  };
}

/* Whole pages bring a main, answers to this script only the parts. */
function pairs(fresh) {
  const main = fresh.getElementById("main");
  if (main) return [[document.getElementById("main"), main]];
  const parts = [...fresh.querySelectorAll("[data-part]")];
  return parts.map((part) => [document.querySelector(`[data-part="${part.dataset.part}"]`), part]);
}

function replace(fresh) {
  const found = pairs(fresh);
  if (!found.length || found.some(([old]) => !old)) return false;
  const open = [...document.querySelectorAll("details[id][open]")].map((one) => one.id);
  for (const [old, part] of found) old.replaceChildren(...part.childNodes);
  for (const id of open) {
    const one = document.getElementById(id);
    if (one) one.open = true;
  }
  return true;
}

async function show(address, push) {
  running?.abort();
  const mine = (running = new AbortController());
  const done = waiting();
  try {
    const headers = { "X-Requested-With": "fetch" };
    const answer = await fetch(address, { headers, signal: mine.signal, cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const arrived = new URL(answer.url);
    const refocus = focusKeeper();
    if (!answer.ok || arrived.pathname !== location.pathname || !replace(fresh)) throw new Error();
    if (push) history.pushState(null, "", arrived);
    shown = arrived.search;
    document.title = fresh.querySelector("[data-title]")?.dataset.title || fresh.title || document.title;
    document.querySelectorAll("a[hreflang]").forEach((link) => (link.search = shown));
    refocus();
    document.dispatchEvent(new CustomEvent("timeline:swapped"));
    say.textContent = document.getElementById("view")?.textContent.trim() ?? "";
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(address);
  } finally {
    if (running === mine) running = null;
    done();
  }
}

function isOtherQuery(url) {
  const same = url.origin === location.origin && url.pathname === location.pathname;
  return same && url.search !== shown;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("main a[href]");
  const special = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || special || event.defaultPrevented || !document.querySelector("[data-part]")) return;
  const url = new URL(link.getAttribute("href"), location);
  if (!isOtherQuery(url)) return;
  event.preventDefault();
  show(url, true);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !document.querySelector("[data-part]")) return;
  const url = new URL(form.action);
  if (url.pathname !== location.pathname || url.origin !== location.origin) return;
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  url.search = new URLSearchParams(given);
  show(url, true);
});

addEventListener("popstate", () => {
  if (location.search !== shown) show(location.href, false);
});

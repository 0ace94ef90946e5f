/* A part with data-again is fetched again after so many seconds, until it no longer asks
   for it. Numbers change in place, so that the focus stays; a finished part is replaced,
   and the focus that was in it goes to its heading. */
const waiting = () => document.querySelector("[data-again]");

function take(old, fresh) {
  const bars = [old, fresh].map((part) => part.querySelector("progress[value]"));
  const said = [old, fresh].map((part) => part.querySelector("[role=status]"));
  if (fresh.dataset.again && bars.every(Boolean) && said.every(Boolean)) {
    bars[0].max = bars[1].max;
    bars[0].value = bars[1].value;
    said[0].textContent = said[1].textContent;
    return;
  }
  const inside = old.contains(document.activeElement);
  old.replaceWith(fresh);
  const heading = fresh.querySelector("h2");
  if (inside && heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
}

async function look() {
  const old = waiting();
  if (!old) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(old.id);
    if (answer.ok && fresh && old.isConnected) take(old, fresh);
  } catch {
    /* no connection: the next look may have one */
  }
  plan();
}

function plan() {
  const part = waiting();
  if (part) setTimeout(look, 1000 * part.dataset.again);
}

plan();

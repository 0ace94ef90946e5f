/* Two handles on the density strip edit the boxes From and To. They apply nothing: the
   button of the form does. Time is linear in days between data-start and data-end. */
const SVG = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const language = document.documentElement.lang || "en";
const long = new Intl.DateTimeFormat(`${language === "en" ? "en-GB" : language}-u-nu-latn`, {
  dateStyle: "long",
  timeZone: "UTC",
});
const number = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const words = (day) => long.format(new Date(day * DAY));

function make(name, attributes, into) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  into.append(made);
  return made;
}

function dress(strip) {
  const from = document.getElementById("from");
  const to = document.getElementById("to");
  if (strip.dataset.dressed || !from || !to) return;
  strip.dataset.dressed = "1";
  const { start, end, left, right } = strip.dataset;
  const first = number(start);
  const last = number(end);
  const one = (right - left) / (last - first); // units of the drawing in a day
  const foot = Number(strip.dataset.top) || strip.viewBox.baseVal.height * 0.72;
  const asked = new URLSearchParams(location.search);
  const limit = (day) => Math.min(Math.max(day, first), last);
  const given = (name, or) => limit(asked.get(name) ? number(asked.get(name)) || or : or);
  const at = { from: given("from", first), to: given("to", last - 1) };
  const knobs = {};
  strip.setAttribute("role", "group");

  function place(side) {
    const day = at[side] + (side === "to" ? 1 : 0);
    knobs[side].setAttribute("transform", `translate(${Number(left) + (day - first) * one} 0)`);
    const values = { min: first, max: last, now: at[side], text: words(at[side]) };
    for (const [key, value] of Object.entries(values)) {
      knobs[side].setAttribute(`aria-value${key}`, value);
    }
    const band = strip.querySelector(".h-band");
    const edges = [at.from, at.to + 1].map((d) => Number(left) + (d - first) * one);
    band?.setAttribute("x", Math.min(...edges));
    band?.setAttribute("width", Math.abs(edges[1] - edges[0]));
  }

  function move(side, day) {
    const bounded = side === "from" ? Math.min(day, at.to) : Math.max(day, at.from);
    const next = Math.min(Math.max(bounded, first), last - 1);
    if (next === at[side]) return;
    at[side] = next;
    place(side);
    const box = side === "from" ? from : to;
    box.value = language === "en" && iso(next) > "1000" ? words(next) : iso(next);
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  for (const [side, box] of [["from", from], ["to", to]]) {
    const knob = make("g", { class: "knob", role: "slider", tabindex: 0 }, strip);
    knob.setAttribute("aria-label", box.labels[0]?.textContent.trim() ?? side);
    knobs[side] = knob;
    make("rect", { class: "knob-hit", x: -14, y: 0, width: 28, height: foot }, knob);
    make("path", { class: "h-handle", d: `M0 0V${foot}` }, knob);
    make("rect", { class: "h-knob", x: -4, y: foot / 2 - 10, width: 8, height: 20, rx: 2 }, knob);
    knob.addEventListener("keydown", (event) => {
      const on = Math.sign(one) * (event.shiftKey ? 7 : 1);
      const later = event.shiftKey ? 7 : 1;
      const days = { ArrowRight: on, ArrowLeft: -on, ArrowUp: later, ArrowDown: -later };
      const ends = { Home: first, End: last };
      if (event.key in days) move(side, at[side] + days[event.key]);
      else if (event.key in ends) move(side, ends[event.key]);
      else return;
      event.preventDefault();
    });
    knob.addEventListener("pointerdown", (event) => {
      knob.setPointerCapture(event.pointerId);
      event.preventDefault();
      knob.focus();
    });
    knob.addEventListener("pointermove", (event) => {
      if (!knob.hasPointerCapture(event.pointerId)) return;
      const x = new DOMPoint(event.clientX, 0).matrixTransform(strip.getScreenCTM().inverse()).x;
      const day = first + (x - left) / one;
      move(side, Math.round(side === "to" ? day - 1 : day));
    });
  }
  place("from");
  place("to");
}

function dressAll() {
  document.querySelectorAll("svg[data-strip]").forEach(dress);
}
dressAll();
document.addEventListener("timeline:swapped", dressAll);

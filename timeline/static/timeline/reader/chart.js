/* The chart is one tab stop; keys walk from mark to mark, and a card says which one is in
   focus or under the pointer. Right and left follow the drawing, so they follow the
   reading direction of its axis. */
const shift = { PageUp: "PageUp", PageDown: "PageDown", "+": "+", "=": "+", "-": "-" };
const places = new WeakMap(); // mark -> its lane and where it is in the drawing
let card = null;
let walking = false; // a key asked for other dates: the focus goes back into the chart

/* Lanes are bands of the drawing; a strip of counts says its lane by lying in one. */
function measure(chart) {
  const bands = [...chart.querySelectorAll(".t-lane")].map((band) => band.getBBox());
  for (const mark of chart.querySelectorAll("a.m, a.b")) {
    const box = mark.getBBox();
    const middle = box.y + box.height / 2;
    const lane = bands.findIndex((band) => middle >= band.y && middle <= band.y + band.height);
    places.set(mark, {
      lane: Number(mark.dataset.l ?? lane),
      x: Number(mark.dataset.x ?? box.x + box.width / 2),
    });
  }
}

const marksOf = (chart) => [...chart.querySelectorAll("a.m, a.b")].filter((mark) => places.has(mark));

/* The marks of a mark's lane, from left to right. */
function row(chart, mark) {
  const { lane } = places.get(mark);
  const own = marksOf(chart).filter((other) => places.get(other).lane === lane);
  return own.sort((a, b) => places.get(a).x - places.get(b).x);
}

const isMirrored = () => document.documentElement.dataset.axis === "rtl";

function sideways(chart, mark, step) {
  const own = row(chart, mark);
  return own[own.indexOf(mark) + step];
}

/* The same event in the next lane that has it, else the nearest in the next lane. */
function across(chart, mark, step) {
  const here = places.get(mark);
  const away = (other) => (places.get(other).lane - here.lane) * step;
  const gap = (other) => Math.abs(places.get(other).x - here.x);
  const others = marksOf(chart).filter((other) => away(other) > 0);
  const same = others.filter((other) => mark.dataset.e && other.dataset.e === mark.dataset.e);
  const pool = same.length ? same : others;
  return pool.sort((a, b) => away(a) - away(b) || gap(a) - gap(b))[0];
}

function end(chart, mark, last) {
  return row(chart, mark).at(last !== isMirrored() ? -1 : 0);
}

function focus(chart, mark) {
  if (!mark) return;
  marksOf(chart).forEach((other) => other.setAttribute("tabindex", other === mark ? 0 : -1));
  mark.focus();
}

/* One line: the mark has its own name; this adds where it stands in its lane. */
function tell(chart, mark) {
  const own = row(chart, mark).filter((other) => other.matches(".m"));
  if (isMirrored()) own.reverse();
  const say = document.getElementById("chart-say");
  const said = { n: own.indexOf(mark) + 1, all: own.length };
  if (say && !said.n) say.textContent = "";
  else if (say) say.textContent = (chart.dataset.say ?? "").replace(/\{(\w+)\}/g, (_, name) => said[name]);
}

function show(mark) {
  card ??= document.body.appendChild(document.createElement("p"));
  card.className = "tcard";
  card.setAttribute("aria-hidden", "true");
  card.textContent = mark.getAttribute("aria-label");
  card.hidden = false;
  const box = mark.getBoundingClientRect();
  const room = document.documentElement.clientWidth - card.offsetWidth - 8;
  const below = box.bottom + 8 + card.offsetHeight < innerHeight;
  card.style.left = `${Math.max(8, Math.min(box.left, room))}px`;
  card.style.top = `${below ? box.bottom + 8 : box.top - card.offsetHeight - 8}px`;
}

function hide() {
  if (card) card.hidden = true;
}

function dress(chart) {
  measure(chart);
  const marks = marksOf(chart);
  if (chart.dataset.dressed || !marks.length) return;
  chart.dataset.dressed = "1";
  marks[0].setAttribute("tabindex", 0);
  chart.addEventListener("focusin", (event) => {
    const mark = event.target.closest("a.m, a.b");
    if (!mark) return focus(chart, marks[0]);
    tell(chart, mark);
    show(mark);
  });
  chart.addEventListener("focusout", hide);
  chart.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("a.m, a.b");
    if (mark) show(mark);
  });
  chart.addEventListener("pointerout", (event) => {
    if (event.relatedTarget !== card) hide();
  });
  chart.addEventListener("keydown", (event) => {
    const mark = event.target.closest("a.m, a.b");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    const walk = {
      ArrowRight: () => focus(chart, sideways(chart, mark, 1)),
      ArrowLeft: () => focus(chart, sideways(chart, mark, -1)),
      ArrowDown: () => focus(chart, across(chart, mark, 1)),
      ArrowUp: () => focus(chart, across(chart, mark, -1)),
      Home: () => focus(chart, end(chart, mark, false)),
      End: () => focus(chart, end(chart, mark, true)),
      Escape: hide,
    }[event.key];
    const link = document.querySelector(`[data-key="${shift[event.key]}"][href]`);
    if (walk) walk();
    else if (link) {
      walking = true;
      link.click();
    } else return;
    event.preventDefault();
  });
}

function dressAll() {
  document.querySelectorAll("svg[data-chart]").forEach(dress);
}
dressAll();
addEventListener("scroll", hide, { passive: true });
document.addEventListener("timeline:swapped", () => {
  hide();
  dressAll();
  const chart = walking && document.querySelector("svg[data-chart]");
  walking = false;
  if (chart) focus(chart, marksOf(chart)[0]);
});

/* The button of the filter form says how many events the choices would show. */
const at = document.getElementById("for-script")?.dataset.countAt;
let timer = 0;
let asked = 0;

async function ask(form) {
  const mine = (asked += 1);
  const half = document.activeElement.closest?.("[data-suggest]");
  const given = [...new FormData(form)].filter(
    ([name, value]) => value !== "" && !(half?.name === name && half.value === value),
  );
  const answer = await fetch(`${at}?${new URLSearchParams(given)}`).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (!said || mine !== asked) return;
  const button = form.querySelector("[data-count], [type=submit]");
  if (button && said.label) button.textContent = said.label;
  const echo = form.querySelector("[data-echo]");
  if (echo) echo.textContent = said.echo ?? said.problems[0].title;
}

function changed(event) {
  const form = event.target.form;
  if (form?.id !== "filters" || !at) return;
  clearTimeout(timer);
  const typing = event.type === "input" && event.target.matches("input:not([type])");
  timer = setTimeout(ask, typing ? 800 : 250, form);
}
document.addEventListener("input", changed);
document.addEventListener("change", changed);

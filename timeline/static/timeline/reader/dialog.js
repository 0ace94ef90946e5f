/* On a narrow screen the filters open as a dialog that keeps the focus and closes on
   Escape. The list of keys opens as one everywhere. */
const set = document.getElementById("for-script")?.dataset ?? {};
const narrow = matchMedia("(max-width: 62rem)");
let sheet = null;

function dialog(name) {
  const made = document.createElement("dialog");
  made.className = name;
  document.body.append(made);
  return made;
}

function openFilters(to) {
  const form = document.getElementById("filters");
  const from = document.activeElement;
  if (!form || sheet) return;
  const place = document.createComment("filters");
  form.before(place);
  sheet = dialog("sheet");
  sheet.setAttribute("aria-labelledby", "fh");
  sheet.append(form);
  sheet.addEventListener("close", () => {
    place.replaceWith(form);
    sheet.remove();
    sheet = null;
    if (from.isConnected) from.focus();
    else document.getElementById("view")?.focus();
  });
  sheet.showModal();
  const group = to ? form.querySelector(to) : null;
  if (group?.localName === "details") group.open = true;
  group?.scrollIntoView();
  group?.querySelector("input:not([type=hidden]), summary")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  const to = link?.getAttribute("href");
  if (!link || event.defaultPrevented) return;
  if (sheet && link.classList.contains("fclose")) sheet.close();
  else if (/^#f(ilters|-(?!q$).+)$/.test(to) && narrow.matches) openFilters(to === "#filters" ? "" : to);
  else {
    const group = document.getElementById(to.slice(1));
    if (group?.localName === "details") group.open = true;
    return;
  }
  event.preventDefault();
});
document.addEventListener("timeline:swapped", () => sheet?.close());
narrow.addEventListener("change", () => sheet?.close());

document.addEventListener("timeline:help", async () => {
  const answer = await fetch(set.helpAt).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  const list = page.getElementById("keys");
  if (!answer?.ok || !list) return location.assign(set.helpAt);
  document.querySelector("dialog.help")?.remove();
  const help = dialog("help");
  help.setAttribute("aria-labelledby", "keys-h");
  const close = document.createElement("button");
  close.className = "btn";
  close.textContent = set.close;
  close.addEventListener("click", () => help.close());
  help.append(list, close);
  help.addEventListener("close", () => help.remove());
  help.showModal();
});

/* Buttons that copy the text of a field: data-copy names it. */
const say = document.getElementById("say");
const copied = document.getElementById("for-script")?.dataset.copied ?? "";

async function copy(field) {
  field.select?.();
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent);
  } catch {
    if (!document.execCommand("copy")) return;
  }
  say.textContent = copied;
}

function unhide() {
  document.querySelectorAll("button[data-copy]").forEach((button) => (button.hidden = false));
}
unhide();
document.addEventListener("timeline:swapped", unhide);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-copy]");
  const field = button && document.querySelector(button.dataset.copy);
  if (field) copy(field);
});

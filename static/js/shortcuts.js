// Keys for the editors' desk; the box this hangs on switches them off (WCAG 2.1.4).
// They move the focus; Enter confirms.
export default function (box) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (!box.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    press(event.key.toLowerCase());
  });
}

function press(key) {
  const rows = [...document.querySelectorAll(".queue a")];
  const here = rows.indexOf(document.activeElement);
  if (key === "j") rows[Math.min(here + 1, rows.length - 1)]?.focus();
  else if (key === "k") rows[Math.max(here - 1, 0)]?.focus();
  else if (key === "x") rows[here]?.closest("li").querySelector("input")?.click();
  else buttonFor(key)?.focus();
}

function buttonFor(key) {
  const names = [...document.querySelectorAll("button kbd")];
  return names.find((name) => name.textContent.toLowerCase() === key)?.parentElement;
}

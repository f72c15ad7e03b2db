// Shortcuts of the desk: they move the focus, Enter fires. They can be switched off.

const on = document.querySelector("#kurz");
const rows = [...document.querySelectorAll(".queue a")];

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (!on?.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const now = rows.indexOf(document.activeElement);
  if (key === "j") rows[Math.min(now + 1, rows.length - 1)]?.focus();
  else if (key === "k") rows[Math.max(now - 1, 0)]?.focus();
  else focus(key);
});

function focus(key) {
  const marks = [...document.querySelectorAll("button kbd, legend kbd")];
  const mark = marks.find((one) => one.textContent.toLowerCase() === key);
  const button = mark?.closest("button");
  (button ?? mark?.closest("fieldset")?.querySelector("input"))?.focus();
}

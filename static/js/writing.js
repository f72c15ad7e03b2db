// Help with one form field: buttons for Markdown, what is left to write, files to drop.
export default function (field) {
  const area = field.querySelector("textarea, input");
  for (const bar of field.querySelectorAll(".tools")) attachToolbar(bar, area);
  for (const line of field.querySelectorAll("[data-max]")) count(line, area);
  for (const zone of field.querySelectorAll(".drop")) takeFiles(zone);
}

// One tab stop; the arrow keys move inside the toolbar.
function attachToolbar(bar, area) {
  const buttons = [...bar.querySelectorAll("button")];
  bar.hidden = false;
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const here = buttons.indexOf(document.activeElement);
    const next = (here + step + buttons.length) % buttons.length;
    buttons.forEach((button, place) => (button.tabIndex = place === next ? 0 : -1));
    buttons[next].focus();
    event.preventDefault();
  });
  bar.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-md]")?.dataset.md;
    if (mark) write(area, mark);
  });
}

// "**|**" goes around what is selected, "- " to the beginning of the line.
function write(area, mark) {
  const [before, after = ""] = mark.split("|");
  const { selectionStart, selectionEnd: end, value } = area;
  const lineStart = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const start = mark.includes("|") ? selectionStart : lineStart;
  area.setRangeText(before + value.slice(start, end) + after, start, end, "end");
  if (start === end) area.selectionEnd = area.selectionStart = end + before.length;
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function count(line, area) {
  const show = () => {
    const left = Number(line.dataset.max) - area.value.length;
    const words = left < 0 ? line.dataset.over : line.dataset.left;
    line.textContent = words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
  };
  area.addEventListener("input", show);
  show();
}

function takeFiles(zone) {
  const input = zone.querySelector("[type=file]");
  for (const name of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("on", name === "dragover");
      if (name !== "drop") return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

// For pages on which somebody writes: Markdown toolbar, remaining characters, drop zone.

document.querySelector("#fehler")?.focus({ preventScroll: true });
for (const bar of document.querySelectorAll("[data-behaviour=toolbar]")) toolbar(bar);
for (const area of document.querySelectorAll("[data-behaviour=count]")) count(area);
for (const zone of document.querySelectorAll("[data-behaviour=drop]")) drop(zone);

// One tab stop, arrow keys move; a button writes its mark around what is selected.
function toolbar(bar) {
  const area = document.getElementById(bar.getAttribute("aria-controls"));
  const buttons = [...bar.querySelectorAll("button")];
  bar.hidden = false;
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const now = buttons.indexOf(document.activeElement);
    const next = (now + step + buttons.length) % buttons.length;
    buttons.forEach((button, place) => (button.tabIndex = place === next ? 0 : -1));
    buttons[next].focus();
    event.preventDefault();
  });
  bar.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-md]")?.dataset.md;
    if (mark) write(area, mark);
  });
}

function write(area, mark) {
  const [before, after = ""] = mark.split("|");
  const { selectionStart: start, selectionEnd: end, value } = area;
  const from = after ? start : value.lastIndexOf("\n", start - 1) + 1;
  area.setRangeText(before + value.slice(from, end) + after, from, end, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Says once the end is near how many characters are left.
function count(area) {
  const most = Number(area.dataset.most);
  const form = new Intl.NumberFormat(document.documentElement.lang);
  const shown = document.createElement("p");
  shown.className = "small muted num";
  area.after(shown);
  area.addEventListener("input", () => {
    const near = area.value.length > most * 0.8;
    shown.textContent = near ? `${form.format(area.value.length)} / ${form.format(most)}` : "";
  });
}

// What is dropped fills the real file input.
function drop(zone) {
  const input = zone.querySelector("input[type=file]");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("on", kind === "dragover");
      if (kind !== "drop") return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

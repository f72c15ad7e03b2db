// Every page works without this file. It gives elements marked with
// data-behaviour what makes them more comfortable.
const behaviours = {
  focus: async () => ({ default: (element) => element.focus() }),
  shortcuts: () => import("./shortcuts.js"),
  writing: () => import("./writing.js"),
};

for (const element of document.querySelectorAll("[data-behaviour]")) {
  behaviours[element.dataset.behaviour]?.().then((module) => module.default(element));
}

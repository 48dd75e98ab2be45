// Saved views: searches with their part of the map, kept in this browser. Each is an address too.

import { button, element } from "./dom";
import { search } from "./search";

interface View {
  name: string;
  address: string;
}

const KEY = "dateline.views";
const MAX_VIEWS = 50;

function views(): View[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one): one is View => typeof one?.name === "string" && String(one?.address).startsWith("/")) : [];
  } catch {
    return [];
  }
}

function keep(all: View[]): void {
  localStorage.setItem(KEY, JSON.stringify(all.slice(0, MAX_VIEWS)));
}

function render(isOpen = false): void {
  document.getElementById("views")?.remove();
  const name = element("input", { id: "view-name", "aria-label": "Name of this view", placeholder: "Name of this view", maxlength: "60" });
  const save = () => {
    const address = location.pathname + location.search + location.hash;
    const text = name.value.trim() || document.title;
    keep([{ name: text, address }, ...views().filter((one) => one.name !== text)]);
    render(true);
  };
  name.addEventListener("keydown", (event) => event.key === "Enter" && save());
  const items = views().map((view) =>
    element(
      "li",
      {},
      element("a", { href: view.address }, view.name),
      button("×", () => {
        keep(views().filter((one) => one.name !== view.name));
        render(true);
      }, { "aria-label": `Forget ${view.name}` }),
    ),
  );
  const made = element("details", { class: "menu", id: "views" }, element("summary", {}, "Views"), element("div", {}, name, button("Save", save), element("ul", {}, ...items)));
  made.open = isOpen;
  document.querySelector("#found .bar")?.append(made);
}

/** Shows the saved views beside the heading of the list. */
export function startViews(): void {
  render();
  for (const name of ["changed", "refreshed"]) search.addEventListener(name, () => render(document.querySelector<HTMLDetailsElement>("#views")?.open));
}

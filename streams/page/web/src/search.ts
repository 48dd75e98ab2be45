// The search in the address: what all parts of the page show. Changes are fetched as the same
// page that a browser without scripts would load, and its parts are put in place.

const PARTS = ["facets", "activity", "found"] as const;

/** Tells `changed` after another search is shown, and `refreshed` after the same one is read anew. */
export const search = new EventTarget();

let request: AbortController | undefined;

/** Returns the fields of the search that is shown. */
export function fields(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** Returns the address of the search with some fields set, or dropped where they are empty. */
export function addressWith(changes: Record<string, string>): string {
  const next = fields();
  next.delete("after");
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const query = next.toString();
  return query ? `/?${query}` : "/";
}

/** Shows another search without leaving the page. */
export async function go(address: string): Promise<void> {
  const url = new URL(address, location.href);
  if (!(await load(url))) return;
  history.pushState(null, "", url.pathname + url.search + location.hash);
  search.dispatchEvent(new Event("changed"));
}

/** Reads the search that is shown anew. */
export async function refresh(): Promise<void> {
  if (await load(new URL(location.href))) search.dispatchEvent(new Event("refreshed"));
}

/** Puts the parts of a search in place; false if another one was asked for in the meantime. */
async function load(url: URL): Promise<boolean> {
  request?.abort();
  const mine = (request = new AbortController());
  document.getElementById("found")?.setAttribute("aria-busy", "true");
  let text: string;
  try {
    text = await (await fetch(url.pathname + url.search, { signal: mine.signal })).text();
  } catch {
    if (!mine.signal.aborted) location.assign(url);
    return false;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.getElementById("found")) {
    location.assign(url); // An error has a page of its own.
    return false;
  }
  put(page);
  return true;
}

function put(page: Document): void {
  const open = openEvents();
  const focused = document.activeElement?.id;
  for (const id of PARTS) replace(document.getElementById(id), page.getElementById(id));
  const filters = document.querySelector<HTMLDetailsElement>("header details.filters")?.open;
  replace(document.querySelector("header form"), page.querySelector("header form"));
  const folded = document.querySelector<HTMLDetailsElement>("header details.filters");
  if (folded && filters) folded.open = true;
  for (const id of open) {
    const details = document.querySelector<HTMLDetailsElement>(`#event-${CSS.escape(id)} details`);
    if (details) details.open = true;
  }
  document.title = page.title;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function replace(old: Element | null, next: Element | null): void {
  if (old && next) old.replaceWith(document.importNode(next, true));
}

function openEvents(): string[] {
  const items = document.querySelectorAll<HTMLElement>("[data-event]:has(details[open])");
  return [...items].map((item) => item.dataset["event"] ?? "");
}

/** Lets links and the form change the search in place. */
export function start(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a");
    const plain = !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname !== "/" || link.hash || !document.getElementById("found")) return;
    event.preventDefault();
    const top = link.rel === "next";
    void go(link.href).then(() => top && document.getElementById("found")?.scrollIntoView());
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute("role") !== "search") return;
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.set(name, String(value));
    const address = query.size ? `/?${query}` : "/";
    if (document.getElementById("found")) void go(address);
    else location.assign(address);
  });
  document.addEventListener("change", (event) => {
    const field = event.target as Element;
    if (field instanceof HTMLSelectElement && field.form?.getAttribute("role") === "search") field.form.requestSubmit();
  });
  window.addEventListener("popstate", () => {
    if (!document.getElementById("found")) return;
    void load(new URL(location.href)).then((shown) => shown && search.dispatchEvent(new Event("changed")));
  });
}

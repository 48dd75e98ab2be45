// New and changed events, as they are indexed.

import { button, element } from "./dom";
import { refresh, search } from "./search";

interface Change {
  id: string;
  revision: number;
  headline: string;
}

const MARKED_MILLISECONDS = 60_000;
const LEAST_PAUSE = 1_000; // Between two refreshes: a replay may change events all the time.
const READING = 300; // Pixels scrolled from which the list is not moved under the reader.
const KEPT = "dateline.paused";

export class Live {
  #source: EventSource | undefined;
  #changes = new Map<string, { revision: number; at: number }>();
  #waiting = new Set<string>();
  #timer = 0;
  #missed = false;
  #paused = sessionStorage.getItem(KEPT) === "1";

  constructor() {
    search.addEventListener("changed", () => this.#render());
    search.addEventListener("refreshed", () => this.#render());
    document.addEventListener("visibilitychange", () => this.#follow());
    this.#render();
    this.#follow();
  }

  /** Listens while the window is seen and not paused: a browser has few connections to give. */
  #follow(): void {
    const wanted = !this.#paused && !document.hidden;
    if (wanted && !this.#source) {
      const source = (this.#source = new EventSource("/live"));
      source.addEventListener("events", (event) => this.#take(JSON.parse((event as MessageEvent<string>).data) as Change[]));
      source.addEventListener("open", () => this.#opened());
      source.addEventListener("error", () => {
        this.#missed = true;
        this.#state("connecting");
      });
      source.addEventListener("trouble", () => this.#state("connecting"));
    } else if (!wanted && this.#source) {
      this.#source.close();
      this.#missed = true;
      this.#source = undefined;
    }
  }

  /** Reads what was missed while there was no stream. */
  #opened(): void {
    this.#state("live");
    if (this.#missed) void refresh();
    this.#missed = false;
  }

  #take(changes: Change[]): void {
    this.#state("live");
    for (const { id, revision } of changes) {
      this.#changes.set(id, { revision, at: Date.now() });
      this.#waiting.add(id);
    }
    if (scrollY > READING) this.#render();
    else if (!this.#timer) this.#timer = window.setTimeout(() => this.#refresh(), LEAST_PAUSE);
  }

  #refresh(): void {
    this.#timer = 0;
    this.#waiting.clear();
    void refresh();
  }

  #toggle(): void {
    this.#paused = !this.#paused;
    sessionStorage.setItem(KEPT, this.#paused ? "1" : "");
    this.#follow();
    this.#render();
  }

  #state(state: string): void {
    const shown = document.querySelector("#live .state");
    if (shown && shown.textContent !== state) {
      shown.textContent = state;
      shown.className = `state ${state}`;
    }
  }

  /** Puts the buttons in place and marks the events that are new, or that changed. */
  #render(): void {
    const state = this.#paused ? "paused" : this.#source?.readyState === EventSource.OPEN ? "live" : "connecting";
    const parts: Node[] = [
      element("span", { class: `state ${state}`, role: "status" }, state),
      button(this.#paused ? "Resume" : "Pause", () => this.#toggle(), { id: "pause" }),
    ];
    if (this.#waiting.size) parts.unshift(button(`${this.#waiting.size} new or changed`, () => this.#show(), { class: "waiting" }));
    document.getElementById("live")?.replaceChildren(...parts);
    for (const [id, { revision, at }] of this.#changes) {
      if (Date.now() - at > MARKED_MILLISECONDS) this.#changes.delete(id);
      else mark(id, revision === 1 ? "new" : "changed");
    }
  }

  #show(): void {
    document.getElementById("found")?.scrollIntoView();
    this.#refresh();
  }
}

function mark(id: string, word: string): void {
  const item = document.getElementById(`event-${id}`);
  if (!item || item.querySelector(".chip.fresh")) return;
  item.classList.add("fresh");
  item.querySelector("h2")?.append(element("span", { class: "chip fresh" }, word));
}

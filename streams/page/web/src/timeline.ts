// The histogram of events over time, with a brush and a button that plays the time on the map.

import uPlot from "uplot";
import { button, colour, element, onScheme } from "./dom";
import { GROUPS, type EventMap } from "./event_map";
import { addressWith, fields, go, search } from "./search";

interface Answer {
  interval: "day" | "week" | "month";
  days: string[];
  groups: Record<string, number[]>;
}

const HEIGHT = 120;
const STEP_MILLISECONDS = 700;
const DAY_SECONDS = 86400;
const BAR_PART = 0.85;

export class Timeline {
  #plot: uPlot | undefined;
  #answer: Answer = { interval: "day", days: [], groups: {} };
  #chart = element("div", { class: "chart" });
  #label = element("span", { class: "played", role: "status" });
  #play = button("Play", () => this.#toggle(), { class: "play", "aria-pressed": "false" });
  #timer = 0;
  #step = 0;
  #wanted = "";

  constructor(
    private readonly card: HTMLElement,
    private readonly map: EventMap | undefined,
  ) {
    const choice = element("select", { "aria-label": "Interval" });
    for (const [value, text] of [["", "auto"], ["day", "day"], ["week", "week"], ["month", "month"]] as const) choice.append(new Option(text, value));
    choice.addEventListener("change", () => {
      this.#wanted = choice.value;
      void this.update();
    });
    const bar = element("div", { class: "bar" }, element("h2", {}, "Over time"), this.#label, choice);
    if (map) bar.append(this.#play);
    bar.append(button("All days", () => void go(addressWith({ since: "", until: "" }))));
    card.append(bar, this.#chart);
    card.hidden = false;
    search.addEventListener("changed", () => void this.update());
    search.addEventListener("refreshed", () => void this.update());
    onScheme(() => this.#draw());
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#chart.clientWidth, height: HEIGHT })).observe(card);
  }

  /** Reads the histogram of the search anew. */
  async update(): Promise<void> {
    const query = fields();
    query.delete("after");
    if (this.#wanted) query.set("interval", this.#wanted);
    this.#answer = (await (await fetch(`/data/timeline?${query}`)).json()) as Answer;
    this.#draw();
  }

  #draw(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    const { days, groups, interval } = this.#answer;
    const names = GROUPS.filter((name) => groups[name]);
    this.card.hidden = days.length === 0;
    if (days.length === 0) return;
    const sums = stacked(names.map((name) => groups[name] ?? []));
    const times = days.map((day) => Date.parse(day) / 1000 + (span(interval) * DAY_SECONDS) / 2);
    const series: uPlot.Series[] = names.map((name) => ({
      fill: colour(name),
      width: 0,
      points: { show: false },
      paths: uPlot.paths.bars?.({ size: [BAR_PART, 60, 1] }) as uPlot.Series.PathBuilder,
    }));
    // The tallest is drawn first, so that those below it stay in sight.
    this.#plot = new uPlot(this.#options(series.reverse(), times), [times, ...sums.reverse()], this.#chart);
    const total = sums.length ? (sums[0] ?? []).reduce((sum, one) => sum + one, 0) : 0;
    const canvas = this.#chart.querySelector("canvas");
    canvas?.setAttribute("role", "img");
    canvas?.setAttribute("aria-label", `${total} events from ${days[0]} to ${days.at(-1)}, by ${interval}`);
  }

  #options(series: uPlot.Series[], times: number[]): uPlot.Options {
    const grid = { stroke: colour("line"), width: 1 };
    const half = (span(this.#answer.interval) * DAY_SECONDS) / 2;
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    return {
      width: this.#chart.clientWidth || 300,
      height: HEIGHT,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: true, range: () => [first - half, last + half] }, y: { range: (_, __, most) => [0, Math.max(1, most)] } },
      axes: [
        { stroke: colour("dim"), grid: { show: false }, ticks: grid, size: 28, values: (_plot, at, _axis, _space, step) => at.map((seconds) => dayLabel(seconds, step)) },
        { stroke: colour("dim"), grid, ticks: { show: false }, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] },
      ],
      series: [{}, ...series],
      hooks: { setSelect: [(plot) => this.#brush(plot)], drawClear: [(plot) => this.#shade(plot)] },
    };
  }

  /** Limits the search to the days that were dragged over. */
  #brush(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 3) return;
    const since = dayOf(plot.posToVal(left, "x"));
    const until = dayOf(plot.posToVal(left + width, "x"));
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    void go(addressWith({ since, until }));
  }

  /** Marks the days that the search, or the moment that is played, is limited to. */
  #shade(plot: uPlot): void {
    const query = fields();
    const played = this.#timer ? this.#range(this.#step) : undefined;
    const since = played?.since ?? query.get("since");
    const until = played?.until ?? query.get("until");
    if (!since && !until) return;
    const { left, top, width, height } = plot.bbox;
    const place = (day: string, more: number) => plot.valToPos(Date.parse(day) / 1000 + more, "x", true);
    const from = since ? Math.max(left, place(since, 0)) : left;
    const to = until ? Math.min(left + width, place(until, DAY_SECONDS)) : left + width;
    plot.ctx.fillStyle = colour("brush");
    plot.ctx.fillRect(from, top, Math.max(2, to - from), height);
  }

  #range(step: number): { since: string; until: string } {
    const { days, interval } = this.#answer;
    const since = days[step] ?? "";
    const next = days[step + 1];
    const end = next ? Date.parse(next) / 1000 - DAY_SECONDS : Date.parse(since) / 1000 + (span(interval) - 1) * DAY_SECONDS;
    return { since, until: dayOf(end) };
  }

  #toggle(): void {
    if (this.#timer) this.#stop();
    else {
      this.#step = this.#firstStep() - 1;
      this.#timer = window.setInterval(() => this.#next(), STEP_MILLISECONDS);
      this.#play.textContent = "Stop";
      this.#play.setAttribute("aria-pressed", "true");
      this.#next();
    }
  }

  #firstStep(): number {
    const since = fields().get("since");
    return since ? Math.max(0, this.#answer.days.findIndex((day) => day >= since)) : 0;
  }

  #next(): void {
    this.#step += 1;
    const until = fields().get("until");
    const day = this.#answer.days[this.#step];
    if (day === undefined || (until && day > until)) return this.#stop();
    const range = this.#range(this.#step);
    this.#label.textContent = range.since === range.until ? range.since : `${range.since} to ${range.until}`;
    this.#plot?.redraw();
    void this.map?.during(range);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#label.textContent = "";
    this.#play.textContent = "Play";
    this.#play.setAttribute("aria-pressed", "false");
    this.#plot?.redraw();
    void this.map?.during(null);
  }
}

function stacked(rows: number[][]): number[][] {
  let below: number[] = [];
  return rows.map((row) => (below = row.map((count, index) => count + (below[index] ?? 0))));
}

function span(interval: Answer["interval"]): number {
  return { day: 1, week: 7, month: 30 }[interval];
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Returns a moment as a day, month or year, by the seconds between two of them; 1/2 would be two days. */
function dayLabel(seconds: number, step: number): string {
  const date = new Date(seconds * 1000);
  const month = date.toLocaleString("en", { month: "short", timeZone: "UTC" });
  if (step < 28 * DAY_SECONDS) return `${date.getUTCDate()} ${month}`;
  return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : month;
}

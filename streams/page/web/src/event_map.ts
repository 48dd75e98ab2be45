// The map of the events that match: counted in cells where there are many, one by one where not.

import { Map as MapLibreMap, Popup, type ExpressionSpecification, type LngLatBoundsLike, type MapGeoJSONFeature } from "maplibre-gl";
import type { Feature, FeatureCollection, Point } from "geojson";
import { baseMap, disc, EMPTY, FONT, setData } from "./base_map";
import { button, colour, element, onScheme, paused } from "./dom";
import { Drawing, shownArea } from "./drawing";
import { addressWith, fields, go, search } from "./search";

export const GROUPS = ["violence", "unrest", "seizure", "control", "disaster", "politics"] as const;
const WORLD: LngLatBoundsLike = [-150, -50, 170, 70];
const LARGEST_DISC = 0.35; // Part of the view that the circle of an uncertain place may take.
const FIT = { padding: 50, maxZoom: 8, duration: 0 };

interface PlaceEvent {
  id: string;
  address: string;
  what: string;
  group: string;
  day: string;
  status: string;
  killed: string | null;
}

interface Properties {
  kind: "cell" | "place";
  n: number;
  group: string;
  area: boolean;
  killed: number;
  title: string;
  radius?: number;
  events?: PlaceEvent[];
  bounds?: [number, number, number, number];
}

interface Answer {
  total: number;
  mode: "cells" | "points";
  collection: FeatureCollection<Point, Properties>;
}

/** Days that the map is limited to while the time is played; null for those of the search. */
export type Days = { since: string; until: string } | null;

export class EventMap {
  #map!: MapLibreMap;
  #features: Feature<Point, Properties>[] = [];
  #request: AbortController | undefined;
  #days: Days = null;
  #tooltip = new Popup({ closeButton: false, closeOnClick: false, className: "tip", maxWidth: "20rem" });
  #status = element("p", { class: "map-status", role: "status" });

  /** Draws the map in its element; rejects where the browser has no WebGL. */
  static async open(container: HTMLElement): Promise<EventMap> {
    const made = new EventMap();
    const hasView = location.hash.includes("map=");
    const bounds = hasView ? WORLD : ((await made.#extent()) ?? WORLD);
    made.#map = await baseMap(container, { bounds, fitBoundsOptions: FIT, hash: "map", minZoom: 0.5, boxZoom: true });
    made.#addTools(container);
    made.#map.getCanvas().setAttribute("aria-label", "Map of the events that match; the list has the same events");
    await new Promise<void>((ready) => made.#map.once("load", () => ready()));
    made.#addLayers();
    made.#listen();
    await made.update();
    return made;
  }

  /** Shows the events of some days only, or of the search again. */
  async during(days: Days): Promise<void> {
    this.#days = days;
    await this.update();
  }

  /** Reads the events of the view anew. */
  async update(): Promise<void> {
    this.#request?.abort();
    const mine = (this.#request = new AbortController());
    const query = fields();
    query.delete("after");
    if (this.#days) for (const [name, day] of Object.entries(this.#days)) query.set(name, day);
    query.set("view", box(this.#map));
    query.set("zoom", String(Math.max(0, this.#map.getZoom())));
    try {
      const answer = (await (await fetch(`/data/map?${query}`, { signal: mine.signal })).json()) as Answer;
      this.#show(answer);
    } catch {
      if (!mine.signal.aborted) this.#status.textContent = "The server does not answer.";
    }
  }

  #show(answer: Answer): void {
    this.#features = answer.collection.features;
    this.#features.forEach((feature, id) => (feature.id = id));
    setData(this.#map, "events", answer.collection);
    setData(this.#map, "discs", this.#discs());
    setData(this.#map, "drawn", shownArea());
    const many = answer.mode === "cells" ? ", counted in cells" : "";
    this.#status.textContent = `${answer.total.toLocaleString("en")} ${answer.total === 1 ? "event" : "events"} in view${many}`;
  }

  /** Circles of the places that are uncertain, where they leave room for the rest. */
  #discs(): FeatureCollection {
    const view = this.#map.getBounds();
    const height = (view.getNorth() - view.getSouth()) * 111;
    const shown = this.#features.filter(({ properties: { radius, area } }) => area && radius && 2 * radius < LARGEST_DISC * height);
    return {
      type: "FeatureCollection",
      features: shown.map((feature) => {
        const [lon = 0, lat = 0] = feature.geometry.coordinates;
        return { type: "Feature", properties: { group: feature.properties.group }, geometry: disc(lon, lat, feature.properties.radius ?? 0) };
      }),
    };
  }

  #addLayers(): void {
    for (const name of ["discs", "drawn", "hover"]) this.#map.addSource(name, { type: "geojson", data: EMPTY });
    this.#map.addSource("events", { type: "geojson", data: EMPTY });
    const size: ExpressionSpecification = ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 5, 3, 9, 10, 14, 30, 19, 100, 25];
    this.#map.addLayer({ id: "discs", type: "fill", source: "discs", paint: { "fill-opacity": 0.1 } });
    this.#map.addLayer({ id: "disc-edges", type: "line", source: "discs", paint: { "line-width": 1, "line-dasharray": [3, 2], "line-opacity": 0.7 } });
    this.#map.addLayer({ id: "hover", type: "fill", source: "hover", paint: { "fill-opacity": 0.18 } });
    this.#map.addLayer({ id: "drawn", type: "line", source: "drawn", paint: { "line-width": 2, "line-dasharray": [2, 1] } });
    this.#map.addLayer({
      id: "events",
      type: "circle",
      source: "events",
      layout: { "circle-sort-key": ["-", 0, ["get", "n"]] },
      paint: { "circle-radius": size, "circle-stroke-width": ["case", ["get", "area"], 2.2, 1.2] },
    });
    this.#map.addLayer({
      id: "counts",
      type: "symbol",
      source: "events",
      filter: [">", ["get", "n"], 1],
      layout: {
        "text-field": ["case", [">=", ["get", "n"], 1000], ["concat", ["number-format", ["/", ["get", "n"], 1000], { "max-fraction-digits": 1 }], "k"], ["to-string", ["get", "n"]]],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 9, 10, 12, 40, 15],
        "text-allow-overlap": true,
      },
    });
    this.#paint();
    onScheme(() => this.#paint());
  }

  #paint(): void {
    const group = groupColours();
    const set = this.#map.setPaintProperty.bind(this.#map);
    set("discs", "fill-color", group);
    set("disc-edges", "line-color", group);
    set("hover", "fill-color", group);
    set("drawn", "line-color", colour("ink"));
    set("events", "circle-color", ["case", ["get", "area"], colour("land"), group]);
    set("events", "circle-opacity", ["case", ["get", "area"], 0.75, 0.85]);
    set("events", "circle-stroke-color", ["case", ["get", "area"], group, colour("land")]);
    set("counts", "text-color", ["case", ["get", "area"], colour("ink"), "#ffffff"]);
    set("counts", "text-halo-color", ["case", ["get", "area"], colour("land"), "rgba(0,0,0,0.55)"]);
    set("counts", "text-halo-width", 1);
  }

  #listen(): void {
    const update = paused(100, () => void this.update());
    this.#map.on("moveend", update);
    search.addEventListener("changed", () => void this.#follow());
    search.addEventListener("refreshed", () => void this.update());
    this.#map.on("mousemove", "events", (event) => this.#point(event.features?.[0]));
    this.#map.on("mouseleave", "events", () => this.#point(undefined));
    this.#map.on("click", "events", (event) => this.#open(event.features?.[0]));
    document.addEventListener("mouseover", (event) => this.#light(event.target as Element));
  }

  /** Shows another search: its events, and if none of them is in view, the part of the world that has them. */
  async #follow(): Promise<void> {
    await this.update();
    if (this.#features.length === 0 || fields().has("box") || fields().has("polygon")) await this.fit();
  }

  /** Shows the part of the world that has the events. */
  async fit(): Promise<void> {
    const bounds = await this.#extent();
    if (bounds) this.#map.fitBounds(bounds, FIT);
  }

  async #extent(): Promise<LngLatBoundsLike | null> {
    const query = fields();
    query.delete("after");
    const answer = (await (await fetch(`/data/extent?${query}`)).json()) as { bounds: [number, number, number, number] | null };
    return answer.bounds;
  }

  #of(feature: MapGeoJSONFeature | undefined): Feature<Point, Properties> | undefined {
    return feature === undefined ? undefined : this.#features[feature.id as number];
  }

  #point(rendered: MapGeoJSONFeature | undefined): void {
    const feature = this.#of(rendered);
    this.#map.getCanvas().style.cursor = feature && !this.#map.getContainer().classList.contains("drawing") ? "pointer" : "";
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (!feature) {
      this.#tooltip.remove();
      setData(this.#map, "hover", EMPTY);
      return;
    }
    const { properties, geometry } = feature;
    const [lon = 0, lat = 0] = geometry.coordinates;
    this.#tooltip.setLngLat([lon, lat]).setDOMContent(summary(properties)).addTo(this.#map);
    for (const one of properties.events ?? []) document.getElementById(`event-${one.id}`)?.classList.add("lit");
    if (properties.radius) setData(this.#map, "hover", { type: "FeatureCollection", features: [{ type: "Feature", properties: { group: properties.group }, geometry: disc(lon, lat, properties.radius) }] });
  }

  #open(rendered: MapGeoJSONFeature | undefined): void {
    const feature = this.#of(rendered);
    if (!feature || this.#map.getContainer().classList.contains("drawing")) return;
    const { properties, geometry } = feature;
    const [lon = 0, lat = 0] = geometry.coordinates;
    if (properties.bounds) {
      const [west, south, east, north] = properties.bounds;
      const flat = east - west < 0.001 && north - south < 0.001;
      if (flat) this.#map.easeTo({ center: [lon, lat], zoom: this.#map.getZoom() + 3 });
      else this.#map.fitBounds(properties.bounds, { padding: 80, maxZoom: 12 });
      return;
    }
    this.#tooltip.remove();
    new Popup({ maxWidth: "22rem", className: "events-popup" }).setLngLat([lon, lat]).setDOMContent(listing(properties, lon, lat)).addTo(this.#map);
  }

  /** Shows where an event of the list is. */
  #light(target: Element): void {
    const id = target.closest?.<HTMLElement>("li[data-event]")?.dataset["event"];
    const feature = id && this.#features.find(({ properties }) => properties.events?.some((one) => one.id === id));
    if (!feature) {
      if (!target.closest?.(".map-card")) setData(this.#map, "hover", EMPTY);
      return;
    }
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const view = this.#map.getBounds();
    const least = ((view.getNorth() - view.getSouth()) * 111) / 25;
    const geometry = disc(lon, lat, Math.max(least, feature.properties.radius ?? 0));
    setData(this.#map, "hover", { type: "FeatureCollection", features: [{ type: "Feature", properties: { group: feature.properties.group }, geometry }] });
  }

  #addTools(container: HTMLElement): void {
    const drawing = new Drawing(this.#map, (changes) => void go(addressWith(changes)));
    const tools = element(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Map" },
      button("Show all", () => void this.fit()),
      button("List this view", () => void go(addressWith({ box: box(this.#map), polygon: "" }))),
      button("Box", () => drawing.start("box"), { title: "Drag a box" }),
      button("Polygon", () => drawing.start("polygon"), { title: "Click corners; Enter or a double click ends" }),
    );
    container.append(tools, this.#status);
  }
}

/** Returns the expression that gives each group its colour. */
export function groupColours(): ExpressionSpecification {
  const pairs = GROUPS.flatMap((name) => [name, colour(name)]);
  return ["match", ["get", "group"], ...pairs, colour("politics")] as unknown as ExpressionSpecification;
}

function box(map: MapLibreMap): string {
  const view = map.getBounds();
  const bound = (degrees: number, limit: number) => Math.max(-limit, Math.min(limit, degrees)).toFixed(3);
  return [bound(view.getWest(), 180), bound(view.getSouth(), 90), bound(view.getEast(), 180), bound(view.getNorth(), 90)].join(",");
}

function summary(properties: Properties): HTMLElement {
  const made = element("div", {}, element("strong", { dir: "auto" }, properties.title));
  const [first] = properties.events ?? [];
  if (properties.n === 1 && first) made.append(line(first));
  else if (properties.events) made.append(element("p", {}, `${properties.n} events, the newest ${first?.day ?? ""}`));
  if (properties.killed) made.append(element("p", {}, `at least ${properties.killed.toLocaleString("en")} killed`));
  if (properties.area) made.append(element("p", {}, properties.radius ? `somewhere within ${Math.round(properties.radius)} km` : "stands for an area"));
  return made;
}

function line(event: PlaceEvent): HTMLElement {
  return element("p", {}, element("span", { class: `dot ${event.group}` }), `${event.what}, ${event.day}${event.killed ? `, ${event.killed} killed` : ""}`);
}

function listing(properties: Properties, lon: number, lat: number): HTMLElement {
  const items = (properties.events ?? []).map((event) =>
    element("li", {}, element("span", { class: `dot ${event.group}` }), element("a", { href: event.address }, `${event.what}, ${event.day}`), event.killed ? ` ${event.killed} killed` : "", event.status === "disputed" ? " (disputed)" : ""),
  );
  const made = element("div", {}, element("strong", { dir: "auto" }, properties.title), element("ul", {}, ...items));
  const rest = properties.n - items.length;
  const edge = 0.0005;
  const here = [lon - edge, lat - edge, lon + edge, lat + edge].map((degrees) => degrees.toFixed(4)).join(",");
  made.append(element("a", { href: addressWith({ box: here, polygon: "" }) }, rest > 0 ? `List these and ${rest} more` : "List these"));
  return made;
}

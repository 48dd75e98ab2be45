// Choosing a box or a polygon on the map.

import { GeoJSONSource, type Map as MapLibreMap, type MapMouseEvent } from "maplibre-gl";
import type { FeatureCollection, Position } from "geojson";
import { EMPTY } from "./base_map";
import { fields } from "./search";

export type Changes = { box: string; polygon: string };
type Shape = "box" | "polygon";
const MAX_CORNERS = 80;

export class Drawing {
  #shape: Shape | undefined;
  #corners: Position[] = [];

  constructor(
    private readonly map: MapLibreMap,
    private readonly done: (changes: Changes) => void,
  ) {
    map.on("mousedown", (event) => this.#shape === "box" && this.#drag(event));
    map.on("click", (event) => this.#shape === "polygon" && this.#corner(event));
    map.on("dblclick", (event) => this.#shape === "polygon" && this.#finish(event));
    map.on("mousemove", (event) => this.#shape === "polygon" && this.#corners.length && this.#sketch([...this.#corners, at(event)]));
    map.getContainer().addEventListener("keydown", (event) => this.#key(event));
  }

  /** Begins a shape; the map stays where it is until it is finished. */
  start(shape: Shape): void {
    this.#shape = shape;
    this.#corners = [];
    this.map.getContainer().classList.add("drawing");
    this.map.getCanvas().style.cursor = "crosshair";
    this.map.dragPan.disable();
    this.map.doubleClickZoom.disable();
    this.map.getCanvas().focus();
  }

  #stop(): void {
    this.#shape = undefined;
    this.map.getContainer().classList.remove("drawing");
    this.map.getCanvas().style.cursor = "";
    this.map.dragPan.enable();
    this.map.doubleClickZoom.enable();
  }

  #drag(event: MapMouseEvent): void {
    event.preventDefault();
    const start = at(event);
    const move = (next: MapMouseEvent) => this.#sketch(rectangle(start, at(next)));
    this.map.on("mousemove", move);
    this.map.once("mouseup", (last) => {
      this.map.off("mousemove", move);
      this.#stop();
      const [x0 = 0, y0 = 0] = start;
      const [x1 = 0, y1 = 0] = at(last);
      if (x0 === x1 || y0 === y1) return this.#cancel();
      const sides = [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
      this.done({ box: written(sides), polygon: "" });
    });
  }

  #corner(event: MapMouseEvent): void {
    if (this.#corners.length < MAX_CORNERS) this.#corners.push(at(event));
    this.#sketch(this.#corners);
  }

  #finish(event?: MapMouseEvent): void {
    event?.preventDefault();
    // The two clicks of a double click are the same corner.
    const corners = this.#corners.filter((one, index, all) => index === 0 || written(one) !== written(all[index - 1] ?? []));
    if (corners.length < 3) return;
    this.#stop();
    this.done({ box: "", polygon: written(corners.flat()) });
  }

  #key(event: KeyboardEvent): void {
    if (!this.#shape) return;
    if (event.key === "Escape") this.#cancel();
    if (event.key === "Enter" && this.#shape === "polygon") this.#finish();
  }

  #cancel(): void {
    this.#stop();
    this.map.getSource<GeoJSONSource>("drawn")?.setData(shownArea());
  }

  #sketch(corners: Position[]): void {
    this.map.getSource<GeoJSONSource>("drawn")?.setData(outline(corners));
  }
}

/** Returns the outline of the area that the search is limited to. */
export function shownArea(): FeatureCollection {
  const query = fields();
  const [west, south, east, north] = numbers(query.get("box"));
  if (west !== undefined && south !== undefined && east !== undefined && north !== undefined) return outline(rectangle([west, south], [east, north]));
  const flat = numbers(query.get("polygon"));
  const corners: Position[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) corners.push([flat[i] ?? 0, flat[i + 1] ?? 0]);
  return outline(corners);
}

function outline(corners: Position[]): FeatureCollection {
  const [first] = corners;
  if (!first || corners.length < 2) return EMPTY;
  return { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [...corners, first] } }] };
}

function rectangle(one: Position, other: Position): Position[] {
  const [x0 = 0, y0 = 0] = one;
  const [x1 = 0, y1 = 0] = other;
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
}

function at(event: MapMouseEvent): Position {
  const { lng, lat } = event.lngLat;
  return [Math.max(-180, Math.min(180, lng)), lat];
}

function written(degrees: number[]): string {
  return degrees.map((one) => one.toFixed(3)).join(",");
}

function numbers(text: string | null): number[] {
  return text ? text.split(",").map(Number).filter(Number.isFinite) : [];
}

// The map below the events: land, borders and names, all from this server.

import {
  AttributionControl,
  GeoJSONSource,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type MapOptions,
  type StyleSpecification,
} from "maplibre-gl";
import type { FeatureCollection, Polygon } from "geojson";
import { colour, onScheme } from "./dom";

export const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
/** Names are drawn with the fonts of the reader's machine: none is loaded. */
export const FONT = ["sans-serif"];
const MARGIN_DEGREES = 85;
const EARTH_KM = 6371;
const CORNERS = 64;

const PROVINCES_ZOOM = 4.5; // Below, lines of divisions would hide those of countries.
/** Corners nearer than half a pixel are one, and tiles overlap by no more than a line is wide: half as much to draw. */
const SHAPES = { type: "geojson", tolerance: 0.5, buffer: 8 } as const;

interface Tiles {
  url: string | null;
  attribution: string;
}

async function json<T>(address: string): Promise<T> {
  return (await fetch(address)).json() as Promise<T>;
}

/** Returns a map with its base, in an element; its layers are there once it has loaded. */
export async function baseMap(container: HTMLElement, options: Partial<MapOptions>): Promise<MapLibreMap> {
  setWorkerUrl("/static/map-worker.js");
  const tiles = await json<Tiles>("/data/tiles");
  const map = new MapLibreMap({
    container,
    style: style(tiles),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    maxZoom: 16,
    renderWorldCopies: false,
    fadeDuration: 0,
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({}), "bottom-left");
  if (tiles.url && tiles.attribution) {
    // The text of an operator is text, whatever is in it.
    const text = new Option(tiles.attribution).innerHTML;
    map.addControl(new AttributionControl({ customAttribution: text, compact: true }), "bottom-right");
  }
  // What is not needed at first is read when it is: towns after the rest, divisions when they are seen.
  map.once("load", () => setData(map, "towns", "/data/labels"));
  const addProvinces = () => {
    if (map.getZoom() < PROVINCES_ZOOM) return;
    map.off("zoom", addProvinces);
    setData(map, "provinces", "/static/provinces.json");
    setData(map, "province-names", "/static/province-names.json");
  };
  map.on("zoom", addProvinces);
  map.once("load", addProvinces);
  onScheme(() => repaint(map));
  return map;
}

// The worker of the map reads the shapes, so that none of that holds up the page.
function style(tiles: Tiles): StyleSpecification {
  const made: StyleSpecification = {
    version: 8,
    sources: {
      land: { ...SHAPES, data: "/static/land.json" },
      borders: { ...SHAPES, data: "/static/borders.json" },
      countries: { type: "geojson", data: "/static/countries.json" },
      provinces: { ...SHAPES, data: EMPTY },
      "province-names": { type: "geojson", data: EMPTY },
      towns: { type: "geojson", data: EMPTY },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("water") } },
      // The line of the coast smooths the edge.
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land"), "fill-antialias": false } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colour("coast"), "line-width": 0.7 } },
      {
        id: "provinces",
        type: "line",
        source: "provinces",
        minzoom: PROVINCES_ZOOM,
        paint: { "line-color": colour("border"), "line-width": 1, "line-dasharray": [2, 2] },
      },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: { "line-color": colour("border"), "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.4] },
      },
      {
        id: "towns",
        type: "symbol",
        source: "towns",
        filter: [">=", ["get", "people"], ["step", ["zoom"], 2e7, 3, 6e6, 4, 2e6, 5, 8e5, 6, 3e5, 7, 1.5e5, 8, 0]],
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 3, 10, 9, 13],
          "text-anchor": "top",
          "text-offset": [0, 0.3],
          "symbol-sort-key": ["-", 0, ["get", "people"]],
          "text-padding": 4,
        },
        paint: labelPaint("town"),
      },
      {
        id: "countries",
        type: "symbol",
        source: "countries",
        maxzoom: 7,
        filter: [">=", ["get", "area"], ["step", ["zoom"], 120, 2, 30, 3, 8, 4, 1, 5, 0]],
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 1, 10, 6, 15],
          "text-transform": "uppercase",
          "text-letter-spacing": 0.12,
          "text-max-width": 7,
          "symbol-sort-key": ["-", 0, ["get", "area"]],
        },
        paint: labelPaint("country"),
      },
      {
        id: "province-names",
        type: "symbol",
        source: "province-names",
        minzoom: PROVINCES_ZOOM + 1,
        maxzoom: 9,
        filter: [">=", ["get", "area"], ["step", ["zoom"], 1, 6.5, 0.3, 7.5, 0]],
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": 9.5,
          "text-letter-spacing": 0.12,
          "text-max-width": 9,
          "text-transform": "uppercase", // A province often has the name of a town elsewhere in it.
          "symbol-sort-key": ["-", 0, ["get", "area"]],
        },
        paint: labelPaint("country"),
      },
    ],
  };
  if (tiles.url) {
    made.sources["tiles"] = { type: "raster", tiles: [tiles.url], tileSize: 256 };
    made.layers.splice(3, 0, { id: "tiles", type: "raster", source: "tiles" });
  }
  return made;
}

function labelPaint(name: string): { "text-color": string; "text-halo-color": string; "text-halo-width": number } {
  return { "text-color": colour(name), "text-halo-color": colour("land"), "text-halo-width": 1.2 };
}

function repaint(map: MapLibreMap): void {
  map.setPaintProperty("water", "background-color", colour("water"));
  map.setPaintProperty("land", "fill-color", colour("land"));
  map.setPaintProperty("coast", "line-color", colour("coast"));
  map.setPaintProperty("borders", "line-color", colour("border"));
  map.setPaintProperty("provinces", "line-color", colour("border"));
  for (const [layer, name] of [["towns", "town"], ["countries", "country"], ["province-names", "country"]] as const) {
    map.setPaintProperty(layer, "text-color", colour(name));
    map.setPaintProperty(layer, "text-halo-color", colour("land"));
  }
}

/** Puts features, or those at an address, into a source of a map. */
export function setData(map: MapLibreMap, source: string, data: FeatureCollection | string): void {
  map.getSource<GeoJSONSource>(source)?.setData(data);
}

/** Returns a circle on the ground as a polygon. */
export function disc(lon: number, lat: number, kilometres: number): Polygon {
  const ring: [number, number][] = [];
  const angle = kilometres / EARTH_KM;
  const [phi, lambda] = [radians(lat), radians(lon)];
  for (let corner = 0; corner <= CORNERS; corner++) {
    const bearing = (2 * Math.PI * corner) / CORNERS;
    const north = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(north),
    );
    const edge = (180 * north) / Math.PI;
    ring.push([(180 * (lambda + east)) / Math.PI, Math.max(-MARGIN_DEGREES, Math.min(MARGIN_DEGREES, edge))]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

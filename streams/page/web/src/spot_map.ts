// The small map of an event's page: its place, how sure that is, and the other candidates.

import { LngLatBounds, Popup } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import { baseMap, disc, FONT } from "./base_map";
import { colour, element, onScheme } from "./dom";

const LEAST_KM = 90; // Around the place, so that a border or a coast is likely in sight.

interface Spot {
  name: string;
  lon: number;
  lat: number;
  radius: number;
  area: boolean;
  group: string;
  candidates: { name: string; lon: number; lat: number; score: number }[];
}

/** Draws the map in its element, from the data that stand on it. */
export async function openSpotMap(container: HTMLElement): Promise<void> {
  const spot = JSON.parse(container.dataset["spot"] ?? "") as Spot;
  const bounds = new LngLatBounds([spot.lon, spot.lat], [spot.lon, spot.lat]);
  for (const [lon = 0, lat = 0] of disc(spot.lon, spot.lat, Math.max(LEAST_KM, spot.radius)).coordinates[0] ?? []) bounds.extend([lon, lat]);
  const map = await baseMap(container, { bounds, fitBoundsOptions: { padding: 20, maxZoom: 9 }, cooperativeGestures: false, scrollZoom: false });
  map.getCanvas().setAttribute("aria-label", `Map of ${spot.name}`);
  await new Promise<void>((ready) => map.once("load", () => ready()));
  map.addSource("disc", { type: "geojson", data: { type: "Feature", properties: {}, geometry: disc(spot.lon, spot.lat, spot.radius) } });
  map.addSource("points", { type: "geojson", data: points(spot) });
  map.addLayer({ id: "disc", type: "fill", source: "disc", paint: { "fill-opacity": 0.15 } });
  map.addLayer({ id: "disc-edge", type: "line", source: "disc", paint: { "line-dasharray": [3, 2] } });
  map.addLayer({ id: "points", type: "circle", source: "points", paint: { "circle-radius": ["case", ["get", "chosen"], 7, 5], "circle-stroke-width": 2 } });
  map.addLayer({
    id: "names",
    type: "symbol",
    source: "points",
    layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 12, "text-anchor": "bottom", "text-offset": [0, -0.8], "text-padding": 24 },
  });
  const paint = () => {
    const main = colour(spot.group);
    map.setPaintProperty("disc", "fill-color", main);
    map.setPaintProperty("disc-edge", "line-color", main);
    map.setPaintProperty("points", "circle-color", ["case", ["get", "chosen"], spot.area ? colour("land") : main, colour("land")]);
    map.setPaintProperty("points", "circle-stroke-color", ["case", ["get", "chosen"], main, colour("dim")]);
    map.setPaintProperty("names", "text-color", colour("ink"));
    map.setPaintProperty("names", "text-halo-color", colour("land"));
    map.setPaintProperty("names", "text-halo-width", 1.5);
  };
  paint();
  onScheme(paint);
  map.on("click", "points", (event) => {
    const label = String(event.features?.[0]?.properties["label"] ?? "");
    new Popup().setLngLat(event.lngLat).setDOMContent(element("p", { dir: "auto" }, label)).addTo(map);
  });
}

function points(spot: Spot): FeatureCollection {
  const all = [
    { lon: spot.lon, lat: spot.lat, label: spot.name, chosen: true },
    ...spot.candidates.map(({ name, lon, lat, score }) => ({ lon, lat, label: `${name} ${score.toFixed(2)}`, chosen: false })),
  ];
  return {
    type: "FeatureCollection",
    features: all.map(({ lon, lat, label, chosen }) => ({ type: "Feature", properties: { label, chosen }, geometry: { type: "Point", coordinates: [lon, lat] } })),
  };
}

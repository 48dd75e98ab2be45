// The shapes of the map, all of Natural Earth (public domain): land, borders, and first-level divisions.
import { readdirSync, readFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const DIGITS = 3; // Decimals of a degree: some 100 m, finer than shapes of 1:50 million are.

// Divisions of most countries, cut from Natural Earth 1:10 million by the authors of Apache Superset.
const DIVISIONS = "@superset-ui/legacy-plugin-chart-country-map/esm/countries/";
const GRID = 1e5; // Steps across a country to which its points are moved, so that neighbours share a line.
const LEAST_CORNER = 0.0004; // Square degrees: a smaller triangle is left out of a line, about 2 km off at most.
const DIVISION_DIGITS = 2;
// The files draw these beside the mainland, not where they are on the ground: they are not named.
const MOVED = new Set(["ES-GC", "ES-TF", "FR-GF", "FR-GP", "FR-MQ", "FR-RE", "FR-YT", "NO-21", "PT-20", "PT-30", "US-AK", "US-HI"]);
// What a file draws as part of its country and the land shapes as another is named by the file of the other.
const FOREIGN = new Set(["CN-71"]);

// Land and borders of Natural Earth with a point for the name of each country.
export function world(modules) {
  const atlas = JSON.parse(readFileSync(new URL("world-atlas/countries-50m.json", modules), "utf8"));
  const countries = feature(atlas, atlas.objects.countries).features;
  return {
    land: collection([{ type: "Feature", properties: {}, geometry: rounded(feature(atlas, atlas.objects.land).features[0].geometry) }]),
    borders: collection([{ type: "Feature", properties: {}, geometry: rounded(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)) }]),
    countries: collection(countries.map(named)),
  };
}

// Lines between the divisions of each country, and a point for the name of each division.
export function provinces(modules) {
  const folder = new URL(DIVISIONS, modules);
  const lines = [];
  const names = [];
  // Files of larger regions repeat a country; a country has one file of divisions.
  for (const file of readdirSync(folder).filter((name) => !name.includes("_regions"))) {
    const divisions = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const shapes = simplify(presimplify(topology({ divisions }, GRID)), LEAST_CORNER);
    lines.push(...mesh(shapes, shapes.objects.divisions, (a, b) => a !== b).coordinates.map(shortened));
    const country = divisions.features[0].properties.ISO?.slice(0, 3);
    names.push(...divisions.features.map((one) => division(one, country)).filter((one) => one !== null));
  }
  return {
    provinces: collection([{ type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } }]),
    "province-names": collection(names),
  };
}

function shortened(line) {
  return line.map((point) => point.map((degrees) => Number(degrees.toFixed(DIVISION_DIGITS))));
}

// "UNDOF" and the like have made-up codes; what stands in brackets is another spelling.
function division({ properties, geometry }, country) {
  const name = properties.NAME_1?.replace(/ \(.*/, "");
  if (!name || properties.ISO?.endsWith("~") || MOVED.has(properties.ISO)) return null;
  if (properties.ISO && !properties.ISO.startsWith(country)) return null;
  if (FOREIGN.has(properties.ISO)) return null;
  return named({ properties: { name }, geometry });
}

function collection(features) {
  return { type: "FeatureCollection", features };
}

function rounded(geometry) {
  const lines = geometry.type.endsWith("Polygon") ? (ring) => whole(unwrapped(ring)) : unwrapped;
  const isLine = (part) => typeof part[0][0] === "number";
  const walk = (part) => (isLine(part) ? lines(part) : part.map(walk));
  return { ...geometry, coordinates: walk(geometry.coordinates) };
}

// Goes on beyond 180 degrees where a line crosses the date line, so that it does not cross the map.
function unwrapped(line) {
  let shift = 0;
  return line.map(([lon, lat], index) => {
    const step = index === 0 ? 0 : lon - line[index - 1][0];
    if (Math.abs(step) > 180) shift -= 360 * Math.sign(step);
    return [Number((lon + shift).toFixed(DIGITS)), Number(lat.toFixed(DIGITS))];
  });
}

// Closes a ring around a pole along the edge of the map.
function whole(ring) {
  const [first, last] = [ring[0], ring.at(-1)];
  if (Math.abs(first[0] - last[0]) < 180) return ring;
  const pole = first[1] < 0 ? -90 : 90;
  return [...ring, [last[0], pole], [first[0], pole], first];
}

// The name stands in the middle of the largest part; France is not named in the Atlantic.
function named(country) {
  const { type, coordinates } = country.geometry;
  const rings = type === "Polygon" ? [coordinates[0]] : coordinates.map((part) => part[0]);
  const [area, lon, lat] = rings.map(middle).sort((a, b) => b[0] - a[0])[0];
  return {
    type: "Feature",
    properties: { name: country.properties.name, area: Number(area.toFixed(2)) },
    geometry: { type: "Point", coordinates: [Number(lon.toFixed(2)), Number(lat.toFixed(2))] },
  };
}

// Area in square degrees, and centroid, of a ring.
function middle(ring) {
  let [sum, lon, lat] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [[x0, y0], [x1, y1]] = [ring[i], ring[i + 1]];
    const cross = x0 * y1 - x1 * y0;
    sum += cross;
    lon += (x0 + x1) * cross;
    lat += (y0 + y1) * cross;
  }
  return sum === 0 ? [0, ...ring[0]] : [Math.abs(sum / 2), lon / (3 * sum), lat / (3 * sum)];
}

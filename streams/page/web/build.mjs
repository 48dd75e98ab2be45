// Builds ../static from the sources here: `npm ci && npm run build`.
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { feature, mesh } from "topojson-client";

const STATIC = new URL("../static/", import.meta.url);
const MODULES = new URL("./node_modules/", import.meta.url);
const DIGITS = 3; // Decimals of a degree: some 100 m, finer than shapes of 1:50 million are.

await build({
  entryPoints: { app: "src/app.ts" },
  outdir: STATIC.pathname,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "inline",
  loader: { ".svg": "dataurl" },
});
copyFileSync(
  new URL("maplibre-gl/dist/maplibre-gl-worker.mjs", MODULES),
  new URL("map-worker.js", STATIC),
);
// The map of the sources of the worker is not shipped.
const worker = readFileSync(new URL("map-worker.js", STATIC), "utf8");
writeFileSync(new URL("map-worker.js", STATIC), worker.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
writeFileSync(new URL("world.json", STATIC), JSON.stringify(world()) + "\n");
writeFileSync(new URL("sources.sha256", STATIC), `${sources()}\n`);

// A test compares this with the sources, so that no change of them is left unbuilt.
function sources() {
  const names = readdirSync("src").map((name) => `src/${name}`);
  const hash = createHash("sha256");
  for (const name of [...names, "build.mjs", "package-lock.json"].sort()) hash.update(readFileSync(name));
  return hash.digest("hex");
}

// Land and borders of Natural Earth with a point for the name of each country.
function world() {
  const atlas = JSON.parse(readFileSync(new URL("world-atlas/countries-50m.json", MODULES), "utf8"));
  const countries = feature(atlas, atlas.objects.countries).features;
  return {
    land: collection([{ type: "Feature", properties: {}, geometry: rounded(feature(atlas, atlas.objects.land).features[0].geometry) }]),
    borders: collection([{ type: "Feature", properties: {}, geometry: rounded(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)) }]),
    names: collection(countries.map(named)),
  };
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
    properties: { name: country.properties.name, area: Number(area.toFixed(1)) },
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

// Builds ../static from the sources here: `npm ci && npm run build`.
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { provinces, world } from "./shapes.mjs";

const STATIC = new URL("../static/", import.meta.url);
const MODULES = new URL("./node_modules/", import.meta.url);

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
for (const [name, shapes] of Object.entries({ ...world(MODULES), ...provinces(MODULES) })) {
  writeFileSync(new URL(`${name}.json`, STATIC), JSON.stringify(shapes) + "\n");
}
writeFileSync(new URL("sources.sha256", STATIC), `${sources()}\n`);

// A test compares this with the sources, so that no change of them is left unbuilt.
function sources() {
  const names = readdirSync("src").map((name) => `src/${name}`);
  const hash = createHash("sha256");
  for (const name of [...names, "build.mjs", "package-lock.json", "shapes.mjs"].sort()) hash.update(readFileSync(name));
  return hash.digest("hex");
}

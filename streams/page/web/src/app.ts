// The scripts of the page. Without them the list, the facets and the pages of events work too.

import "maplibre-gl/dist/maplibre-gl.css";
import "uplot/dist/uPlot.min.css";
import { element } from "./dom";
import { EventMap } from "./event_map";
import { Live } from "./live";
import { start } from "./search";
import { openSpotMap } from "./spot_map";
import { Timeline } from "./timeline";
import { startViews } from "./views";

const NARROW = "(max-width: 75rem)";

async function open(): Promise<void> {
  start();
  const container = document.getElementById("map");
  const isList = document.getElementById("found")?.classList.contains("found") && container?.dataset["kind"] === "events";
  if (isList) {
    startViews();
    new Live();
    if (matchMedia(NARROW).matches) for (const fold of document.querySelectorAll<HTMLDetailsElement>("details.fold")) fold.open = false;
  }
  if (!container) return;
  // The histogram has its room before the map is fitted to what is left.
  const card = document.getElementById("time");
  if (card) card.hidden = false;
  let map: EventMap | undefined;
  try {
    if (container.dataset["kind"] === "spot") await openSpotMap(container);
    else map = await EventMap.open(container);
  } catch (error) {
    console.warn(error);
    container.replaceChildren(element("p", { class: "no-map" }, "This browser cannot draw the map (it needs WebGL); the list has all events."));
  }
  if (card) await new Timeline(card, map).update();
  document.documentElement.dataset["ready"] = "true";
}

void open();

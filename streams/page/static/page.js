"use strict";

// The page works without this: it only ties the map to the list and opens what a link points at.

function light(id, on) {
  const item = document.getElementById("event-" + id);
  if (item) item.classList.toggle("lit", on);
}

for (const link of document.querySelectorAll(".points a")) {
  const id = link.dataset.event;
  link.addEventListener("mouseenter", () => light(id, true));
  link.addEventListener("mouseleave", () => light(id, false));
  link.addEventListener("click", () => {
    const details = document.querySelector("#event-" + CSS.escape(id) + " details");
    if (details) details.open = true;
  });
}

for (const select of document.querySelectorAll("form select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// Empty fields would only make the address long.
document.querySelector("form").addEventListener("submit", (event) => {
  for (const field of event.target.elements) {
    if (field.name && !field.value) field.disabled = true;
  }
});
window.addEventListener("pageshow", () => {
  for (const field of document.forms[0].elements) field.disabled = false;
});

// Says which county of a map the pointer or the keyboard is on; arrow keys walk through those with members.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

for (const map of document.querySelectorAll("[data-map]")) {
  const parts = ["svg", "[data-map-said]", "[data-map-outline]", "[data-map-cloth]"];
  const [drawing, said, outline, cloth] = parts.map((part) => map.querySelector(part));
  const [empty, full] = ["empty", "full"].map((part) => [...map.querySelectorAll(`[data-map-${part}] path`)]);
  const atRest = [said.textContent, outline.getAttribute("d")];
  const say = (county) => {
    const lacking = empty.includes(county) ? `, ${said.dataset.mapSaid}` : "";
    const [words, shape] = county ? [county.textContent + lacking, county.getAttribute("d")] : atRest;
    said.textContent = words;
    outline.setAttribute("d", shape);
  };
  const point = (event) => {
    const toMap = event.target.closest("svg")?.getScreenCTM().inverse();
    const spot = toMap && new DOMPoint(event.clientX, event.clientY).matrixTransform(toMap);
    say(spot && [...full, ...empty].find((county) => county.isPointInFill(spot)));
  };
  ["pointermove", "pointerdown"].forEach((name) => map.addEventListener(name, point));
  map.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && say());
  document.addEventListener("keydown", (event) => event.key === "Escape" && say());
  // What takes the focus stands apart from the cloth, which is drawn more than once.
  drawing.setAttribute("role", "group");
  cloth.setAttribute("aria-hidden", "true");
  const stops = full.map((county) => drawing.appendChild(county.cloneNode(true)));
  stops.forEach((stop, place) => {
    stop.setAttribute("class", "map-stop");
    Object.assign(stop, { role: "img", tabIndex: place ? -1 : 0 });
    stop.addEventListener("focus", () => say(full[place]));
    stop.addEventListener("blur", () => say());
    stop.addEventListener("keydown", (event) => {
      const next = event.key in STEPS && stops.at((place + STEPS[event.key]) % stops.length);
      if (!next) return;
      event.preventDefault();
      [stop.tabIndex, next.tabIndex] = [-1, 0];
      next.focus();
    });
  });
}

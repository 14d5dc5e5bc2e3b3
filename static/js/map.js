// Name the county under the pointer or keyboard focus; arrow keys visit all counties, those with members first.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

for (const map of document.querySelectorAll("[data-map]")) {
  const parts = ["svg", "[data-map-said]", "[data-map-outline]", "[data-map-cloth]"];
  const [drawing, said, outline, cloth] = parts.map((part) => map.querySelector(part));
  const [full, empty] = ["full", "empty"].map((part) => [...map.querySelectorAll(`[data-map-${part}] path`)]);
  const counties = [...full, ...empty];
  const atRest = [said.textContent, outline.getAttribute("d")];
  const words = (county) => county.textContent + (empty.includes(county) ? `, ${said.dataset.mapSaid}` : "");
  const say = (county) => {
    [said.textContent, outline.attributes.d.value] = county ? [words(county), county.getAttribute("d")] : atRest;
  };
  const point = (event) => {
    const toMap = event.target.closest("svg")?.getScreenCTM().inverse();
    const spot = toMap && new DOMPoint(event.clientX, event.clientY).matrixTransform(toMap);
    say(spot && counties.find((county) => county.isPointInFill(spot)));
  };
  ["pointermove", "pointerdown"].forEach((name) => map.addEventListener(name, point));
  map.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && say());
  document.addEventListener("keydown", (event) => event.key === "Escape" && say());
  // The focusable county is separate from the cloth, which is drawn more than once.
  const stopAt = (place) => {
    const stop = counties.at(place).cloneNode(true);
    stop.setAttribute("class", "map-stop");
    Object.assign(stop, { role: "img", tabIndex: 0, ariaLabel: words(counties.at(place)) });
    stop.addEventListener("focus", () => say(counties.at(place)));
    stop.addEventListener("blur", () => say());
    stop.addEventListener("keydown", (event) => {
      if (!(event.key in STEPS)) return;
      event.preventDefault();
      drawing.append(stopAt((place + STEPS[event.key]) % counties.length));
      drawing.lastChild.focus();
      stop.remove();
    });
    return stop;
  };
  [drawing.role, cloth.ariaHidden] = ["group", "true"];
  drawing.append(stopAt(0));
}

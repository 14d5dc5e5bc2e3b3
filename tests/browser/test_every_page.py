"""Each kind of public page, opened once on a phone and once on a desktop for all checks."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.axe import ALL_RULES, COLORS, RULES_OF_LOOKS, violations
from tests.browser.conftest import DESKTOP, IN_PIECES, PHONE, show

pytestmark = pytest.mark.needs("browser")

# Tells the words that lie outside of the window, or of something that cuts off what lies outside of it.
CUT_OFF = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const unseen = "svg, script, .vh, .skip, .map-whole, [aria-hidden]";
  const found = [];
  while (words.nextNode()) {
    const text = words.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility() || parent.closest(unseen)) continue;
    let frames = [{left: 0, right: innerWidth, top: -Infinity, bottom: Infinity}];
    for (let above = parent; above; above = above.parentElement) {
      const overflow = getComputedStyle(above).overflow;
      if (/auto|scroll/.test(overflow)) frames = [];
      if (/hidden|clip/.test(overflow)) frames.push(above.getBoundingClientRect());
    }
    const range = document.createRange();
    range.selectNodeContents(text);
    const within = (line, frame) => line.left >= frame.left - 1 && line.right <= frame.right + 1
      && line.top >= frame.top - line.height / 3 && line.bottom <= frame.bottom + line.height / 3;
    const lines = [...range.getClientRects()];
    if (!lines.every(line => frames.every(frame => within(line, frame)))) found.push(text.data);
  }
  return found;
}"""

# What the browser says once it has painted: what moved, and whether the largest part is a picture that
# loads late.
PAINTED = """() => new Promise(tell => {
  const said = {moved: [], lazy: false};
  const watch = (type, see) =>
    new PerformanceObserver(seen => seen.getEntries().forEach(see)).observe({type, buffered: true});
  watch("layout-shift", ({sources}) =>
    said.moved.push(...sources.map(({node}) => (node?.outerHTML ?? node?.data ?? "").slice(0, 80))));
  watch("largest-contentful-paint", ({element}) => {
    said.lazy = element?.loading === "lazy";
    requestAnimationFrame(() => tell(said));
  });
})"""

#: A walk is shared out between the processes of a run.
PARTS = 2
# What remains of a Letter page between its margins.
PAPER = {"width": 702, "height": 935}
SHOWN = "elements => elements.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(live_site, kinds, new_context, viewport, part):
    # Without motion nothing fades in, and colors are measured as they stay.
    options = {"base_url": live_site.url, "viewport": viewport, "reduced_motion": "reduce"}
    page = new_context(**options).new_page()
    page.set_extra_http_headers(IN_PIECES)
    bare = new_context(**options, java_script_enabled=False).new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    found, questions = {}, 0
    visited = list(kinds.items())[part::PARTS]
    for kind, address in visited:
        show(page, address)
        for question, wrong in answers(page, bare, address, viewport):
            questions += 1
            if wrong:
                found[kind, question] = wrong

    assert found == {}
    assert questions == QUESTIONS[viewport["width"]] * len(visited) > 75
    hosts = {urlsplit(url).netloc for url in requests if not url.startswith("data:")}
    assert len(requests) > len(visited)
    assert hosts == {urlsplit(live_site.url).netloc}
    # The missing page's own status is the one thing the console has to tell.
    assert [text for text in complaints if "404 (Not Found)" not in text] == []


FONT_SIZES = (16, 32)
WIDTHS = (320, 360, 768, 1280)
#: By the width of the screen. Forced colors are the system's, so they are asked about once.
COLORS_OF = {1280: ("light", "dark"), 360: ("light", "dark", "forced")}
#: What sets a width of its own is asked once.
QUESTIONS = {1280: 1 + 2, 360: 3 + 3 + len(FONT_SIZES) * len(WIDTHS)}


def answers(page, bare, address, viewport):
    """Yield each question with what is wrong, or with nothing."""
    painted = page.evaluate(PAINTED)
    yield "what moves or is painted late", painted["moved"] or painted["lazy"]
    for name in COLORS_OF[viewport["width"]]:
        page.emulate_media(**COLORS[name])
        all_of_them = viewport == DESKTOP and name == "light"
        yield name, violations(page, ALL_RULES if all_of_them else RULES_OF_LOOKS)
    page.emulate_media(**COLORS["light"])
    if viewport == DESKTOP:
        return
    show(bare, address)
    yield "what JavaScript alone shows", sorted(words(page) - words(bare))
    for font_size in FONT_SIZES:
        set_size_of_text(page, font_size)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            yield f"{font_size} px in {width} px", what_does_not_fit(page, font_size, width)
    set_size_of_text(page, FONT_SIZES[0])
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    yield "on paper", what_is_wrong_on_paper(page)
    page.emulate_media(media="screen")
    page.set_viewport_size(viewport)


def words(page):
    """The words to be seen on the page, those on buttons apart: a script may add controls."""
    controls = " ".join(page.locator("button").all_inner_texts())
    seen = set(re.findall(r"\w+", page.locator("body").inner_text()))
    assert len(seen) > 20
    return seen - set(re.findall(r"\w+", controls))


def set_size_of_text(page, pixels):
    """Set the text size as readers can in the browser's preferences."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
    session.detach()


def what_does_not_fit(page, font_size, width):
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    assert size == f"{font_size}px"
    if page.evaluate("document.documentElement.scrollWidth") > width:
        return "the page scrolls sideways"
    return page.evaluate(CUT_OFF)


def what_is_wrong_on_paper(page):
    if page.evaluate("document.documentElement.scrollWidth") > PAPER["width"]:
        return "wider than the paper"
    if not page.locator("h1").is_visible():
        return "no heading"
    return page.locator("nav, form, .skip, .play").evaluate_all(SHOWN)

"""What only a browser can tell of each kind of public page."""

import re
import time
from functools import partial
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import DESKTOP, PHONE, show
from tests.factories import WinFactory

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


# How far things moved while the page loaded, and whether its largest part is a picture that loads late.
# A busy machine may take a while to paint.
PAINTED = """() => new Promise(tell => {
  const said = {shift: 0, moved: [], largest: "", lazy: false};
  const watch = (type, see) =>
    new PerformanceObserver(seen => seen.getEntries().forEach(see)).observe({type, buffered: true});
  watch("layout-shift", ({value, sources}) => {
    said.shift += value;
    said.moved.push(...sources.map(({node}) => (node?.outerHTML ?? node?.data ?? "").slice(0, 80)));
  });
  watch("largest-contentful-paint", ({element, url}) => {
    said.largest = element ? element.tagName : url;
    said.lazy = element?.loading === "lazy";
  });
  const look = times => setTimeout(() => said.largest || !times ? tell(said) : look(times - 1), 300);
  look(50);
})"""


@pytest.mark.parametrize("width", [320, 1024, 1280])
def test_the_ledger_keeps_to_the_window_though_a_title_has_no_space(live_site, new_context, width):
    win = WinFactory(title="W" * 160, jurisdiction__name="N" * 120)
    page = new_context(viewport={"width": width, "height": 700}).new_page()
    page.goto(f"{live_site.url}/wins/?sort=-win")
    assert page.get_by_text(win.title).is_visible()
    found = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(CUT_OFF)
    win.delete()
    assert found == (width, [])


def set_size_of_text(page, pixels):
    """As a reader can choose it in the browser's preferences."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})


@pytest.mark.parametrize("font_size", [16, 32])
def test_text_reflows_at_every_width_and_at_twice_the_size(visit, kinds, font_size):
    found = {}
    prepare = partial(set_size_of_text, pixels=font_size)
    for kind, page in visit(prepare, viewport=PHONE, reduced_motion="reduce"):
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
            wide = page.evaluate("document.documentElement.scrollWidth")
            found[kind, width] = (size, wide <= width, page.evaluate(CUT_OFF))
    fine = (f"{font_size}px", True, [])
    assert {place: said for place, said in found.items() if said != fine} == {}
    assert len(found) == 4 * len(kinds)


@pytest.mark.parametrize("font_size", [16, 32])
def test_the_menu_holds_its_links_and_the_box_at_every_width(live_site, new_context, font_size):
    page = new_context(viewport=PHONE).new_page()
    set_size_of_text(page, font_size)
    page.goto(live_site.url)
    page.locator("summary", has_text="Menu").click()
    box = page.get_by_role("banner").get_by_role("search")
    for width in (320, 360, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == []
        assert box.get_by_role("searchbox").bounding_box()["width"] >= 90
        assert box.get_by_role("button").bounding_box()["width"] >= 44


def test_words_that_are_cut_off_are_found(new_context):
    page = new_context(viewport=PHONE).new_page()
    page.set_content(
        "<style>p { position: relative; width: 9em } .low { height: 1em; overflow: hidden }</style>"
        "<p style='left: -2em'>Outside</p><p class='low'>Too long to be seen as a whole here</p>"
        "<p style='overflow: auto; height: 2em'>It scrolls, however long it may ever become</p><p>Seen</p>"
    )
    assert page.evaluate(CUT_OFF) == ["Outside", "Too long to be seen as a whole here"]


def test_all_content_without_javascript(visit, kinds):
    with_scripts = {kind: words(page) for kind, page in visit(viewport=DESKTOP)}
    without = {
        kind: words(page) for kind, page in visit(viewport=DESKTOP, java_script_enabled=False)
    }
    assert all(len(found) > 20 for found in without.values())
    assert {
        kind: missing for kind in kinds if (missing := sorted(with_scripts[kind] - without[kind]))
    } == {}


def paint_whole(page):
    """Has pages painted once they are read: a busy machine pauses meanwhile, now here and now there."""

    def add_sign(route):
        if route.request.resource_type != "document":
            return route.fallback()
        answer = route.fetch()
        sign = '<head><link rel="expect" href="#main" blocking="render">'
        return route.fulfill(response=answer, body=answer.text().replace("<head>", sign, 1))

    page.route("**/*", add_sign)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_shifts_and_the_largest_paint_waits_for_nothing(visit, kinds, viewport):
    found = {kind: page.evaluate(PAINTED) for kind, page in visit(paint_whole, viewport=viewport)}
    assert {kind: said for kind, said in found.items() if said["shift"] or said["lazy"]} == {}
    assert len(found) == len(kinds)
    assert all(said["largest"] for said in found.values())


def test_nothing_shifts_however_late_the_fonts_come(live_site, kinds, new_context):
    """The title of a win in the fallback would wrap elsewhere."""
    page = new_context(base_url=live_site.url, viewport=PHONE).new_page()
    waited = []

    def wait(route):
        waited.append(route.request.url)
        time.sleep(0.4)
        route.continue_()

    page.route("**/*.woff2", wait)
    page.goto(kinds["a win"])
    assert page.evaluate(PAINTED)["shift"] == 0
    assert len(waited) == 2


def test_nothing_comes_from_elsewhere_and_nothing_fails(live_site, kinds, new_context):
    page = new_context(base_url=live_site.url, viewport=DESKTOP).new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in kinds.values():
        show(page, address)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(150)
    hosts = {urlsplit(url).netloc for url in requests if not url.startswith("data:")}
    assert len(requests) > 2 * len(kinds)
    assert hosts == {urlsplit(live_site.url).netloc}
    # The missing page's own status is the one thing the console has to tell.
    assert [text for text in complaints if "404 (Not Found)" not in text] == []


def words(page):
    """The words to be seen on the page, those on buttons apart: a script may add controls."""
    controls = " ".join(page.locator("button").all_inner_texts())
    return set(re.findall(r"\w+", page.locator("body").inner_text())) - set(
        re.findall(r"\w+", controls)
    )

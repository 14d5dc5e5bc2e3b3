"""What axe finds on a page as a browser shows it."""

from axe_playwright_python.base import AXE_SCRIPT

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLORS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}


#: Parts of Wagtail's editing screens, which we don't draw: the rich text field has no accessible name,
#: and the button of the minimap is small.
WAGTAILS_OWN = [[".Draftail-Editor .notranslate"], ["#w-minimap-toggle"]]


def violations(page, rules=(*WCAG, "best-practice"), without=()):
    """What axe finds on the page as it is shown now, leaving out what is `without`, a list of selectors."""
    # Wagtail's screens bring an older axe of their own.
    if not page.evaluate("'axeOfTests' in window"):
        page.evaluate(f"{AXE_SCRIPT}; window.axeOfTests = axe")
    options = {"runOnly": list(rules), "resultTypes": ["violations"], "preload": False}
    results = page.evaluate(
        "([exclude, options]) => axeOfTests.run({exclude}, options)", [list(without), options]
    )
    assert results["passes"]
    return [
        f"{found['id']} ({found['help']}): {[node['target'] for node in found['nodes']]}"
        for found in results["violations"]
    ]


def stand_still(page):
    """Brings whatever moves or fades to its end: the admin's buttons fade from one color scheme into the other."""
    page.evaluate(
        "document.getAnimations().filter(({effect}) => isFinite(effect.getComputedTiming().endTime))"
        ".forEach(one => one.finish())"
    )

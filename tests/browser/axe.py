"""Axe's findings on a page as a browser shows it."""

from tests.browser.conftest import DESKTOP, PHONE

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_RULES = (*WCAG, "best-practice")
#: The rules that judge colors and sizes; all others judge the document, which no color scheme changes.
RULES_OF_LOOKS = ("color-contrast", "link-in-text-block", "target-size")
COLORS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}


#: Parts of Wagtail's editing screens, which we don't draw: the rich text field has no accessible name,
#: and the button of the minimap is small.
WAGTAILS_OWN = [[".Draftail-Editor .notranslate"], ["#w-minimap-toggle"]]


def violations(page, rules=ALL_RULES, within="html", without=()):
    """Return axe's findings on the page as shown now, within an element and outside the selectors in
    `without`."""
    options = {"runOnly": list(rules), "resultTypes": ["violations"], "preload": False}
    results = page.evaluate(
        "([include, exclude, options]) => axeOfTests.run({include, exclude}, options)",
        [[within], list(without), options],
    )
    assert results["passes"]
    return [
        f"{found['id']} ({found['help']}): {[node['target'] for node in found['nodes']]}"
        for found in results["violations"]
    ]


def in_every_color(page, rules=ALL_RULES, colors=COLORS, within="main", without=()):
    """Return axe's findings by color scheme: with all rules in light, with the visual ones in the others.

    On admin screens, only our own part is checked, not Wagtail's menus around it.
    """
    found = {}
    for name in colors:
        page.emulate_media(**COLORS[name])
        stand_still(page)
        asked = rules if name == "light" else RULES_OF_LOOKS
        found[name] = violations(page, asked, within, without)
    page.emulate_media(**COLORS["light"])
    return {name: problems for name, problems in found.items() if problems}


def in_every_setting(page, rules=ALL_RULES, colors=COLORS, within="main", without=()):
    """Return the problems on a phone and a desktop of a page that adapts without being reloaded.

    The desktop is checked with all rules in light, the phone with the visual ones and for sideways
    scrolling.
    """
    found = {}
    for name, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
        page.set_viewport_size(viewport)
        asked = rules if name == "desktop" else RULES_OF_LOOKS
        if problems := in_every_color(page, asked, colors, within, without):
            found[name] = problems
        if page.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
            found[f"{name}, sideways"] = page.url
    return found


def stand_still(page):
    """Finish all animations: the admin's buttons fade from one color scheme into the other."""
    page.evaluate(
        "document.getAnimations().filter(({effect}) => isFinite(effect.getComputedTiming().endTime))"
        ".forEach(one => one.finish())"
    )

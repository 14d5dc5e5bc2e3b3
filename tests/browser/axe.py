"""What axe finds on a page as a browser shows it."""

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
    """What axe finds on the page as it is shown now, within an element, leaving out what is `without`, a
    list of selectors."""
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
    """What axe finds in each color scheme, by its name: by all rules in light, by those of looks in the others.

    On a screen of the admin that is asked of our own part, not of Wagtail's menus around it.
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
    """What is wrong with a page that changes its shape without being loaded again, on a phone and on a desktop.

    All rules are asked on the desktop, in light; on the phone those of looks, and whether the screen
    scrolls sideways.
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
    """Brings whatever moves or fades to its end: the admin's buttons fade from one color scheme into the other."""
    page.evaluate(
        "document.getAnimations().filter(({effect}) => isFinite(effect.getComputedTiming().endTime))"
        ".forEach(one => one.finish())"
    )

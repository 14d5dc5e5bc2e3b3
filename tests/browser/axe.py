"""What axe finds on a page as a browser shows it."""

from axe_playwright_python.sync_playwright import Axe

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
    options = {"runOnly": list(rules), "resultTypes": ["violations"], "preload": False}
    context = {"exclude": list(without)} if without else None
    return [
        f"{found['id']} ({found['help']}): {[node['target'] for node in found['nodes']]}"
        for found in Axe().run(page, context=context, options=options).response["violations"]
    ]


def wait_until_still(page):
    """Until nothing fades any more: the admin's buttons do, from one color scheme into the other."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")

import re
from collections import defaultdict
from functools import cached_property
from pathlib import Path

import pytest
import soupsieve
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string

from tests.selectors import selectors

CSS = Path(settings.BASE_DIR, "static", "css")
SHEETS = sorted(path for path in CSS.rglob("*.css") if path.name not in ("main.css", "admin.css"))


def rules(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def test_the_main_sheet_imports_every_other_one():
    imported = re.findall(r'url\("([^"]+)"\)', (CSS / "main.css").read_text())
    assert sorted(imported) == sorted(str(path.relative_to(CSS)) for path in SHEETS)
    assert len(SHEETS) > 20


def test_only_utilities_may_shout():
    assert [path.name for path in SHEETS if "!important" in rules(path)] in ([], ["utilities.css"])


def test_each_color_that_follows_the_theme_has_a_plain_value():
    plain, _, themed = rules(CSS / "tokens.css").partition("@supports")
    names = re.findall(r"(--[\w-]+): light-dark\(", themed)
    assert len(names) > 30
    assert [name for name in names if f"{name}: #" not in plain] == []
    assert "light-dark(" not in plain


def test_components_use_logical_sides():
    physical = re.compile(
        r"(margin|padding|border)-(left|right|top|bottom)\b|[;{ ](left|right|top|bottom):"
    )
    assert [path.name for path in SHEETS if physical.search(rules(path))] == []


@pytest.fixture
def pages(public_pages, seeded_site, client, settings):
    """The style guide, each kind of page, and what stands in for a page."""
    settings.DEBUG = True
    found = [client.get(f"/styleguide/?theme={theme}").text for theme in ("light", "dark")]
    found.append(render_to_string("maintenance.html"))
    found += [page.text for page in public_pages.values()]
    return [Page(text) for text in found]


class Page:
    def __init__(self, text):
        self.text = text
        self.classes = set(" ".join(re.findall(r'class="([^"]*)"', text)).split())

    @cached_property
    def elements(self):
        """The elements of each name, those of each class, as in ".name", and all of them, "*"."""
        found = defaultdict(list)
        for element in BeautifulSoup(self.text, "html.parser").find_all(True):
            for name in ("*", element.name, *(f".{name}" for name in element.get("class", ()))):
                found[name].append(element)
        return found

    def has(self, selector):
        """Return whether the selector matches, checking only elements that could be its subject."""
        named = re.findall(r"\.([\w-]+)", selector)
        if not self.classes.issuperset(named):
            return False
        if [f".{name}" for name in named] == [selector]:
            return True
        subject = re.search(r"[^\s>+~]+$", selector)[0]
        name = re.match(r"\.?[\w-]+|", subject)[0] or "*"
        return any(soupsieve.match(selector, element) for element in self.elements[name])


def test_every_selector_matches_something(pages):
    scripts = "".join(path.read_text() for path in Path(settings.BASE_DIR, "static/js").iterdir())
    made = {f".{name}" for name in re.findall(r'class(?:Name =|",) "([\w-]+)"', scripts)}
    written = set().union(*(selectors(path.read_text()) for path in SHEETS))
    unmatched = [
        selector
        for selector in sorted(written - made)
        if not any(page.has(selector) for page in pages)
    ]
    assert unmatched == []
    assert len(written) > 370


def test_selectors_are_read_without_their_states():
    css = """@media print { a:hover, :where(.x:not(:last-child), .y) > .z::before { color: red } }
        @font-face { src: url(x) } .b:nth-child(2n + 1) { c: d } .e > :where(:first-child) { f: g }"""
    assert selectors(css) == {"a", ".x > .z", ".y > .z", ".b", ".e > *"}

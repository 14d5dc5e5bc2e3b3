"""The size of downloads as sent (Brotli), and the rules that keep the style sheets small and flat."""

import re

import brotli
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.templatetags.static import static
from django.test import override_settings

KB = 1000
CSS = settings.BASE_DIR / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
PUBLIC_SHEETS = [sheet for sheet in SHEETS if sheet.name not in ("admin.css", "mail.css")]


@pytest.fixture(scope="module")
def static_root(tmp_path_factory):
    """The static files as the public site sends them."""
    root = tmp_path_factory.mktemp("static")
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "lpnc.storage.StaticStorage"},
    }
    ours = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(
        STATIC_ROOT=str(root), STORAGES=storages, STATICFILES_FINDERS=ours, DEBUG=False
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


@pytest.fixture(scope="module")
def pictures(static_root):
    """`[({"class", ...}, ["../img/x.svg", ...])]`: which classes of the style sheet have a background picture."""
    sheet = sent_file(static_root, static("css/main.css")).read_text()
    rules = [rule.rpartition("{") for rule in sheet.split("}") if "url(" in rule]
    return [
        (set(re.findall(r"\.([a-z][\w-]*)", selector)), re.findall(r'url\("([^":]+)"\)', body))
        for selector, _, body in rules
        if "@font-face" not in selector
    ]


@pytest.fixture(scope="module")
def pages(static_root, public_pages):
    """`{address: text}` of every public page, with the files' names as the public site sends them."""
    return {
        address: re.sub(r"/static/([\w./-]+)", lambda name: static(name[1]), page.text)
        for address, page in public_pages.items()
    }


@pytest.fixture
def visit(static_root, pictures, pages):
    """Return a function giving what a page loads, `{"address": bytes sent}`, without content pictures."""

    def load(address):
        content = pages[address].encode()
        head = BeautifulSoup(content, "html.parser")
        found = [tag["src"] for tag in head.select("script[src], img[src^='/static/']")]
        found += [
            tag["href"]
            for tag in head.select("link[rel='stylesheet'], link[rel='preload'], link[rel='icon']")
        ]
        used = {name for tag in head.select("[class]") for name in tag["class"]}
        parts = {name: sent(sent_file(static_root, name)) for name in dict.fromkeys(found)}
        for name in {name for classes, names in pictures if classes & used for name in names}:
            parts[name] = sent(sent_file(static_root, f"/static/css/{name}"))
        return parts | {address: len(brotli.compress(content, quality=4))}

    return load


def sent_file(root, address):
    return (root / address.removeprefix("/static/")).resolve()


def sent(file):
    """Return how many bytes of a file are sent: its Brotli form, if there is one."""
    compressed = file.with_name(f"{file.name}.br")
    return (compressed if compressed.exists() else file).stat().st_size


def total(parts, *endings):
    return sum(size for name, size in parts.items() if name.endswith(endings))


def test_the_pages_are_what_the_public_site_sends(pages, seeded_site, client, db):
    for address in ("/", "/members/"):
        assert client.get(address).text == pages[address]
        assert len(re.findall(r"\.[0-9a-f]{12}\.", pages[address])) > 3


def test_the_home_page(visit):
    parts = visit("/")
    assert {name.rpartition(".")[2] for name in parts} >= {"css", "woff2", "svg"}
    assert total(parts, ".css") <= 25 * KB
    assert total(parts, ".js") <= 5 * KB
    assert total(parts, ".woff2") <= 80 * KB
    assert sum(parts.values()) <= 125 * KB, parts


def test_every_other_page(visit, pages):
    sizes = {address: visit(address) for address in pages.keys() - {"/"}}
    assert len(sizes) > 50
    heavy = {address: parts for address, parts in sizes.items() if sum(parts.values()) > 150 * KB}
    assert heavy == {}


def test_all_scripts_and_fonts_together(static_root):
    scripts = {path.stem.partition(".")[0]: path for path in (static_root / "js").glob("*.*.js")}
    fonts = {
        path.stem.partition(".")[0]: path for path in (static_root / "fonts").glob("*.*.woff2")
    }
    assert scripts and len(fonts) == 2
    assert sum(map(sent, scripts.values())) <= 5 * KB
    assert sum(map(sent, fonts.values())) <= 80 * KB


def rules_of(sheet):
    """Each selector of a style sheet, comments and `@` lines apart."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    for selectors in re.findall(r"([^{};]+)\{", text):
        if not selectors.strip().startswith("@"):
            yield from (part.strip() for part in split(selectors))


def split(selectors):
    """Selectors of a list; commas inside parentheses don't end one."""
    parts, depth = [""], 0
    for character in selectors:
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def without_where(selector):
    """The selector without its `:where(...)`, which weigh nothing."""
    while (start := selector.find(":where(")) >= 0:
        selector = selector[:start] + selector[closing(selector, start) + 1 :]
    return selector


def closing(text, start):
    """Return the position where the first parenthesis after `start` closes."""
    depth = 0
    for place, character in enumerate(text[start:], start):
        depth += (character == "(") - (character == ")")
        if character == ")" and not depth:
            return place
    raise ValueError(f"A parenthesis stays open in {text}")


def specificity(selector):
    """Ids, then classes, attributes and pseudo-classes together."""
    selector = re.sub(r"::[\w-]+", "", without_where(selector))
    ids = len(re.findall(r"#[\w-]+", selector))
    return ids, len(re.findall(r"\.[\w-]+|\[[^\]]*\]|:(?!not|is|has)[\w-]+", selector))


def test_specificity_is_understood():
    assert specificity(".a::after") == (0, 1)
    assert specificity(".a:hover") == (0, 2)
    assert specificity(":where(.a:not(.b, :is(i))) .c[d]") == (0, 2)
    assert specificity("#a li:not(:focus)") == (1, 1)
    assert split(":where(.a, :not(.b)) i,.c") == [":where(.a, :not(.b)) i", ".c"]


@pytest.mark.parametrize("sheet", PUBLIC_SHEETS, ids=lambda sheet: sheet.stem)
def test_no_selector_weighs_more_than_one_class(sheet):
    selectors = list(rules_of(sheet))
    assert [name for name in selectors if specificity(name) > (0, 1)] == []


def test_important_only_stands_among_the_utilities():
    assert len(SHEETS) > 20
    shouting = {sheet.name for sheet in SHEETS if "!important" in sheet.read_text()}
    assert shouting <= {"utilities.css"}


def test_each_component_is_one_file():
    """No class has its rules in two component files."""
    homes = {}
    for sheet in sorted((CSS / "components").glob("*.css")):
        for selector in rules_of(sheet):
            if subject := re.match(r"^(?::where\()?\.([\w-]+)", selector):
                homes.setdefault(subject[1], set()).add(sheet.name)
    assert len(homes) > 50
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_every_sheet_is_part_of_the_one_that_is_sent():
    main = (CSS / "main.css").read_text()
    missing = [
        sheet.name
        for sheet in PUBLIC_SHEETS
        if sheet.name != "main.css" and f'"{sheet.relative_to(CSS).as_posix()}"' not in main
    ]
    assert missing == []

"""The living style guide: who sees it, and that nothing is missing from it."""

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.html import escape

from core.blocks import HeadingBlock
from pages.styleguide import views
from pages.styleguide.samples import LONG_HEADLINE, LONG_NAME

pytestmark = pytest.mark.django_db

TEMPLATES = Path(project.BASE_DIR, "templates")


@pytest.fixture(scope="module")
def drawn_entries(seeded_site):
    """Each entry of the guide with its specimens."""
    groups = views.groups(Client().get("/").wsgi_request)
    return [(entry, list(entry.specimens)) for _, entries in groups for entry in entries]


@pytest.fixture
def guide(seeded_site, client, settings):
    """Calling it gives the parsed guide as a developer sees it."""
    settings.DEBUG = True
    return lambda query="": BeautifulSoup(client.get(f"/styleguide/{query}").content, "html.parser")


def test_every_component_and_every_block_has_an_entry_with_a_specimen(drawn_entries):
    components = sorted(
        str(path.relative_to(TEMPLATES))
        for folder in ("components", "blocks")
        for path in (TEMPLATES / folder).glob("*.html")
    )
    assert (
        sorted(entry.template_name for entry, specimens in drawn_entries if specimens) == components
    )
    assert len(components) > 55


def test_every_entry_draws_something_and_says_what_it_is(drawn_entries):
    silent = [
        entry.template_name
        for entry, specimens in drawn_entries
        if not entry.about or not any(specimen.html for specimen in specimens)
    ]
    assert silent == []
    assert sum(len(specimens) for _, specimens in drawn_entries) > 150


def test_nothing_is_left_undrawn_but_what_hides_itself(drawn_entries):
    empty = {
        specimen.anchor
        for _, specimens in drawn_entries
        for specimen in specimens
        if not specimen.html
    }
    assert empty == {
        "components-pagination-single-page",
        "components-place-patch-county-unknown",
        "components-body-nothing",
        "components-fact-nothing-known",
        "components-facts-about-nothing-known",
    }


def test_no_id_stands_twice(guide, drawn_entries):
    document = guide()
    ids = Counter(element["id"] for element in document.select("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    anchors = [specimen.anchor for _, specimens in drawn_entries for specimen in specimens]
    assert set(anchors) <= set(ids)
    assert len(anchors) == len(set(anchors))


def test_its_index_leads_to_every_entry(guide, drawn_entries):
    document = guide()
    links = document.select(".guide-index a")
    assert [link["href"] for link in links[1:]] == [
        f"#{entry.anchor}" for entry, _ in drawn_entries
    ]
    assert document.select_one("h1").text == "Style guide"
    assert document.select("style, [style]") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(guide, theme):
    document = guide(f"?theme={theme}")
    assert document.html["class"] == [f"theme-{theme}"]
    assert document.select_one('.tag-link[aria-current="page"]')["href"] == f"?theme={theme}"


def test_an_unknown_theme_is_not_found(seeded_site, client_of):
    assert client_of("Communications").get("/styleguide/?theme=sepia").status_code == 404


def test_seen_by_staff_and_in_development_only(seeded_site, client, client_of, settings):
    assert client.get("/styleguide/").status_code == 404
    client.force_login(get_user_model().objects.create_user("visitor"))
    assert client.get("/styleguide/").status_code == 404
    response = client_of("Communications").get("/styleguide/")
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in response.text
    assert "no-store" in response["Cache-Control"]
    settings.DEBUG = True
    assert client.get("/styleguide/").status_code == 200


def test_works_before_there_is_any_content(db, client, settings):
    settings.DEBUG = True
    assert client.get("/styleguide/").status_code == 200


def test_the_longest_name_and_headline_are_drawn(drawn_entries):
    """The headline is as long as a page's heading may be."""
    drawn = {
        words: [
            e.template_name
            for e, specimens in drawn_entries
            if any(words in s.html for s in specimens)
        ]
        for words in map(escape, (LONG_NAME, LONG_HEADLINE))
    }
    assert all(len(entries) > 1 for entries in drawn.values()), drawn
    longest = HeadingBlock().child_blocks["text"].field.max_length
    assert len(LONG_HEADLINE) == longest and len(LONG_NAME) >= 60

"""Rules for every type of page and every public address."""

import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from tests import addresses
from tests.factories import PAGE_FACTORIES

pytestmark = pytest.mark.django_db

FULL_NAME = "Local Progress North Carolina"
EDITED = "Edited by the communications staff"
EDITED_FIELDS = {
    "body": streamfield([("heading", {"text": EDITED, "level": "2"})]),
    "sections": streamfield([("resources", {"heading": EDITED, "text": "null"})]),
}

every_page_type = pytest.mark.parametrize(
    "factory", PAGE_FACTORIES, ids=lambda factory: factory._meta.model.__name__
)


def test_every_page_type_has_a_factory():
    assert {factory._meta.model for factory in PAGE_FACTORIES} == set(addresses.site_page_models())
    assert len(PAGE_FACTORIES) == 8


@every_page_type
def test_renders(factory, client):
    page = factory()
    response = client.get(page.url)
    assert response.status_code == 200
    assert response.templates[0].name == page.template


@every_page_type
def test_is_editable_by_the_communications_staff(factory, client, client_of):
    page, staff = factory(), client_of("Communications")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = edit_form(staff, address, page)

    response = staff.post(address, form | {"title": EDITED, "action-publish": "yes"})

    assert response.status_code == 302, response.context["form"].errors
    assert EDITED in client.get(page.url).text


@every_page_type
def test_every_preview_mode_shows_the_draft(factory, client_of):
    page, staff = factory(), client_of("Communications")
    form = edit_form(staff, reverse("wagtailadmin_pages:edit", args=[page.pk]), page)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert page.preview_modes
    for mode, _ in page.preview_modes:
        stored = staff.post(address, form | {"title": EDITED, "seo_title": EDITED})
        assert json.loads(stored.content) == {"is_valid": True, "is_available": True}
        preview = staff.get(address, {"mode": mode})
        assert preview.status_code == 200
        assert EDITED in BeautifulSoup(preview.content, "html.parser").title.text
    page.refresh_from_db()
    assert page.title != EDITED


def edit_form(staff, address, page):
    """Return what the page's edit form would send, with an edited body if the page has one."""
    data = querydict_from_html(staff.get(address).text, form_id="page-edit-form").dict()
    edited = {name: value for name, value in EDITED_FIELDS.items() if hasattr(page, name)}
    return data | nested_form_data(edited)


@pytest.fixture(scope="module")
def documents(public_pages):
    """The parsed page at every public address."""
    found = {
        address: BeautifulSoup(answer.content, "html.parser")
        for address, answer in public_pages.items()
        if answer.status == 200
    }
    assert len(found) > 50
    return found


def test_every_public_page_says_what_it_is(documents):
    titles = Counter(document.title.text.strip() for document in documents.values())
    assert [title for title, times in titles.items() if times > 1] == []
    for address, document in documents.items():
        headings = document.find_all("h1")
        assert len(headings) == 1, address
        assert headings[0].get_text(strip=True), address
        assert document.html["lang"] == "en-US", address
        assert FULL_NAME in document.title.text, address
        assert document.find("meta", {"name": "description"})["content"].strip(), address
        assert document.find("link", rel="canonical")["href"].startswith(settings.BASE_URL), address


def test_descriptions_are_unique_apart_from_further_pages_and_searches(documents):
    described = [
        document.find("meta", {"name": "description"})["content"]
        for address, document in documents.items()
        if "?" not in address
    ]
    assert [text for text, times in Counter(described).items() if times > 1] == []


def test_former_members_lie_below_the_members(documents):
    links = documents["/members/former/"].select('[aria-label="Breadcrumb"] a')
    assert [link["href"] for link in links] == ["/", "/members/"]


def test_no_inline_style_and_no_inline_script(documents):
    for address, document in documents.items():
        assert document.select("style, [style]") == [], address
        scripts = [script for script in document.find_all("script") if not script.get("src")]
        assert {script["type"] for script in scripts} <= {"application/ld+json"}, address
        handlers = [
            name for tag in document.find_all(True) for name in tag.attrs if name[:2] == "on"
        ]
        assert handlers == [], address


def test_the_public_policy_is_strict_and_the_admin_has_its_own(public_pages, client, client_of):
    visited = {**public_pages, "/robots.txt": client.get("/robots.txt")}
    # Partners frame this one, which a test of its own compares with the others.
    del visited["/embed/"]
    assert len(visited) > 50
    (policy,) = {in_order(answer["Content-Security-Policy"]) for answer in visited.values()}
    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    staff = client_of("Communications")
    admin = staff.get("/admin/")["Content-Security-Policy"]
    assert "'unsafe-inline'" in admin
    assert "default-src 'none'" in admin
    missing = staff.get("/admin/no-such-screen/")
    assert missing.status_code == 404
    assert in_order(missing["Content-Security-Policy"]) == in_order(admin)


def in_order(policy):
    """Return the policy with its parts sorted, because each process orders the sources differently."""
    parts = [part.split() for part in policy.split(";")]
    return "; ".join(" ".join([name, *sorted(sources)]) for name, *sources in sorted(parts))


def test_an_editor_sees_public_pages_without_inline_style_or_script(seeded_site, client_of):
    staff = client_of("Communications")
    document = BeautifulSoup(staff.get("/about/").content, "html.parser")
    assert document.find("wagtail-userbar")
    assert document.select("style, [style]") == []
    inline = [script for script in document.find_all("script") if not script.get("src")]
    assert {script.get("type") for script in inline} <= {"application/ld+json", "application/json"}

"""A NUL, which no text on PostgreSQL holds, wherever a request can carry one."""

import json

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.urls import reverse
from wagtail.models import Page

from lpnc.middleware import without_unseen_text
from members.importing.roster import ROSTER
from pages.models import StandardPage
from tests import factories
from tests.members.factories import MemberFactory
from tests.members.screens import address as address_of
from tests.members.screens import opened

pytestmark = pytest.mark.django_db

#: A page with one block in its body, as it is sent to be published.
PAGE = {
    "title": "T",
    "slug": "t",
    "introduction": "I",
    "body-count": "1",
    "body-0-order": "0",
    "body-0-deleted": "",
    "action-publish": "yes",
}


def test_a_nul_is_removed_from_what_is_posted():
    posted = QueryDict("a=%00x&a=y%00&b%00=1&c=kept")
    assert dict(without_unseen_text(posted).lists()) == {"a": ["x", "y"], "b": ["1"], "c": ["kept"]}
    clean = QueryDict("a=1&a=2")
    assert without_unseen_text(clean) is clean


def test_a_nul_in_the_reason_of_an_import(admin_client):
    editor = get_user_model().objects.get(username="admin")
    roster_import = ROSTER.begin("members.csv", b"First name,Last name\nKim,Example\n", editor)
    answer = admin_client.post(
        reverse("roster_imports:preview", args=[roster_import.pk]), {"reason": "Kno\0wn", "go": ""}
    )
    assert answer.status_code == 302
    roster_import.refresh_from_db()
    assert roster_import.decisions == {"reason": "Known"}


def test_a_nul_that_no_form_field_looks_at(client_of):
    """The headings of a table and the ids of blocks are stored as they are sent."""
    page = factories.StandardPageFactory()
    data = PAGE | {
        "body-0-type": "table",
        "body-0-id": "a\0b",
        "body-0-value-caption": "Caption",
        "body-0-value-table-caption": "",
        "body-0-value-table-column-count": "1",
        "body-0-value-table-row-count": "0",
        "body-0-value-table-column-0-type": "text",
        "body-0-value-table-column-0-order": "0",
        "body-0-value-table-column-0-deleted": "",
        "body-0-value-table-column-0-heading": "Head\0ing",
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client_of("Communications").post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    (block,) = StandardPage.objects.get(pk=page.pk).body.raw_data
    assert block["id"] == "ab" and block["value"]["table"]["columns"][0]["heading"] == "Heading"
    assert "\\u0000" not in json.dumps(block)


@pytest.mark.parametrize("escape", [r"\ud83d", r"\ude00", r"\u0000"])
def test_what_json_spells_and_no_database_has(admin_client, escape):
    """The editor of running text sends JSON, as nothing else in a form does."""
    page, person = factories.StandardPageFactory(), MemberFactory()
    text = draft(rf"Kno{escape}wn \ud83d\ude00")
    data = opened(admin_client, address_of(person)) | {"biography": text}
    assert admin_client.post(address_of(person), data).status_code == 302
    person.refresh_from_db()
    assert ">Known 😀<" in person.biography
    data = PAGE | {
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": text,
    }
    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 302
    assert ">Known 😀<" in str(StandardPage.objects.get(pk=page.pk).body)


ABSURD_IDS = ["9" * 40, "9" * 5_000, "abc", "", "1.5", None, [], {}]


@pytest.mark.parametrize("pk", ABSURD_IDS, ids=repr)
@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT", "IMAGE", "EMBED"])
def test_an_id_in_running_text_that_nothing_has(admin_client, client, kind, pk):
    page = factories.StandardPageFactory()
    link = {"type": kind, "mutability": "MUTABLE", "data": {"id": pk, "filename": "x", "url": "/x"}}
    text = json.loads(draft("Words"))
    text["blocks"][0]["entityRanges"] = [{"offset": 0, "length": 1, "key": 0}]
    text["entityMap"] = {"0": link}
    data = PAGE | {"body-0-type": "text", "body-0-id": "", "body-0-value": json.dumps(text)}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin_client.post(edit, data).status_code in (200, 302)
    assert client.get(Page.objects.get(pk=page.pk).url).status_code == 200
    assert admin_client.get(edit).status_code == 200


@pytest.mark.parametrize("text", ["5", "[]", '{"blocks": [5]}', '{"blocks": 1}', '"a"', "{", "nul"])
def test_running_text_that_no_editor_sends(admin_client, text):
    page = factories.StandardPageFactory()
    data = PAGE | {"body-0-type": "text", "body-0-id": "", "body-0-value": text}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin_client.post(edit, data).status_code in (200, 302)


def draft(text):
    """Return what Draftail sends for a paragraph of this text, with escapes left as they are."""
    block = {
        "key": "a",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
    }
    return json.dumps({"blocks": [block | {"text": "TEXT"}], "entityMap": {}}).replace("TEXT", text)


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "other"])
def test_a_nul_in_a_cookie(client, name):
    factories.HomePageFactory()
    for address in ("/", "/admin/login/"):
        answer = client.get(address, headers={"cookie": rf'{name}="aaaaaaaa\000"'})
        assert answer.status_code == 200

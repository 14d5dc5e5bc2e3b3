"""A bad setting never takes a page down: only its part of the frame is left out."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from core.models import NavigationSettings, OrganizationSettings
from members.models import RosterSettings
from tests import factories

pytestmark = pytest.mark.django_db

SECTION = {"type": "section", "value": {"label": "Members", "section": "members"}}
UNSAVED_PAGE = {"type": "link", "value": {"label": "Lost", "page": "zzz"}}
PARTS = {
    "alert": "aside.notice-alert",
    "main menu": 'header nav a[href="/members/"]',
    "search": 'header form[action="/find/"], header form[role="search"]',
    "accounts": 'footer a[rel="me"]',
    "footer menu": 'footer nav a[href="/members/"]',
    "legal line": "footer .foot-small",
    "shared picture": 'meta[property="og:image"]',
}


@pytest.fixture
def site():
    """A site whose frame has every part."""
    site = factories.HomePageFactory().get_site()
    account = {"type": "link", "value": {"label": "Us", "url": "https://example.org/us"}}
    OrganizationSettings.objects.create(
        site=site,
        name="Sample Network",
        alert_text="Vote!",
        social_links=json.dumps([account]),
    )
    column = {"type": "column", "value": {"heading": "More", "links": [SECTION]}}
    NavigationSettings.objects.create(
        site=site, main_menu=json.dumps([SECTION]), footer_menu=json.dumps([column])
    )
    return site


def missing_parts(client):
    answer = client.get("/topics/")
    assert answer.status_code == 200
    document = BeautifulSoup(answer.content, "html.parser")
    assert document.h1 and document.find(id="main")
    return {part for part, selector in PARTS.items() if not document.select(selector)}


def write(column, value):
    """Into the database, past every form and model."""
    table = OrganizationSettings if column == "social_links" else NavigationSettings
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table._meta.db_table} SET {column} = %s", [json.dumps(value)])


def test_a_whole_frame_has_every_part(client, site, caplog):
    assert missing_parts(client) == set()
    assert caplog.records == []


@pytest.mark.parametrize(
    ("column", "value", "missing"),
    [
        ("main_menu", [SECTION, UNSAVED_PAGE], {"main menu"}),
        ("main_menu", [SECTION, {"type": "link"}], {"main menu"}),
        ("main_menu", [7], {"main menu", "footer menu"}),  # the row itself can't be read
        (
            "footer_menu",
            [{"type": "column", "value": {"heading": "H", "links": [SECTION, UNSAVED_PAGE]}}],
            {"footer menu"},
        ),
        ("social_links", [UNSAVED_PAGE], {"accounts"}),
    ],
)
def test_a_part_whose_setting_is_broken_is_left_out_alone(
    client, site, caplog, column, value, missing
):
    write(column, value)
    assert missing_parts(client) == missing
    assert {record.name for record in caplog.records} == {"core.failsafe"}
    assert all(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    ("owner", "attribute", "missing"),
    [
        (OrganizationSettings, "alert_is_on", {"alert"}),
        (OrganizationSettings, "for_request", {"alert", "accounts"}),
        (NavigationSettings, "for_request", {"main menu", "footer menu"}),
        (RosterSettings, "of_default_site", set()),
    ],
)
def test_a_part_that_fails_for_any_reason_is_left_out_alone(
    client, site, caplog, monkeypatch, owner, attribute, missing
):
    def fail(*args):
        raise OverflowError("date value out of range")

    monkeypatch.setattr(owner, attribute, property(fail) if attribute == "alert_is_on" else fail)
    assert missing_parts(client) == missing
    assert "Could not show" in caplog.text and "date value out of range" in caplog.text

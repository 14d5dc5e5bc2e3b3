"""Valid entries on a campaign, and the errors for invalid ones."""

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    streamfield,
)

from campaigns.models import CampaignAction, CampaignPage
from campaigns.models.campaign_forms import PAST_END
from campaigns.models.campaign_rows import NO_LINK, ONE_LINK, validate_link
from campaigns.models.goals import MOST, TOO_MANY
from tests.factories import CampaignPageFactory, StandardPageFactory
from tests.posting import untouched
from tests.unrendered import unrendered

pytestmark = pytest.mark.django_db

PAST = date(2024, 6, 1)
HOSTILE = "</title><script>alert('x')</script>\"'&"


@pytest.fixture
def staff(client_of):
    return client_of("Communications")


@pytest.fixture
def edit(staff):
    """Return a function that posts a campaign's edit form with the given values.

    The form isn't rendered, which saves time, unless `client` renders pages.
    """
    unseen = unrendered(get_user(staff))

    def post(page, client=unseen, **values):
        changed = nested_form_data({"body": streamfield([])} | values)
        return client.post(
            address(page), form_of(page, staff) | changed | {"action-publish": "yes"}
        )

    return post


def address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(page, client):
    """Return the values of the page's form for the user who is signed in."""
    form = page.get_edit_handler().get_form_class()
    return untouched(form(instance=page.get_latest_revision_as_object(), for_user=get_user(client)))


def test_the_form_on_the_screen_is_what_these_tests_send(staff):
    page = CampaignPageFactory()
    page.actions = [CampaignAction(**row(link_page=None))]
    page.save()
    screen = staff.get(address(page)).text
    shown = querydict_from_html(screen, form_id="page-edit-form").dict()
    sent = plain(form_of(page, staff))
    assert sent.pop("body-count") == "0"  # which a script adds to the screen
    unsent = {name for name in shown if "__prefix__" in name} | {"next"}
    assert sent == plain({name: shown[name] for name in shown if name not in unsent})


def plain(data):
    """Without the names that rich text makes up, and the line break that begins a text area."""
    return {name: re.sub(r'"key": "\w+"', "", text).strip() for name, text in data.items()}


def row(**values):
    fields = {
        "title": "Sign the letter",
        "text": "",
        "label": "Sign",
        "link_page": "",
        "url": "https://example.org/",
        "ends_on": str(localdate()),
    }
    return fields | values


def error_of(response, name):
    assert response.status_code == 200
    return " ".join(response.context["form"].errors.get(name, []))


@pytest.mark.parametrize("goal", [0, -3])
def test_a_goal_is_at_least_one(edit, goal):
    page = CampaignPageFactory()
    assert error_of(edit(page, goal=str(goal)), "goal") == (
        "A goal is at least 1. Leave it empty if the campaign has none."
    )
    page.refresh_from_db()
    assert page.goal is None
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignPage.objects.filter(pk=page.pk).update(goal=goal)
    assert edit(page, goal="1").status_code == 302


@pytest.mark.parametrize("number", [MOST + 1, 99_999_999_999_999_999_999])
@pytest.mark.parametrize("field", ["goal", "stated_number"])
def test_a_number_that_nobody_reaches_is_refused_in_plain_words(edit, field, number):
    page = CampaignPageFactory()
    assert error_of(edit(page, **{field: str(number)}), field) == TOO_MANY
    assert edit(page, **{field: str(MOST)}).status_code == 302


@pytest.mark.parametrize("status", ["won", "past"])
def test_an_end_whose_first_day_is_still_to_come_is_refused(edit, status):
    page, today = CampaignPageFactory(), localdate()
    for end in (today + timedelta(days=1), today.year + 1, today.year + 4):
        sentence = error_of(edit(page, status=status, ended=str(end)), "ended")
        assert sentence.startswith("This end is in the future.")
    for end in (today, today.year, today - timedelta(days=1)):
        assert edit(page, status=status, ended=str(end)).status_code == 302


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"goal_noun": "", "stated_number": "3", "stated_on": "2026"}, "goal_noun"),
        ({"goal_noun": "names", "stated_number": "", "stated_on": "2026"}, "stated_number"),
        ({"goal_noun": "names", "stated_number": "3", "stated_on": ""}, "stated_on"),
    ],
)
def test_a_number_stated_by_hand_says_what_and_when(edit, values, field):
    response = edit(CampaignPageFactory(), goal="5", counted="stated", **values)
    assert error_of(response, field).startswith("Enter ")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": "active", "ended": "2025"}, "An active or paused campaign can’t have an end"),
        ({"status": "paused", "ended": "2025"}, "An active or paused campaign can’t have an end"),
        ({"status": "won", "since": "2025", "ended": "2024"}, "The end can’t come before"),
    ],
)
def test_dates_that_contradict_are_refused_at_the_end(edit, values, sentence):
    assert error_of(edit(CampaignPageFactory(), **values), "ended").startswith(sentence)


@pytest.mark.parametrize(("days", "accepted"), [(-1, False), (0, True), (1, True)])
def test_a_call_to_action_is_not_added_with_a_day_that_has_passed(edit, staff, days, accepted):
    page = CampaignPageFactory()
    day = localdate() + timedelta(days=days)
    response = edit(page, client=staff, actions=inline_formset([row(ends_on=str(day))]))
    assert (response.status_code == 302) is accepted
    assert CampaignAction.objects.exists() is accepted
    if not accepted:
        (form,) = response.context["form"].formsets["actions"].forms
        assert form.errors == {"ends_on": [PAST_END]}
        assert PAST_END in BeautifulSoup(response.content, "html.parser").text
        assert form["title"].value() == "Sign the letter"  # nothing is lost


def test_a_call_to_action_that_has_lapsed_stays_and_is_not_moved_into_the_past(edit):
    page = CampaignPageFactory()
    page.actions = [CampaignAction(**row(link_page=None, ends_on=PAST))]
    page.save()
    assert edit(page, title="Changed").status_code == 302
    kept = row(ends_on=str(PAST)) | {"id": str(page.actions.get().pk)}
    moved = kept | {"ends_on": str(PAST - timedelta(days=1))}
    assert edit(page, actions=inline_formset([kept], initial=1)).status_code == 302
    assert edit(page, actions=inline_formset([moved], initial=1)).status_code == 200


def test_a_draft_may_be_saved_again_after_its_call_to_action_has_lapsed(edit):
    page = CampaignPageFactory()
    page.actions = [CampaignAction(**row(link_page=None, ends_on=PAST))]
    page.save_revision()
    assert edit(page, title="Changed").status_code == 302


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "http://example.org", "mailto:a@example.org"]
)
def test_links_may_lead_to_the_web_and_to_mail(address):
    validate_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/",
        "mailto:nobody",
        "mailto:",
        "//example.org/",
        "/about/",
        "http://[",
        "example.org",
    ],
)
def test_other_links_are_refused(address):
    with pytest.raises(ValidationError, match="Enter a web address"):
        validate_link(address)


def test_a_link_that_runs_is_refused_at_its_field(edit):
    response = edit(CampaignPageFactory(), actions=inline_formset([row(url="javascript:alert(1)")]))
    (form,) = response.context["form"].formsets["actions"].forms
    assert form.errors == {"url": [NO_LINK]}


@pytest.mark.parametrize("both", [True, False])
def test_a_call_to_action_has_one_link(edit, both):
    target = StandardPageFactory()
    links = (
        {"link_page": str(target.pk), "url": "https://example.org/"}
        if both
        else {"link_page": "", "url": ""}
    )
    response = edit(CampaignPageFactory(), actions=inline_formset([row(**links)]))
    (form,) = response.context["form"].formsets["actions"].forms
    assert form.errors == {"link_page": [ONE_LINK]}


def test_hostile_text_is_shown_as_text(client):
    page = CampaignPageFactory(
        title=HOSTILE, summary=HOSTILE, goal=2, goal_noun=HOSTILE, since="2025"
    )
    fields = row(title=HOSTILE, text=HOSTILE, label=HOSTILE, link_page=None, ends_on=localdate())
    page.actions = [CampaignAction(**fields)]
    page.save()
    response = client.get(page.url)
    assert "<script>alert" not in response.text
    shown = " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())
    assert shown.count("<script>alert('x')</script>") >= 6


def test_what_an_editor_enters_stands_on_the_page(edit, client):
    page = CampaignPageFactory()
    values = {"status": "won", "since": "March 2025", "ended": "June 2026", "goal": "3"}
    response = edit(page, **values, actions=inline_formset([row()]))
    assert response.status_code == 302
    text = client.get(page.url).text
    assert "March 2025 to June 2026" in text and "Sign the letter" in text
    assert "0</b> of 3 wins" in " ".join(text.split())

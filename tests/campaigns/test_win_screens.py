"""The ledger in the admin: quick entry, drafts, what is refused, and what is pointed out."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from campaigns.models import Win, WinSource, WinStatus
from lpnc.schedule import publish_due
from spreadsheets.cells import without_unseen
from tests.factories import TopicFactory, WinFactory
from tests.members.factories import CityFactory
from tests.members.screens import address, opened

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailsnippets_campaigns_win:list")
QUICK = reverse("wagtailsnippets_campaigns_win:quick")
ADD = reverse("wagtailsnippets_campaigns_win:add")
YEARS = range(2018, 2023)
PUBLISH = {"action-publish": "action-publish"}
HOSTILE = "<script>alert(1)</script>\u202e" + "x" * 40


@pytest.fixture
def client(client_of):
    return client_of("Communications")


def filled(client, url=QUICK, **changes):
    """The form as an editor in a hurry fills it in."""
    place = Win.objects.first()
    return (
        opened(client, url)
        | {
            "title": "Living wage",
            "jurisdiction": place.jurisdiction_id if place else CityFactory(body_size=7).pk,
            "kind": "ordinance",
            "log-0-status": "adopted",
            "log-0-date": "January 2021",
            "sources-0-title": "The minutes",
            "sources-0-url": "https://example.org/minutes",
        }
        | changes
    )


def errors(response):
    """Return the errors on the screen, by the name of the field or of the rows."""
    form = response.context["form"]
    found = {name: str(said[0]) for name, said in form.errors.items()}
    for name, formset in form.formsets.items():
        if formset.non_form_errors():
            found[name] = str(formset.non_form_errors()[0])
        for row in formset.forms:
            found |= {f"{row.prefix}-{field}": str(said[0]) for field, said in row.errors.items()}
    return found


class TestQuickEntry:
    def test_it_asks_for_what_is_needed_and_no_more(self, client):
        asked = {
            name for name in opened(client, QUICK) if not name.endswith(("FORMS", "id", "ORDER"))
        }
        assert {"title", "kind", "log-0-status", "log-0-date"} <= asked
        assert {"jurisdiction", "sources-0-title", "sources-0-url"} <= asked
        assert not {"summary", "votes_for", "own_part"} & asked

    def test_it_publishes_at_once(self, client):
        topic = TopicFactory()
        client.post(QUICK, filled(client, topics=[topic.pk]) | PUBLISH)
        win = Win.objects.on_record().get()
        assert win.get_absolute_url() == f"/wins/{win.slug}/"
        assert [str(row) for row in (*win.log.all(), *win.sources.all())] == [
            "Adopted, January 2021",
            "The minutes",
        ]
        assert list(win.topics.all()) == [topic]

    def test_or_saves_a_draft_with_little_in_it_and_goes_on_with_the_rest(self, client):
        data = filled(client) | {"kind": "", "log-0-status": "", "log-0-date": ""}
        data |= {"sources-0-title": "", "sources-0-url": ""}
        response = client.post(QUICK, data)
        draft = Win.objects.get()
        assert response.url == address(draft)
        assert (draft.live, draft.slug, draft.kind) == (False, None, "")
        screen = opened(client, address(draft))
        response = client.post(address(draft), screen | PUBLISH)
        assert "sources-0-url" in errors(response)
        assert not Win.objects.get().live


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"sources-0-url": "javascript:alert(1)"}, "sources-0-url", "starts with https://"),
            ({"sources-0-url": "data:text/html,x"}, "sources-0-url", "starts with https://"),
            ({"sources-0-url": "ftp://example.org/x"}, "sources-0-url", "starts with https://"),
            ({"sources-0-url": "the minutes"}, "sources-0-url", "starts with https://"),
            ({"sources-0-url": ""}, "sources-0-url", "starts with https://"),
            (
                {"log-0-status": "repealed"},
                "log-0-status",
                "can’t be repealed before it is adopted",
            ),
            ({"log-0-status": "in_force"}, "log-0-status", "before it is adopted"),
            ({"log-0-date": "soon"}, "log-0-date", "Enter a date such as"),
            ({"log-0-status": ""}, "log-0-status", "required"),
            ({"sources-TOTAL_FORMS": "0"}, "sources", "at least one source"),
            ({"log-TOTAL_FORMS": "0"}, "log", "at least one status"),
            ({"title": HOSTILE * 3}, "title", "at most 160"),
        ],
    )
    def test_a_clear_sentence_stands_at_the_field_and_nothing_is_lost(
        self, client, changes, field, sentence
    ):
        response = client.post(QUICK, filled(client, **changes) | PUBLISH)
        assert sentence in errors(response)[field]
        assert not Win.objects.exists()
        shown = BeautifulSoup(response.content, "html.parser")
        for name, value in {"title": "Living wage", **changes}.items():
            if name.endswith("TOTAL_FORMS") or "status" in name:
                continue
            assert shown.find(attrs={"name": name}).get("value", "") == without_unseen(value)

    def test_votes_and_order_on_the_whole_form(self, client):
        win = WinFactory(live=False, jurisdiction=CityFactory(body_size=7))
        data = opened(client, address(win)) | {"votes_for": "300", "votes_against": "0"}
        data |= {"log-0-status": "adopted", "log-0-date": "January 19, 2021"}
        data |= {"log-1-status": "in_force", "log-1-date": "2020", "log-1-note": ""}
        data |= {"log-TOTAL_FORMS": "2", "log-1-id": "", "log-1-ORDER": "2", "log-1-DELETE": ""}
        found = errors(client.post(address(win), data | PUBLISH))
        assert "only 7 people serve" in found["votes_for"]
        assert "Adopted, January 19, 2021" in found["log-1-date"]

    def test_hostile_text_is_shown_as_text(self, client):
        client.post(QUICK, filled(client, title=HOSTILE) | PUBLISH)
        win = Win.objects.get()
        for screen in (LIST, address(win), address(win, "inspect"), address(win, "history")):
            assert b"<script>alert(1)" not in client.get(screen).content


class TestPublishing:
    def test_a_change_of_a_live_win_can_wait_as_a_draft(self, client):
        win = WinFactory()
        win.save_revision().publish()
        client.post(address(win), opened(client, address(win)) | {"title": "Changed"})
        win.refresh_from_db()
        assert (win.title != "Changed", win.has_unpublished_changes) == (True, True)
        assert win.get_latest_revision_as_object().title == "Changed"
        assert [str(row) for row in win.get_latest_revision_as_object().log.all()] == [
            "Adopted, January 19, 2021"
        ]

    def test_it_can_be_scheduled_and_one_that_fails_stops_no_other(self, client, caplog):
        soon = timezone.now() + timedelta(hours=1)
        wins = [WinFactory(live=False, title=f"Win {number}") for number in range(3)]
        for win in wins:
            win.go_live_at = soon
            win.save_revision().publish()
        broken = wins[1].latest_revision
        broken.content["sources"] = []
        broken.save()
        assert not Win.objects.published().exists()
        Win.objects.first().revisions.model.objects.update(
            approved_go_live_at=timezone.now() - timedelta(hours=1)
        )
        for revision in wins[0].revisions.model.objects.all():
            revision.content["go_live_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
            revision.save()
        outcome = publish_due()
        assert set(Win.objects.published()) == {wins[0], wins[2]}
        assert [line for line in outcome.failed if "at least one source" in line]
        assert len(outcome.done) == 2

    def test_what_was_published_is_taken_down_and_not_deleted(self, client):
        win, draft = WinFactory(live=False), WinFactory(live=False)
        win.save_revision().publish()
        for record in (win, draft):
            client.post(address(record, "delete"))
        assert list(Win.objects.all()) == [win]
        assert "/delete/" not in client.get(address(win)).content.decode()
        client.post(address(win, "unpublish"))
        assert not Win.objects.get().live
        client.post(address(win, "delete"))
        assert Win.objects.exists()

    def test_a_preview_shows_the_public_page(self, client, home):
        url = address(WinFactory(), "preview_on_edit")
        win = Win.objects.get()
        assert client.post(url, opened(client, address(win)) | {"title": "Previewed"}).json()[
            "is_valid"
        ]
        assert "Previewed" in client.get(url).content.decode()


class TestList:
    def test_a_twin_is_pointed_out_on_saving_and_in_the_list(self, client):
        topic = TopicFactory()
        first = WinFactory(topics=[topic], title="Is here already")
        data = filled(client, topics=[topic.pk]) | PUBLISH
        page = BeautifulSoup(client.post(QUICK, data, follow=True).content, "html.parser")
        warning = page.select_one(".messages .warning")
        assert "already be on record" in warning.text
        assert warning.find("a", string=lambda text: "Is here already" in text)["href"] == address(
            first
        )
        assert page.select_one("table.listing").text.count("Possible duplicate") == 2

    @pytest.mark.parametrize(
        "asked",
        [
            {"published": "yes"},
            {"status": "adopted"},
            {"kind": "budget"},
            {"year": "2022"},
            {"county": "county"},
            {"topic": "topic"},
            {"q": "library card"},
        ],
    )
    def test_filters_and_search(self, client, asked):
        topic, place = TopicFactory(), CityFactory(name="Library Springs")
        found = WinFactory(
            title="Card for all",
            kind="budget",
            topics=[topic],
            jurisdiction=place,
            log=[WinStatus(status="adopted", date="2022")],
        )
        WinFactory(live=False, log=[WinStatus(status="proposed", date="2021")])
        values = {"county": place.primary_county_id, "topic": topic.pk}
        asked = {name: values.get(value, value) for name, value in asked.items()}
        shown = client.get(LIST, asked).context["object_list"]
        assert list(shown) == [found]

    def test_it_takes_as_many_queries_for_any_number_of_wins(self, client):
        def queries(number):
            WinFactory.create_batch(number, topics=[TopicFactory()])
            client.get(LIST)
            with CaptureQueriesContext(connection) as captured:
                assert len(client.get(LIST).context["object_list"]) == Win.objects.count()
            return len(captured)

        few, many = queries(2), queries(40)
        assert few == many <= 20

    def test_every_page_has_its_own_rows_in_the_order_of_all(self, client, monkeypatch):
        wins = [WinFactory(log=[WinStatus(status="adopted", date=str(year))]) for year in YEARS]
        view = resolve(LIST).func
        monkeypatch.setitem(view.view_initkwargs, "paginate_by", 2)
        pages = [client.get(LIST, {"p": number}).context["object_list"] for number in (1, 2, 3)]
        assert [list(page) for page in pages] == [wins[4:2:-1], wins[2:0:-1], wins[:1]]

    def test_it_says_which_are_scheduled(self, client):
        tomorrow = timezone.now() + timedelta(days=1)
        for win in (WinFactory(title="Waits", live=False), WinFactory(title="Waits, too")):
            win.go_live_at = tomorrow
            win.save_revision().publish()
        WinFactory(title="Public")
        rows = BeautifulSoup(client.get(LIST).content, "html.parser").select(
            "table.listing tbody tr"
        )
        told = {row.select_one(".title a").text.strip(): row.text.split() for row in rows}
        assert {title: "scheduled" in words for title, words in told.items()} == {
            "Waits": True,
            "Waits, too": True,
            "Public": False,
        }

    def test_only_those_who_may_write_see_it(self, client_of):
        assert client_of("Roster editors").get(LIST).status_code == 302

    def test_the_inspect_view_tells_all(self, client):
        win = WinFactory(sources=[WinSource(title="Minutes", url="https://example.org/a")])
        text = client.get(address(win, "inspect")).content.decode()
        assert "Adopted, January 19, 2021" in text
        assert "Minutes: https://example.org/a" in text


class TestQuickEntryHasNoMoreThanItCanDo:
    def test_it_offers_no_preview_and_says_where_it_is(self, client):
        page = BeautifulSoup(client.get(QUICK).content, "html.parser")
        assert page.find(id="header-title").get_text(" ", strip=True).endswith("Quick entry")
        assert not page.select("[data-side-panel=preview]")

    def test_it_leads_to_the_whole_form_where_one_entry_is_not_enough(self, client):
        response = client.post(QUICK, filled(client, **{"log-0-status": "repealed"}))
        assert "To enter several, use the full form, “Add win”." in errors(response)["log-0-status"]
        whole = filled(client, ADD, **{"log-0-status": "repealed"})
        assert "Add win" not in errors(client.post(ADD, whole))["log-0-status"]


@pytest.mark.parametrize("name", ["title", "sources-0-title", "sources-0-url"])
def test_a_text_that_is_too_long_is_refused_and_not_cut_off(client, name):
    form = BeautifulSoup(client.get(QUICK).content, "html.parser")
    assert not form.find(attrs={"name": name}).has_attr("maxlength")
    text = "https://example.org/" + "x" * 1_000
    response = client.post(QUICK, filled(client, **{name: text}))
    assert "at most" in errors(response)[name]
    shown = BeautifulSoup(response.content, "html.parser").find(attrs={"name": name})
    assert shown["value"] == text


def test_a_schedule_names_its_time_zone(client):
    assert client.get(ADD).content.decode().count("Eastern time (New York).") == 2


def test_the_list_says_what_is_published(client):
    WinFactory(title="Public")
    WinFactory(title="Draft only", live=False)
    rows = BeautifulSoup(client.get(LIST).content, "html.parser").select("table.listing tbody tr")
    told = [row.get_text(" ", strip=True) for row in rows]
    assert [("Draft only" in text, "draft" in text.split()) for text in told] in (
        [(True, True), (False, False)],
        [(False, False), (True, True)],
    )


def test_a_win_that_does_not_count_yet_says_from_when(client):
    month = f"{timezone.localdate():%B %Y}"
    data = filled(client, **{"log-0-date": month}) | PUBLISH
    with time_machine.travel(timezone.localtime().replace(day=1, hour=12), tick=False):
        response = client.post(QUICK, data, follow=True)
    assert "it won’t count as a win until" in response.content.decode()
    response = client.post(QUICK, filled(client, title="Housing") | PUBLISH, follow=True)
    assert "it won’t count as a win until" not in response.content.decode()

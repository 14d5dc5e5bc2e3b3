"""Reports of corrections: the form, what keeps others from misusing it, what is kept, and the editors' list."""

import re
from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import signing
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from lpnc.schedule import publish_due
from members.admin.attention import attention_items
from members.models import CorrectionReport, Person
from members.models.corrections import DAYS_KEPT, DAYS_SET_ASIDE
from members.models.removal import records_using
from members.public.correction_form import (
    LONGEST_OPEN,
    MOST_ABOUT_ONE,
    MOST_IN_ALL,
    MOST_LISTED,
    MOST_TAKEN,
    SECONDS_TO_WRITE,
    TOO_FAST,
    TOO_MANY,
    TOO_OLD,
    TRAPPED,
    sender_of,
    signer,
)
from tests.members.at_once import at_once
from tests.members.factories import CityFactory, MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db

LIST = reverse("roster_corrections:list")
#: Two visitors. An address that no visitor can have says nothing of who sent a report.
FLOODER, NEIGHBOR = "20.1.2.3", "20.1.2.4"
HOSTILE = "<script>alert(1)</script> \u202e{{ 7|add:7 }} \"'"


@pytest.fixture
def person(home):
    return MemberFactory(name="Kim Example")


@pytest.fixture
def clock(monkeypatch):
    """Calling it lets so many seconds pass for the tokens in forms."""
    passed = [1_800_000_000]
    monkeypatch.setattr("django.core.signing.time.time", lambda: passed[0])

    def wait(seconds):
        passed[0] += seconds

    return wait


def form_of(subject):
    return f"{subject.get_absolute_url()}correction/"


def filled_in(client, address, **fields):
    """Return what a browser sends after opening the form there."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    inputs = page.select("main form [name]")
    return {field["name"]: field.get("value", "") for field in inputs} | {"text": "Wrong."} | fields


@pytest.fixture
def send(client, person, clock):
    """Calling it fills in the form about the person and sends it after some seconds."""

    def sent(seconds=SECONDS_TO_WRITE + 1, subject=person, by="127.0.0.1", **fields):
        data = filled_in(client, form_of(subject), **fields)
        clock(seconds)
        return client.post(form_of(subject), data, REMOTE_ADDR=by)

    return sent


def shown(response):
    """The words of the form that came back: what is wrong, and what stands in it."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    errors = [error.text for error in page.select(".error")]
    values = {
        field["name"]: field.get("value") or field.text.removeprefix("\n")
        for field in page.select("main [name]")
    }
    return errors, values


def said(**fields):
    return {"text": "It is wrong.", "source": "", "email": ""} | fields


class TestForm:
    @pytest.mark.parametrize("make", [lambda: MemberFactory(), lambda: CityFactory()])
    def test_it_is_linked_from_the_page_and_reaches_the_list(self, home, client, clock, make):
        subject = make()
        page = client.get(subject.get_absolute_url())
        assert f'href="{form_of(subject)}"' in page.text
        data = filled_in(client, form_of(subject), text="The name is misspelled.")
        clock(SECONDS_TO_WRITE + 1)
        response = client.post(
            form_of(subject), data | {"source": "Minutes", "email": "a@example.org"}
        )
        assert (response.status_code, response.url) == (302, f"{form_of(subject)}?sent=yes")
        thanks = client.get(response.url)
        assert "Thank you" in thanks.text and subject.get_absolute_url() in thanks.text
        report = CorrectionReport.objects.get()
        assert (report.subject, report.text) == (subject, "The name is misspelled.")
        assert (report.source, report.email) == ("Minutes", "a@example.org")

    def test_nothing_but_what_was_written_the_day_and_a_hash_is_stored(self, send):
        assert {field.name for field in CorrectionReport._meta.fields} == {
            "id",
            "subject_type",
            "subject_id",
            "text",
            "source",
            "email",
            "received_on",
            "sender",
            "is_set_aside",
            "dealt_with_on",
            "dealt_with_by",
        }
        send(by=FLOODER)
        report = CorrectionReport.objects.get()
        assert (report.received_on, report.is_set_aside) == (localdate(), False)
        assert re.fullmatch("[0-9a-f]{64}", report.sender)

    def test_it_sets_no_cookie_and_is_neither_cached_nor_indexed(self, person):
        for end in ("", "?sent=yes"):
            response = Client().get(form_of(person) + end)
            assert response.cookies == {}
            assert "no-store" in response["Cache-Control"]
            assert '<meta name="robots" content="noindex">' in response.text
        assert "correction" not in Client().get("/sitemap.xml").text

    def test_a_browser_without_cookies_can_send_it(self, person, clock):
        data = filled_in(Client(), form_of(person))
        clock(SECONDS_TO_WRITE + 1)
        assert Client(enforce_csrf_checks=True).post(form_of(person), data).status_code == 302

    def test_it_says_how_long_things_are_kept(self, client, person):
        assert f"the report itself {DAYS_KEPT} days later" in client.get(form_of(person)).text

    def test_only_public_records_have_it(self, client, home):
        unlisted, place = PersonFactory(), CityFactory(retired=True)
        withdrawn = MemberFactory(status=Person.Status.WITHDRAWN)
        merged = PersonFactory(merged_into=MemberFactory(name="Survivor"))
        retired = MemberFactory(status=Person.Status.RETIRED)
        answers = {
            subject: client.get(form_of(subject)).status_code
            for subject in (unlisted, place, withdrawn, merged, retired)
        }
        assert list(answers.values()) == [404, 200, 410, 307, 200]
        assert client.get(form_of(merged)).url == "/members/survivor/correction/"
        for subject in (unlisted, withdrawn, merged):
            client.post(form_of(subject), {"text": "Wrong."})
        assert client.get("/members/nobody/correction/").status_code == 404
        assert form_of(place) in client.get(place.get_absolute_url()).text
        assert not CorrectionReport.objects.exists()

    def test_what_is_wrong_is_said_at_the_field_and_in_its_description(self, send):
        response = send(text=" ", email="nobody", source="x" * 501)
        assert response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        assert page.title.text.startswith("Not sent yet: ")
        for name, words in (
            ("text", "Tell us what is wrong."),
            ("email", "Enter a full address"),
            ("source", "Shorten it to 500 characters; it has 501 now."),
        ):
            field = page.select_one(f"[name={name}]")
            assert field["aria-invalid"] == "true"
            described = [page.find(id=one) for one in field["aria-describedby"].split()]
            assert any(words in one.text for one in described), name

    def test_the_trap_is_hidden_from_everyone(self, client, person):
        page = BeautifulSoup(client.get(form_of(person)).content, "html.parser")
        trap = page.select_one("[name=homepage]")
        assert trap.find_parent(hidden=True) and trap["tabindex"] == "-1"
        assert trap["autocomplete"] == "off"


class TestMisuse:
    @pytest.mark.parametrize("seconds, refused", [(0, True), (4, True), (5, False)])
    def test_nobody_writes_within_seconds(self, send, seconds, refused):
        response = send(seconds, text="Kept text")
        assert CorrectionReport.objects.exists() is not refused
        if refused:
            errors, values = shown(response)
            assert errors == [TOO_FAST] and values["text"] == "Kept text"

    def test_the_form_that_came_too_fast_can_be_sent_a_little_later(
        self, send, client, person, clock
    ):
        _, values = shown(send(0))
        clock(SECONDS_TO_WRITE + 1)
        assert client.post(form_of(person), values).status_code == 302

    @pytest.mark.parametrize("late, refused", [(0, False), (1, True)])
    def test_a_form_doesnt_stay_open_for_ever(self, send, client, person, clock, late, refused):
        response = send(LONGEST_OPEN.total_seconds() + late, text="Kept text")
        assert CorrectionReport.objects.exists() is not refused
        if refused:
            errors, values = shown(response)
            assert errors == [TOO_OLD] and values["text"] == "Kept text"
            clock(SECONDS_TO_WRITE + 1)
            assert client.post(form_of(person), values).status_code == 302

    @pytest.mark.parametrize(
        "token",
        ["", "nonsense", "é\ud800".encode(errors="replace").decode(), "x" * 10_000, "a:b:c", None],
    )
    def test_a_missing_or_forged_token_is_refused(self, send, token, client, person, clock):
        data = filled_in(client, form_of(person), text="Kept text")
        clock(SECONDS_TO_WRITE + 1)
        data.pop("token") if token is None else data.update(token=token)
        errors, values = shown(client.post(form_of(person), data))
        assert errors == [TOO_OLD] and values["text"] == "Kept text"
        assert not CorrectionReport.objects.exists()
        clock(SECONDS_TO_WRITE + 1)
        assert client.post(form_of(person), values).status_code == 302

    def test_a_token_is_for_one_page_and_for_this_form(self, send, person, clock):
        tokens = [
            signer.sign(form_of(MemberFactory())),
            signing.TimestampSigner().sign(form_of(person)),
        ]
        for token in tokens:
            assert shown(send(token=token))[0] == [TOO_OLD]

    def test_a_filled_trap_is_emptied_and_nothing_is_lost(self, send, client, person, clock):
        errors, values = shown(send(homepage="https://spam.example", text="Kept text"))
        assert errors == [TRAPPED]
        assert (values["homepage"], values["text"]) == ("", "Kept text")
        assert not CorrectionReport.objects.exists()
        clock(SECONDS_TO_WRITE + 1)
        assert client.post(form_of(person), values).status_code == 302

    @pytest.mark.parametrize("links, taken", [(3, True), (4, False)])
    def test_few_links_are_taken(self, send, links, taken):
        send(text="See " + "https://www-a.example " * (links - 1) + "WWW.b.example")
        assert CorrectionReport.objects.exists() is taken

    def test_two_clicks_make_one_report(self, send, client, person, clock):
        data = filled_in(client, form_of(person), text="The same")
        clock(SECONDS_TO_WRITE + 1)
        answers = {client.post(form_of(person), data).url for _ in range(2)}
        assert answers == {f"{form_of(person)}?sent=yes"}
        assert CorrectionReport.objects.count() == 1


def listed_and_set_aside():
    reports = CorrectionReport.objects
    return reports.open().count(), reports.set_aside().count()


class TestFloods:
    def test_one_sender_closes_the_door_to_nobody_else(self, send, admin_user):
        for number in range(MOST_TAKEN):
            assert send(by=FLOODER, subject=MemberFactory(), text=f"No {number}").status_code == 302
        assert listed_and_set_aside() == (MOST_LISTED, MOST_TAKEN - MOST_LISTED)
        errors, values = shown(send(by=FLOODER, text="One more"))
        assert errors == [TOO_MANY] and values["text"] == "One more"
        CorrectionReport.objects.first().deal_with(admin_user)
        assert shown(send(by=FLOODER, text="One more"))[0] == [TOO_MANY]
        assert send(by=NEIGHBOR, text="Something else").status_code == 302
        assert not CorrectionReport.objects.get(text="Something else").is_set_aside

    def test_the_next_day_is_another_day(self, send):
        with time_machine.travel(date(2026, 3, 1)):
            for number in range(MOST_TAKEN):
                send(by=FLOODER, text=f"No {number}")
        with time_machine.travel(date(2026, 3, 2)):
            send(by=FLOODER, text="Another day")
        today = CorrectionReport.objects.get(text="Another day")
        assert not today.is_set_aside
        assert not CorrectionReport.objects.filter(sender=today.sender).exclude(pk=today.pk)

    @pytest.mark.parametrize("most, about_one", [(MOST_ABOUT_ONE, True), (MOST_IN_ALL, False)])
    def test_what_comes_from_many_is_set_aside_and_taken(self, send, person, most, about_one):
        subject = person if about_one else CityFactory()
        CorrectionReport.objects.bulk_create(
            CorrectionReport(subject=subject, text=str(n)) for n in range(most - 1)
        )
        for text in ("The last on the list", "The first beyond"):
            assert send(by=NEIGHBOR, text=text).status_code == 302
        assert listed_and_set_aside() == (most, 1)
        assert CorrectionReport.objects.set_aside().get().text == "The first beyond"

    def test_nobody_is_refused_for_what_unknown_senders_sent(self, send):
        for number in range(MOST_TAKEN + 2):
            assert send(by="10.0.0.1", subject=MemberFactory(), text=f"{number}").status_code == 302
        assert listed_and_set_aside() == (MOST_TAKEN + 2, 0)

    def test_what_is_set_aside_can_be_put_on_the_list(self, person, client_of):
        editor = client_of("Roster editors")
        report = CorrectionReport.objects.create(subject=person, is_set_aside=True, **said())
        address = reverse("roster_corrections:report", args=[report.pk])
        assert f"deleted {DAYS_SET_ASIDE} days later" in editor.get(address).text
        link = BeautifulSoup(editor.get("/admin/").content, "html.parser").select_one(
            f'.roster-to-do a[href="{LIST}?state=set_aside"]'
        )
        assert " ".join(link.text.split()) == "1 correction report was set aside"
        assert editor.post(address, {"reopen": "1"}).url == address
        assert listed_and_set_aside() == (1, 0)


class TestSenders:
    def test_one_line_of_ipv6_is_one_sender(self, rf):
        one, other, third = (
            sender_of(rf.get("/", REMOTE_ADDR=address))
            for address in ("2a00:1:2:3::1", "2a00:1:2:3:4:5:6:7", "2a00:1:2:4::1")
        )
        assert one == other != third

    def test_the_hash_needs_the_key_and_is_for_a_day(self, rf, settings):
        hashes = set()
        for key, day in (("a", 1), ("b", 1), ("a", 2), ("a", 1)):
            settings.SECRET_KEY = key
            with time_machine.travel(date(2026, 3, day)):
                hashes.add(sender_of(rf.get("/", REMOTE_ADDR=FLOODER)))
        assert len(hashes) == 3
        assert sender_of(rf.get("/", REMOTE_ADDR="10.0.0.1")) == ""


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_report(home):
    person = MemberFactory()
    dated = signing.TimestampSigner(salt="members.public.correction_form")
    dated.timestamp = lambda: signing.b62_encode(int(signing.time.time()) - 60)
    data = {"text": "The same", "token": dated.sign(form_of(person))}
    answers = at_once(*[lambda: Client().post(form_of(person), data)] * 2)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert CorrectionReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_limits_hold_for_reports_at_once_about_different_people(home):
    dated = signing.TimestampSigner(salt="members.public.correction_form")
    dated.timestamp = lambda: signing.b62_encode(int(signing.time.time()) - 60)

    def report(address):
        data = {"text": f"Wrong at {address}", "token": dated.sign(address)}
        return Client(REMOTE_ADDR=FLOODER).post(address, data).status_code

    addresses = [form_of(MemberFactory()) for _ in range(MOST_TAKEN + 4)]
    answers = at_once(*[partial(report, address) for address in addresses])
    assert sorted(answers) == [200] * 4 + [302] * MOST_TAKEN
    assert listed_and_set_aside() == (MOST_LISTED, MOST_TAKEN - MOST_LISTED)


class TestBadInput:
    def test_a_long_text_comes_back_with_its_length(self, send):
        errors, values = shown(send(text="x" * 10_000))
        assert errors == [
            "Your report wasn’t sent. Correct what is marked below, then click Send again.",
            "Shorten it to 2,000 characters; it has 10000 now.",
        ]
        assert values["text"].strip() == "x" * 10_000

    def test_as_long_as_a_browser_allows(self, send):
        """A browser counts the end of a line once and sends two characters for it."""
        assert send(text="x\r\n" * 999 + "xx").status_code == 302
        assert len(CorrectionReport.objects.get().text) == 2_000

    def test_control_characters_are_left_out(self, send):
        assert send(text="Wr\0on\x07g\x1b.\r\nSo", source="a\0b", email="a\0@example.org")
        report = CorrectionReport.objects.get()
        assert (report.text, report.source) == ("Wrong.\nSo", "ab")
        assert report.email == "a@example.org"

    @pytest.mark.parametrize(
        "text", ["\0\0", "\x07", "\u200b\u202e\ufeff", " \u2060\n\u200f\u00ad"]
    )
    def test_nothing_but_what_nobody_sees_is_nothing(self, send, text):
        assert "Tell us what is wrong." in shown(send(text=text))[0]

    @pytest.mark.parametrize(
        "body",
        [
            b"text=%ED%A0%80&token=%ED%A0%80",
            b"text=%FF%FE&source=%FF&email=%FF",
            b"text=\xff\xfe\x00",
            b"text",
            b"",
        ],
    )
    @pytest.mark.parametrize(
        "charset", ["utf-8", "utf-16", "latin-1", "rot13", "unicode_escape", "x"]
    )
    def test_bytes_that_are_no_text(self, client, person, body, charset):
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        assert shown(client.generic("POST", form_of(person), body, kind))[0]

    @pytest.mark.parametrize("charset", ["utf-16", "utf-7", "rot13", "hex", "unicode_escape"])
    def test_a_form_in_parts_that_claims_another_encoding(self, client, person, charset):
        parts = (
            b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\ud800 +2AA-\r\n--b--\r\n'
        )
        kind = f"multipart/form-data; boundary=b; charset={charset}"
        errors, values = shown(client.generic("POST", form_of(person), parts, kind))
        assert errors == [TOO_OLD] and values["text"].strip() == "\\ud800 +2AA-"

    def test_a_file_in_the_place_of_a_text(self, client, person, tmp_path):
        file = tmp_path / "text.txt"
        file.write_text("Wrong.")
        with file.open() as opened:
            assert (
                "Tell us what is wrong." in shown(client.post(form_of(person), {"text": opened}))[0]
            )

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods(self, client, person, method):
        assert getattr(client, method)(form_of(person)).status_code in (200, 405)
        assert not CorrectionReport.objects.exists()


class TestKeeping:
    def test_the_email_goes_once_a_report_is_dealt_with(self, person, admin_user):
        report = CorrectionReport.objects.create(subject=person, **said(email="a@example.org"))
        report.deal_with(admin_user)
        report.refresh_from_db()
        assert (report.email, report.dealt_with_on) == ("", localdate())
        assert report.dealt_with_by == admin_user
        with pytest.raises(IntegrityError), transaction.atomic():
            CorrectionReport.objects.update(email="a@example.org")

    def test_the_first_to_deal_with_it_is_named(self, person, admin_user, django_user_model):
        report = CorrectionReport.objects.create(subject=person, **said())
        report.deal_with(admin_user)
        report.deal_with(django_user_model.objects.create_user("second"))
        report.refresh_from_db()
        assert report.dealt_with_by == admin_user

    def test_outdated_from_the_day_after_the_last_one(self, person):
        dealt = date(2026, 3, 1)
        CorrectionReport.objects.create(subject=person, dealt_with_on=dealt, **said())
        outdated = CorrectionReport.objects.outdated
        assert not outdated(dealt + timedelta(DAYS_KEPT)).exists()
        assert outdated(dealt + timedelta(DAYS_KEPT + 1)).exists()

    def test_the_round_of_each_minute_removes_outdated_ones(self, person, capsys):
        long_ago = localdate() - timedelta(DAYS_KEPT + 1)
        create = CorrectionReport.objects.create
        create(subject=person, dealt_with_on=long_ago, **said())
        create(subject=person, received_on=long_ago, is_set_aside=True, **said())
        kept = [
            create(subject=person, received_on=long_ago, **said()),
            create(subject=person, is_set_aside=True, **said()),
            create(subject=person, dealt_with_on=localdate(), **said()),
        ]
        call_command("publish_due")
        assert capsys.readouterr().out == "Removed old correction reports\n"
        assert set(CorrectionReport.objects.all()) == set(kept)
        assert publish_due().done == []

    def test_the_first_round_of_a_day_forgets_who_sent_those_before(self, person):
        create = CorrectionReport.objects.create
        create(subject=person, received_on=localdate() - timedelta(1), sender="a", **said())
        create(subject=person, sender="b", **said())
        assert publish_due().done == ["Forgot who sent the correction reports of earlier days"]
        assert set(CorrectionReport.objects.values_list("sender", flat=True)) == {"", "b"}
        assert publish_due().done == []


class TestAdmin:
    @pytest.fixture
    def reports(self, person):
        place = CityFactory(name="Sampleton")
        create = CorrectionReport.objects.create
        dealt = create(subject=person, dealt_with_on=localdate(), **said(text="Old news"))
        first = create(subject=person, **said(text=HOSTILE, source=HOSTILE, email="a@example.org"))
        return dealt, first, create(subject=place, **said(text="The county is wrong"))

    def texts(self, client, query=""):
        reports = client.get(f"{LIST}{query}").context["object_list"]
        return [report.text for report in reports]

    def test_open_ones_come_first_then_the_newest(self, reports, client_of):
        editor = client_of("Roster editors")
        assert self.texts(editor) == ["The county is wrong", HOSTILE, "Old news"]

    @pytest.mark.parametrize(
        "query, count",
        [("state=open", 2), ("state=dealt_with", 1), ("q=county", 1), ("state=x", 3)],
    )
    def test_it_can_be_narrowed(self, reports, client_of, query, count):
        assert len(self.texts(client_of("Administrators"), f"?{query}")) == count

    def test_each_leads_to_its_report_and_to_the_record(self, reports, client_of):
        editor = client_of("Roster editors")
        edit = reverse("wagtailsnippets_members_person:edit", args=[reports[1].subject.pk])
        for page in (
            editor.get(LIST),
            editor.get(reverse("roster_corrections:report", args=[reports[1].pk])),
        ):
            document = BeautifulSoup(page.content, "html.parser")
            assert "Kim Example" in document.find("a", href=edit).text
            assert "<script>alert(1)" not in page.text
            assert document.find("a", href=edit).find("bdi")
        assert editor.get(edit).status_code == 200

    def test_dealing_with_a_report_and_putting_it_back(self, reports, client_of):
        editor, report = client_of("Roster editors"), reports[1]
        address = reverse("roster_corrections:report", args=[report.pk])
        assert "a@example.org" in editor.get(address).text
        assert editor.post(address, {"deal": "1"}).url == LIST
        page = editor.get(address).text
        assert "by Roster editors" in page and "a@example.org" not in page
        assert editor.post(address, {"reopen": "1"}).url == address
        report.refresh_from_db()
        assert report.state == "open" and report.dealt_with_by is None and report.email == ""
        assert editor.post(address).url == address
        report.refresh_from_db()
        assert report.state == "open"

    def test_communications_neither_see_nor_count_them(self, reports, client_of):
        reader = client_of("Communications")
        for address in (LIST, reverse("roster_corrections:report", args=[reports[0].pk])):
            assert reader.get(address).url == reader.post(address).url == "/admin/"
        for address in ("/admin/", reverse("roster:home")):
            page = reader.get(address).text
            assert "orrection report" not in page

    def test_the_front_page_and_the_rosters_home_count_the_open_ones(self, reports, client_of):
        editor = client_of("Roster editors")
        for address in ("/admin/", reverse("roster:home")):
            page = BeautifulSoup(editor.get(address).content, "html.parser")
            link = page.select_one(f'.roster-to-do a[href="{LIST}?state=open"]')
            assert " ".join(link.text.split()) == "2 correction reports are waiting"
        assert LIST in str(page.find(id="wagtail-sidebar-props"))

    def test_one_and_none(self, person, admin_user):
        assert "correction report" not in str(attention_items(admin_user))
        CorrectionReport.objects.create(subject=person, **said())
        assert "correction report is waiting" in str(attention_items(admin_user))

    def test_a_report_about_a_record_that_was_removed(self, reports, client_of):
        CorrectionReport.objects.update(subject_id=10**9)
        editor = client_of("Roster editors")
        for address in (LIST, reverse("roster_corrections:report", args=[reports[0].pk])):
            assert "A record that was removed" in editor.get(address).text

    def test_a_report_stands_in_nobodys_way(self, reports):
        """Neither a removal nor the undoing of an import takes it for a use of the record."""
        assert records_using(reports[2].subject) == []

    def test_the_list_costs_the_same_however_long_it_is(
        self, reports, admin_client, django_assert_max_num_queries
    ):
        admin_client.get(LIST)
        with django_assert_max_num_queries(40) as few:
            admin_client.get(LIST)
        for subject in (*MemberFactory.create_batch(9), *CityFactory.create_batch(3)):
            CorrectionReport.objects.create(subject=subject, **said())
        with django_assert_max_num_queries(len(few)):
            assert len(self.texts(admin_client)) == 15

    def test_the_form_costs_the_same_however_many_reports_there_are(
        self, client, person, django_assert_max_num_queries
    ):
        client.get(form_of(person))
        with django_assert_max_num_queries(20) as few:
            client.get(form_of(person))
        for number in range(12):
            CorrectionReport.objects.create(subject=person, **said(text=str(number)))
        with django_assert_max_num_queries(len(few)):
            client.get(form_of(person))

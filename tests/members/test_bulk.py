"""Confirming and ending many offices at once: what was summed up is done, all of it or nothing."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry, Revision

from members.admin import bulk_changes as bulk
from members.models import AcceptedWarning, RosterVersion, State, Tenure, roster_change
from members.models.dates import written
from tests.members.factories import LinkFactory, MemberFactory, PersonFactory, TenureFactory

pytestmark = pytest.mark.django_db

LIST = reverse("roster_offices_held:list")


def address(action, *tenures, **query):
    pairs = [f"id={getattr(tenure, 'pk', tenure)}" for tenure in tenures]
    pairs += [f"{name}={value}" for name, value in query.items()]
    return (
        reverse("wagtail_bulk_action", args=["members", "tenure", action]) + f"?{'&'.join(pairs)}"
    )


def hidden_fields(response):
    page = BeautifulSoup(response.content, "html.parser")
    fields = page.select(".roster-bulk input[type=hidden]")
    return {field["name"]: field.get("value", "") for field in fields}


def confirm(client, *tenures, **query):
    """Open the summary and confirm."""
    url = address("confirm", *tenures, **query)
    summary = client.get(url)
    return client.post(url, fields) if (fields := hidden_fields(summary)) else summary


def end(client, *tenures, end="12/6/2025", end_reason="term_ended"):
    """Fill in the form and save what the summary shows."""
    url = address("end", *tenures)
    summary = client.post(url, {"end": end, "end_reason": end_reason})
    return client.post(url, fields) if (fields := hidden_fields(summary)) else summary


def refusals(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [" ".join(item.text.split()) for item in page.select(".help-critical li")]


@pytest.fixture
def editor(client_of):
    return client_of("Roster editors")


def test_a_round_of_confirmations(editor):
    tenures = TenureFactory.create_batch(2, expected_end="2022", verified_by="Somebody")
    other = TenureFactory(person=tenures[0].person, expected_end="2022")
    LinkFactory(person=other.person)
    version = RosterVersion.current()
    response = confirm(editor, *tenures)
    assert (response.status_code, response.url) == (302, LIST)
    for tenure in Tenure.objects.filter(pk__in=[row.pk for row in tenures]):
        assert str(tenure.verified_on) == written(localdate())
        assert tenure.verified_by == "Roster editors"
        assert tenure.state == State.HOLDOVER
    other.refresh_from_db()
    assert other.verified_on is None
    assert RosterVersion.current() == version + 1


def test_each_person_gets_one_revision_and_one_entry_in_the_log(editor):
    person = PersonFactory()
    tenures = [*TenureFactory.create_batch(2, person=person), TenureFactory()]
    confirm(editor, *tenures)
    assert Revision.objects.filter(user__username="Roster editors").count() == 2
    entries = ModelLogEntry.objects.filter(action="wagtail.edit", user__username="Roster editors")
    assert entries.count() == 2
    person.refresh_from_db()
    rows = person.latest_revision.content["tenures"]
    assert {row["verified_by"] for row in rows} == {"Roster editors"}


def test_the_summary_says_what_changes_and_saves_nothing(editor):
    tenure = TenureFactory(verified_on="June 2024", title="Mayor of Somewhere")
    page = BeautifulSoup(editor.get(address("confirm", tenure)).content, "html.parser")
    said = " ".join(page.select_one(".roster-bulk table").text.split())
    assert f"was June 2024 will be {written(localdate())}" in said
    assert "Mayor of Somewhere" in said and str(tenure.person) in said
    assert not Revision.objects.exists()
    tenure.refresh_from_db()
    assert str(tenure.verified_on) == "June 2024"


def test_a_round_of_ends(editor):
    tenures = TenureFactory.create_batch(2)
    assert end(editor, *tenures, end="Dec 2025", end_reason="defeated").status_code == 302
    for tenure in Tenure.objects.all():
        assert (str(tenure.end), tenure.end_reason) == ("December 2025", "defeated")


def test_an_end_that_leaves_members_without_an_office_wants_a_reason(editor):
    tenures = [MemberFactory().tenures.get() for _ in range(2)]
    tenures.append(TenureFactory())
    asked = end(editor, *tenures)
    page = BeautifulSoup(asked.content, "html.parser")
    doubts = [item.text for item in page.select(".admin-list li")]
    assert [
        tenure.person.name in doubt for tenure, doubt in zip(tenures, doubts, strict=False)
    ] == [
        True,
        True,
    ]
    assert not Tenure.objects.filter(end_last__isnull=False).exists()
    url = address("end", *tenures)
    again = editor.post(url, hidden_fields(asked) | {"reason": "  "})
    assert "Explain why this is correct." in again.content.decode()
    assert not AcceptedWarning.objects.exists()
    assert not Tenure.objects.filter(end_last__isnull=False).exists()
    response = editor.post(url, hidden_fields(asked) | {"reason": "Nobody ran again"})
    assert (response.status_code, response.url) == (302, LIST)
    accepted = AcceptedWarning.objects.filter(reason="Nobody ran again")
    assert {row.person for row in accepted} == {tenure.person for tenure in tenures[:2]}
    assert Tenure.objects.filter(end_last__isnull=False).count() == 3


def test_an_unknown_end(editor):
    tenure = TenureFactory()
    assert end(editor, tenure, end="unknown", end_reason="unknown").status_code == 302
    tenure.refresh_from_db()
    assert (tenure.end.first, tenure.end.last) == (None, localdate())


@pytest.mark.parametrize(
    "data, field, sentence",
    [
        ({"end": "", "end_reason": "resigned"}, "end", "This field is required."),
        ({"end": "12/1/2025", "end_reason": ""}, "end_reason", "This field is required."),
        ({"end": "2/31/2025", "end_reason": "died"}, "end", "There is no February 31, 2025."),
        ({"end": "someday", "end_reason": "died"}, "end", "Enter a date such as"),
        ({"end": "2025", "end_reason": "bored"}, "end_reason", "Select a valid choice."),
    ],
)
def test_what_cannot_be_an_end_is_refused_at_the_field(editor, data, field, sentence):
    tenure = TenureFactory()
    response = editor.post(address("end", tenure), data)
    assert sentence in response.context["form"].errors[field][0]
    assert sentence.replace("“", "") in response.text


def test_one_impossible_end_stops_all_of_them(editor):
    fine, late = TenureFactory(start="2020"), TenureFactory(start="2026", title="Mayor")
    response = end(editor, fine, late)
    assert refusals(response) == [
        f"{late.person}, Mayor: The end can’t come before the start, 2026."
    ]
    assert "Save these end dates" not in response.text
    assert not Tenure.objects.filter(end_last__isnull=False).exists()
    assert not Revision.objects.exists()


@pytest.mark.parametrize("action", [confirm, end])
@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"end": "2024"}, "this office already has an end, 2024."),
        ({"end": "unknown"}, "this office already has ended."),
        ({"person__status": "retired"}, "the person’s record is no longer active."),
        ({"person__status": "withdrawn"}, "the person’s record is no longer active."),
    ],
)
def test_what_is_over_is_not_changed_in_bulk(editor, action, fields, sentence):
    tenure = TenureFactory(person__name="Kim Example", **fields)
    [refusal] = refusals(action(editor, tenure))
    assert refusal.startswith(f"Kim Example, {tenure.display_title}: {sentence}")


def test_a_term_that_has_not_begun_is_not_confirmed(editor):
    tenure = TenureFactory(start=localdate() + timedelta(days=1))
    [refusal] = refusals(confirm(editor, tenure))
    assert refusal.endswith(f"the term begins only on {tenure.start}.")


def test_a_merged_record_is_left_alone(editor):
    tenure = TenureFactory(person__merged_into=PersonFactory())
    assert len(refusals(confirm(editor, tenure))) == 1


def test_a_confirmation_that_puts_two_people_in_one_seat_is_refused(editor):
    """An unknown start is sure from the day of the verification."""
    held = TenureFactory(start="2020", seat_label="Ward 1")
    Tenure.objects.update(recorded_on="2030-01-01")
    rival = TenureFactory(
        start=None, seat_label="Ward 1", office=held.office, jurisdiction=held.jurisdiction
    )
    Tenure.objects.filter(pk=rival.pk).update(recorded_on="2030-01-01")
    [refusal] = refusals(confirm(editor, rival))
    assert f"{held.person} holds this seat at the same time" in refusal


def test_a_change_by_somebody_else_is_noticed(editor):
    tenure = TenureFactory()
    url = address("confirm", tenure)
    data = hidden_fields(editor.get(url))
    with roster_change():
        tenure.verified_on = "2026"
        tenure.save()
    response = editor.post(url, data)
    assert "Someone else has changed the roster" in response.text
    assert "was</span> 2026" in response.text.replace("was </span>", "was</span> ")
    tenure.refresh_from_db()
    assert str(tenure.verified_on) == "2026"
    assert editor.post(url, hidden_fields(response)).status_code == 302


def test_all_that_the_filters_leave(editor):
    awaiting = TenureFactory.create_batch(60, expected_end="2022")
    TenureFactory(verified_on=localdate())
    response = confirm(editor, "all", worklist="awaiting")
    assert response.status_code == 302
    confirmed = Tenure.objects.filter(verified_by="Roster editors")
    assert {tenure.pk for tenure in confirmed} == {tenure.pk for tenure in awaiting}


def test_all_that_a_search_leaves(editor):
    TenureFactory(person__name="Ann Example")
    TenureFactory(person__name="Kim Example")
    confirm(editor, "all", q="kim")
    assert Tenure.objects.get(verified_by="Roster editors").person.name == "Kim Example"


def test_too_many_at_once(editor, monkeypatch):
    for module in (bulk, __import__("members.admin.bulk_actions", fromlist=["bulk"])):
        monkeypatch.setattr(module, "MOST", 2)
    TenureFactory.create_batch(2)
    assert "Yes, they are still in office" in editor.get(address("confirm", "all")).text
    TenureFactory()
    for action in ("confirm", "end"):
        response = editor.get(address(action, "all"))
        assert "more than 2 offices, too many to change at once" in response.text
        assert "Yes, they" not in response.text
    pks = ",".join(str(tenure.pk) for tenure in Tenure.objects.all())
    editor.post(address("confirm", "all"), {"offices": pks, "version": RosterVersion.current()})
    assert not Tenure.objects.filter(verified_by="Roster editors").exists()


@pytest.mark.parametrize("action", ["confirm", "end"])
@pytest.mark.parametrize("ids", [[], ["abc"], ["-1"], ["999999"], ["1 OR 1=1"], ["١"], ["9" * 18]])
def test_ids_of_nothing(editor, action, ids):
    response = editor.get(address(action, *ids))
    assert response.status_code == 200
    assert "None of these offices are in the roster anymore" in response.text
    data = {"end": "2025", "end_reason": "died"}
    assert editor.post(address(action, *ids), data).status_code == 200


@pytest.mark.parametrize("version", ["", "x", "-5", "9" * 40])
def test_a_meddled_summary_changes_nothing(editor, version):
    tenure = TenureFactory()
    response = editor.post(address("confirm", tenure), {"offices": tenure.pk, "version": version})
    assert response.status_code == 200
    assert not Revision.objects.exists()


@pytest.mark.parametrize("action", ["confirm", "end"])
def test_those_who_may_only_read_change_nothing(client_of, action):
    tenure = TenureFactory()
    reader = client_of("Communications")
    data = {
        "offices": tenure.pk,
        "version": RosterVersion.current(),
        "end": "2025",
        "end_reason": "died",
    }
    for response in (
        reader.get(address(action, tenure)),
        reader.post(address(action, tenure), data),
    ):
        assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    tenure.refresh_from_db()
    assert tenure.end is None and tenure.verified_on is None


def test_the_list_offers_the_actions_to_editors_only(client_of):
    TenureFactory()
    assert "data-bulk-action-checkbox" in client_of("Roster editors").get(LIST).text
    reader = client_of("Communications").get(LIST).text
    assert "data-bulk-action" not in reader and "bulk-actions.js" not in reader

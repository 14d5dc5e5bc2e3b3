from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.migrations.state import ModelState
from django.forms import modelform_factory
from hypothesis import given
from hypothesis import strategies as st

from members.models import Membership, Tenure
from members.models.dates import PartialDate
from tests.members.factories import MembershipFactory, PersonFactory

DAYS = st.dates(date(1776, 1, 1), date(2200, 12, 31))
DECEMBER_6 = date(2023, 12, 6), date(2023, 12, 6)
DECEMBER = date(2023, 12, 1), date(2023, 12, 31)


@pytest.mark.parametrize(
    "text, days",
    [
        ("12/6/2023", DECEMBER_6),
        ("2023-12-06", DECEMBER_6),
        ("December 6, 2023", DECEMBER_6),
        (" dec.  6th 2023 ", DECEMBER_6),
        ("Dec 2023", DECEMBER),
        ("2023-12", DECEMBER),
        ("12/2023", DECEMBER),
        ("December, 2023", DECEMBER),
        ("Feb 2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2023", (date(2023, 1, 1), date(2023, 12, 31))),
        ("August 2022 to October 2022", (date(2022, 8, 1), date(2022, 10, 31))),
    ],
)
def test_written_dates_are_read(text, days):
    assert PartialDate.parse(text) == PartialDate(*days)


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("February 31, 2024", "There is no February 31, 2024."),
        ("2/29/2023", "There is no February 29, 2023."),
        ("2023-12-00", "There is no December 0, 2023."),
        ("13/2024", "There is no month 13."),
        ("0/2024", "There is no month 0."),
        ("1775", "The year must be between 1776 and 2200."),
        ("2201", "The year must be between 1776 and 2200."),
        ("2024 to 2023", "January 1, 2024 comes after December 31, 2023."),
    ],
)
def test_impossible_dates_are_refused_in_a_sentence(text, sentence):
    with pytest.raises(ValueError) as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "text", ["soon", "Foo 2023", "6", "12/6/023", "٢٠٢٣", "2023\x00", "9" * 5000, "to", "2023 to "]
)
def test_what_is_no_date_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"Enter a date such as December 6, 2023"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text, precision",
    [
        ("December 6, 2023", "day"),
        ("December 2023", "month"),
        ("2023", "year"),
        ("2022 to 2023", "range"),
        ("August 2022 to October 2022", "range"),
        ("August 10, 2022 to August 20, 2022", "range"),
    ],
)
def test_the_american_style_and_the_precision(text, precision):
    parsed = PartialDate.parse(text)
    assert (str(parsed), parsed.precision) == (text, precision)


@given(DAYS, st.integers(0, 1500))
def test_whatever_is_shown_can_be_read_again(first, length):
    shown = PartialDate(first, min(first + timedelta(length), date(2200, 12, 31)))
    assert PartialDate.parse(str(shown)) == shown


def test_a_model_takes_text_days_and_partial_dates():
    expected = PartialDate(*DECEMBER_6)
    for value in ("12/6/2023", date(2023, 12, 6), expected):
        tenure = Tenure(start=value)
        assert tenure.start == expected
        assert (tenure.start_first, tenure.start_last) == DECEMBER_6
    tenure.start = ""
    assert tenure.start is None and tenure.start_last is None
    with pytest.raises(ValidationError):
        tenure.start = "February 31, 2024"


def test_migrations_see_two_ordinary_dates_and_no_third_field():
    fields = ModelState.from_model(Membership).fields
    assert {"start_first", "start_last", "end_first", "end_last"} <= set(fields)
    assert not {"start", "end"} & set(fields)


@pytest.mark.parametrize("start, end", [("Dec 2023", "unknown"), ("2023", "2024"), ("", "")])
def test_a_form_shows_what_it_can_read_again(start, end):
    form_class = modelform_factory(Membership, fields=["start", "end"])
    saved = Membership(start=start, end=end)
    form = form_class(instance=saved)
    shown = {name: form[name].value() or "" for name in ("start", "end")}
    again = form_class(shown, instance=Membership(start=start, end=end))
    assert again.is_valid() and not again.has_changed()
    assert (again.instance.start, again.instance.end) == (saved.start, saved.end)


def test_a_form_refuses_at_the_field():
    form_class = modelform_factory(Membership, fields=["start", "end"])
    form = form_class({"start": "February 31, 2024", "end": ""}, instance=Membership())
    assert form.errors == {"start": ["There is no February 31, 2024."]}
    form = form_class({"start": "2024", "end": "2023"}, instance=Membership())
    assert form.errors == {"end": ["The end can’t come before the start, 2024."]}


def test_an_unknown_end_keeps_the_day_on_which_it_was_first_said():
    with time_machine.travel("2024-05-01T12:00-05:00"):
        membership = Membership(end="unknown")
        assert membership.end == PartialDate(None, date(2024, 5, 1))
    with time_machine.travel("2024-06-01T12:00-05:00"):
        membership.end = "Unknown"
        assert membership.end.last == date(2024, 5, 1)
        membership.end = None
        assert membership.end is None
        membership.end = "unknown"
        assert membership.end.last == date(2024, 6, 1)


@pytest.mark.django_db
def test_the_dates_survive_the_database_and_serialization():
    saved = MembershipFactory(start="Dec 2023", end="2024")
    person = saved.person
    membership = Membership.objects.get(pk=saved.pk)
    assert (str(membership.start), str(membership.end)) == ("December 2023", "2024")
    data = person.serializable_data()
    assert data["memberships"][0]["start_last"] == date(2023, 12, 31)
    copy = type(person).from_json(person.to_json())
    assert str(copy.memberships.first().end) == "2024"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "days",
    [
        {"start_first": date(2024, 2, 2), "start_last": date(2024, 2, 1)},
        {"start_first": date(2024, 2, 2)},
        {"start_last": date(2024, 2, 2)},
        {"end_first": date(2024, 2, 2)},
        {"end_first": date(2024, 2, 2), "end_last": date(2024, 2, 1)},
        {
            "start_first": date(2024, 2, 2),
            "start_last": date(2024, 2, 2),
            "end_last": date(2024, 2, 1),
        },
    ],
)
def test_the_database_refuses_days_out_of_order(days):
    person = PersonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=person, **days)


@pytest.mark.parametrize(
    "start, end, period",
    [
        ("Dec 2023", "", "since December 2023"),
        ("", "", "start unknown"),
        ("2020", "Dec 2023", "2020 to December 2023"),
        ("", "2023", "until 2023"),
        ("2020", "unknown", "2020 to an unknown day"),
        ("", "unknown", "dates unknown"),
    ],
)
def test_a_period_in_words(start, end, period):
    assert Membership(start=start, end=end).period == period


def test_what_is_to_begin_runs_from_its_start_and_since_then_once_it_has_begun(time_machine):
    time_machine.move_to("2026-12-06T17:00:00Z")
    spell = Membership(start="December 7, 2026")
    assert spell.period == "from December 7, 2026"
    assert Membership(start="December 2026").period == "since December 2026"
    time_machine.move_to("2026-12-07T17:00:00Z")
    assert spell.period == "since December 7, 2026"

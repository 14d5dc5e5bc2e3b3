from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.importing.cells import RISKY, neutralize, read_date, restore, written_date
from members.importing.columns import COLUMNS, IMPORTED, ROSTER_COLUMNS
from members.models.dates import PartialDate, PartialDateField, last_day

texts = st.text(st.sampled_from("'=+-@\tab \r\n\u2019"), max_size=8) | st.text()
days = st.dates(date(1800, 1, 1), date(2190, 12, 31))


@given(texts)
def test_neutralizing_can_be_taken_back(text):
    assert restore(neutralize(text)) == text


@given(texts)
def test_no_neutralized_text_is_a_formula(text):
    assert not neutralize(text).startswith(RISKY)


@pytest.mark.parametrize(
    "text, neutralized",
    [
        ("=1", "'=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("''@x", "'''@x"),
        ("'tis", "'tis"),
        ("", ""),
        ("'", "'"),
    ],
)
def test_one_apostrophe_is_added_where_a_formula_would_begin(text, neutralized):
    assert neutralize(text) == neutralized


@given(days, st.integers(0, 900))
def test_dates_are_read_as_they_were_written(day, length):
    value = PartialDate(day, day + timedelta(days=length))
    assert read_date(PartialDateField(), written_date(value)) == value


@given(days)
def test_months_and_years_are_written_as_such(day):
    month = PartialDate(day.replace(day=1), last_day(day.year, day.month))
    year = PartialDate(date(day.year, 1, 1), date(day.year, 12, 31))
    assert written_date(month) == f"{day:%Y-%m}"
    assert written_date(year) == str(day.year)
    assert read_date(PartialDateField(), written_date(month)) == month


def test_headings_that_people_write_are_guessed():
    plain = ["First name", "Last name", "Name", "Office", "Title", "Jurisdiction", "Type"]
    plain += ["District or Ward", "Term start", "Term end", "Member since", "Email", "Phone"]
    assert list(ROSTER_COLUMNS.guess(plain).values()) == [
        "given_name",
        "family_name",
        "name",
        "office",
        "title",
        "jurisdiction",
        "kind",
        "seat_label",
        "start",
        "expected_end",
        "member_since",
        "email",
        "phone",
    ]


def test_all_headings_of_ours_are_guessed_and_case_and_punctuation_make_no_difference():
    assert list(ROSTER_COLUMNS.guess([column.header for column in COLUMNS]).values()) == [
        c.key for c in IMPORTED
    ]
    assert ROSTER_COLUMNS.guess(["E-MAIL address", " last  Name ", "zip code"]) == {
        "E-MAIL address": "email",
        " last  Name ": "family_name",
    }
    assert (
        ROSTER_COLUMNS.complaints(
            ROSTER_COLUMNS.guess([column.header for column in ROSTER_COLUMNS.template])
        )
        == []
    )


def test_each_heading_and_key_is_there_once():
    for part in ("key", "header"):
        values = [getattr(column, part) for column in COLUMNS]
        assert len(values) == len(set(values))


@pytest.mark.parametrize(
    "columns, words",
    [
        ({"A": "given_name", "B": "given_name"}, "“A” and “B” can’t both be “First name”."),
        ({"A": "state", "B": "name"}, "can’t be imported"),
        ({"A": "nonsense", "B": "name"}, "can’t be imported"),
        ({"A": "pronouns"}, "Choose the column that holds the names."),
        ({}, "Choose the column that holds the names."),
    ],
)
def test_a_mapping_that_cannot_be_is_told(columns, words):
    assert words in " ".join(ROSTER_COLUMNS.complaints(columns))

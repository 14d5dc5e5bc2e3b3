from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.models.dates import PartialDate, PartialDateField, last_day
from spreadsheets.cells import RISKY, iso_date, neutralize, read_date, restore

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
    assert read_date(PartialDateField(), iso_date(value)) == value


@given(days)
def test_months_and_years_are_written_as_such(day):
    month = PartialDate(day.replace(day=1), last_day(day.year, day.month))
    year = PartialDate(date(day.year, 1, 1), date(day.year, 12, 31))
    assert iso_date(month) == f"{day:%Y-%m}"
    assert iso_date(year) == str(day.year)
    assert read_date(PartialDateField(), iso_date(month)) == month

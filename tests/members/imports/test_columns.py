import pytest

from members.importing.columns import COLUMNS, ROSTER_COLUMNS


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
        c.key for c in ROSTER_COLUMNS.imported
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
        ({"A": "pronouns"}, "Choose the column that contains the names."),
        ({}, "Choose the column that contains the names."),
    ],
)
def test_a_mapping_that_cannot_be_is_told(columns, words):
    assert words in " ".join(ROSTER_COLUMNS.complaints(columns))

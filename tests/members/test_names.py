import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from members.models.names import FULL_NAMES, normalized, taken_apart

ONE_NAME = [
    "Kim Example",
    "kim EXAMPLE",
    "  Kim   Example ",
    "Example, Kim",
    "EXAMPLE,KIM",
    "Kim A. Example",
    "Kim A Example",
    "Kim A.Example",
    "Example, Kim A.",
    "Kim Example, Jr.",
    "Kim Example Jr",
    "Kim Example III",
    "Example III, Kim",
    "Example, Kim, Jr.",
    "Kim Example, Ph.D.",
    "Kim Example, MD, Esq.",
    "Dr. Kim Example",
    "Rev. Dr. Kim Example",
    "The Hon. Kim Example",
    "Mayor Kim Example",
    "Kimberly Example",
    "Kimberly “Kim” Example",
    'Kimberly "Kim" Example',
    "Kimberly (Kim) Example",
    "Kím Exämple",
    "Ｋｉｍ Example",
]


def names_fit(one, other):
    return taken_apart(one).fits(taken_apart(other))


@pytest.mark.parametrize("spelling", ONE_NAME)
def test_spellings_of_one_name_have_one_key(spelling):
    assert normalized(spelling) == "kimberly example"
    assert names_fit(spelling, "Kim Example")


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "Ana O'Sample",
            "Ana O’Sample",
            "Ana O‘Sample",
            "Ana OʻSample",
            "Ana O`Sample",
            "ana osample",
        ],
        ["Ana Sample-Example", "Ana Sample Example", "Ana Sample–Example", "SAMPLE-EXAMPLE, ANA"],
        ["Bob Example", "Robert Example", "Rob Example", "Robbie Example"],
        ["Liz Example", "Beth Example", "Elizabeth Example", "Betty Example"],
        ["J.R. Example", "J. R. Example", "JR Example", "Example, J.R."],
        ["J. Robert Example", "Robert Example", "Bobby Example"],
        ["José Muñoz", "Jose Munoz", "JOSE MUÑOZ", "Jose\u0301 Mun\u0303oz"],
        ["Łukasz Øre", "Lukasz Ore"],
        ["Straße Example", "Strasse Example"],
        ["Kim Anh Do", "Do, Kim Anh"],
    ],
)
def test_spellings_that_differ_in_what_does_not_count(spellings):
    assert len({normalized(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "one, other",
    [
        ("Kim Example", "Kim Sample"),
        ("Kim Example", "Ann Example"),
        ("Example Kim", "Kim Example"),
        ("Kim Ann Example", "Kim Sue Example"),
        ("Ann Sample Example", "Ann Example Sample"),
        ("Mayor Example", "Example"),
        ("李雷", "李霆"),
    ],
)
def test_different_names_have_different_keys(one, other):
    assert normalized(one) != normalized(other)
    assert not names_fit(one, other)


@pytest.mark.parametrize("name", ["", " ", "!!!", "🎈", "\0", "’", ",", "()"])
def test_what_is_no_name_has_no_key_and_fits_nobody(name):
    assert normalized(name) == ""
    assert not names_fit(name, name)


@pytest.mark.parametrize(
    "one, other, fits",
    [
        ("Alex Example", "Alexander Example", True),
        ("Alex Example", "Alexandra Example", True),
        ("Alexander Example", "Alexandra Example", False),
        ("Kim Ann Example", "Kim Example", True),
        ("Kim A. Example", "Kim Ann Example", True),
        ("Kim A. Example", "Kim B. Example", False),
        ("Kim B. Example", "Kim Ann Example", False),
        ("Kim Ann Marie Example", "Kim Marie Example", True),
        ("Kim A. A. Example", "Kim A. Example", True),
        ("Kim Example Jr.", "Kim Example Sr.", False),
        ("Kim Example Jr.", "Kim Example Junior", True),
        ("Kim Example Jr.", "Kim Example III", False),
        ("Kim Example Jr.", "Kim Example", True),
        ("Kim Example, MD", "Kim Example, Esq.", True),
        ("Example", "Example", True),
    ],
)
def test_what_names_alone_tell_of_two_people(one, other, fits):
    assert names_fit(one, other) is names_fit(other, one) is fits


def test_a_short_form_stands_for_every_full_name_it_may_mean():
    assert FULL_NAMES["alex"] == {"alexander", "alexandra"}
    assert FULL_NAMES["bob"] == {"robert"}
    assert "" not in FULL_NAMES


words = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(words, max_size=6).map(" ".join))
@example("𝕬")
def test_a_key_is_its_own_key(name):
    assert normalized(normalized(name)) == normalized(name)


letters = st.text("abcdefgijkmopqrt", min_size=3, max_size=10)


@given(letters, letters, st.sampled_from("ABC"))
def test_order_case_initial_and_honorific_never_matter(first, last, initial):
    first, last = f"zz{first}", f"zz{last}"
    for spelling in (
        f"{last}, {first}",
        f"{last.upper()}, {first} {initial}.",
        f"Dr. {first.title()} {initial}. {last}",
        f"{first} {last}, Jr.",
    ):
        assert normalized(spelling) == f"{first} {last}"
        assert names_fit(spelling, f"{first} {last}")

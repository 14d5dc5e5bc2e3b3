import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from members.models.names import NameParts, normalized, split_name, taken_apart
from members.models.nicknames import FULL_NAMES

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


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Robin Sample Jr.", ("Robin", "Sample", "Jr.")),
        ("Example, Kim, Jr.", ("Kim", "Example", "Jr.")),
        ("Example Jr., Kim", ("Kim", "Example", "Jr.")),
        ("Kim Example, Jr.", ("Kim", "Example", "Jr.")),
        ("Lee Specimen, Esq.", ("Lee", "Specimen", "Esq.")),
        ("Lee Specimen, M.D., Esq.", ("Lee", "Specimen", "M.D., Esq.")),
        ("Lee Specimen Jr., Ph.D.", ("Lee", "Specimen", "Jr., Ph.D.")),
        ("Dr. Pat Instance III", ("Pat", "Instance", "III")),
        ("Instance, Dr. Pat, III", ("Pat", "Instance", "III")),
        ("Instance, Pat, Mayor", ("Pat", "Instance", "")),
        ("Pat Instance, Mayor", ("Pat", "Instance", "")),
        ("The Hon. Rev. Pat Instance", ("Pat", "Instance", "")),
        ("Council Member Pat Instance", ("Pat", "Instance", "")),
        ("Councilwoman Pat Instance", ("Pat", "Instance", "")),
        ("Mayor Pro Tem Pat Instance", ("Pat", "Instance", "")),
        ("Dr. Instance", ("", "Instance", "")),
        ("Dr.", ("", "Dr.", "")),
        ("Sample Jr.", ("", "Sample", "Jr.")),
        ("Sample, Jr.", ("", "Sample", "Jr.")),
        ("Sample, J.R.", ("J.R.", "Sample", "")),
        ("J.R. Sample", ("J.R.", "Sample", "")),
        ("Kim V", ("Kim", "V", "")),
        ("Kim Do", ("Kim", "Do", "")),
        ("Do, Kim", ("Kim", "Do", "")),
        ("María de la Prueba", ("María", "de la Prueba", "")),
        ("MARÍA DE LA PRUEBA", ("MARÍA", "DE LA PRUEBA", "")),
        ("de la Prueba, María", ("María", "de la Prueba", "")),
        ("Prueba, María de la", ("María de la", "Prueba", "")),
        ("de la Prueba", ("", "de la Prueba", "")),
        ("Alex van der Muster", ("Alex", "van der Muster", "")),
        ("Alex B. van der Muster, Esq.", ("Alex B.", "van der Muster", "Esq.")),
        ("van der Muster", ("", "van der Muster", "")),
        ("Van der Muster", ("", "Van der Muster", "")),
        ("Van Muster", ("Van", "Muster", "")),
        ("Van Lee Muster", ("Van Lee", "Muster", "")),
        ("Ana Example y Muster", ("Ana", "Example y Muster", "")),
        ("Ana Maria Muster", ("Ana Maria", "Muster", "")),
        ("Ana Example-Muster", ("Ana", "Example-Muster", "")),
        ("Kim Mc Muster", ("Kim", "Mc Muster", "")),
        ("Mc Muster", ("", "Mc Muster", "")),
        ("Kim McMuster", ("Kim", "McMuster", "")),
        ("Kim O'Muster", ("Kim", "O'Muster", "")),
        ("Kim St. Muster", ("Kim", "St. Muster", "")),
        ("Robert “Bob” Example Jr.", ("Robert “Bob”", "Example", "Jr.")),
        ("Example, Robert (Big Bob)", ("Robert (Big Bob)", "Example", "")),
        ("Example", ("", "Example", "")),
        ("", ("", "", "")),
        (" , ,", ("", "", "")),
        ("()", ("", "()", "")),
    ],
)
def test_a_whole_name_is_taken_apart(text, parts):
    found = split_name(text)
    assert (found.given, found.family, found.suffix) == parts


@pytest.mark.parametrize(
    "parts, whole, sort_name, initials",
    [
        (("Kim", "Example", "Jr."), "Kim Example Jr.", "Example, Kim, Jr.", "KE"),
        (("Lee", "Specimen", "Esq."), "Lee Specimen, Esq.", "Specimen, Lee, Esq.", "LS"),
        (("Alex", "van der Muster"), "Alex van der Muster", "van der Muster, Alex", "AM"),
        (("Bill", "De Muster"), "Bill De Muster", "De Muster, Bill", "BD"),
        (("Kim", "O’Muster"), "Kim O’Muster", "O’Muster, Kim", "KO"),
        (("“Bob”", "example"), "“Bob” example", "example, “Bob”", "BE"),
        (("Øyvind", ""), "Øyvind", "Øyvind", "Ø"),
        (("", "Example", "III"), "Example III", "Example, III", "E"),
        (("", "", "III"), "", "", ""),
    ],
)
def test_a_name_is_put_together(parts, whole, sort_name, initials):
    name = NameParts(*parts)
    assert (name.whole, name.sort_name, name.initials) == (whole, sort_name, initials)


@given(st.lists(words, max_size=6).map(" ".join))
def test_no_word_of_a_name_is_lost(text):
    found = split_name(text)
    kept = [found.given, found.family, found.suffix, found.honorific]
    without_commas = " ".join(kept).replace(",", " ").split()
    assert (
        sorted(without_commas) == sorted(text.replace(",", " ").split())
        or "(" in text
        or '"' in text
    )

"""Small lists as they come, each uploaded, looked at and applied, with what a careful editor would have typed."""

from pathlib import Path

import pytest

from members.models import LeadershipRole, Person, RosterImport, Tenure
from tests.members.imports.test_screens import address, apply, attached, shown
from tests.members.screens import address as screen
from tests.members.screens import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_state")]
CASES = Path(__file__).parent / "cases"
#: The outcomes of each file's rows, and the tenures after its rows with mistakes were left out.
EXPECTED = {
    "01-single-name-column.csv": (
        ["new"] * 6,
        [
            "Sample, Robin, Jr.: Mayor of Apex",
            "Example, Kim, Jr.: Mayor of Garner",
            "Specimen, Lee, Esq.: Mayor of Zebulon",
            "de la Prueba, María: Mayor of Wendell",
            "van der Muster, Alex: Mayor of Knightdale",
            "Instance, Pat, III: Mayor of Rolesville",
        ],
    ),
    "02-district-spellings-first.csv": (["new"], ["Muster, Jordan: Wake County Commissioner"]),
    "03-vacant-seats.csv": (["left_out"] * 3, []),
    "04-section-and-total-rows.csv": (
        ["left_out", "new", "left_out", "left_out"],
        ["Probe, Robin: Wake County Commissioner"],
    ),
    "05-merged-down.xlsx": (
        ["new"] * 3,
        [
            f"{name}: Cary Town Council Member"
            for name in ("Probe, Robin", "Muster, Kim", "Beispiel, Lee")
        ],
    ),
    "06-two-sheets.xlsx": (["new"], ["Probe, Robin: Mayor of Cary"]),
    "08-mac-roman.csv": (["new"], ["Muster, José Núñez: Mayor of Cary"]),
    "09-carriage-return-escape.xlsx": (["new"], ["Probe, Robin: Mayor of Cary"]),
    "11-headings-none-known.csv": (["new"], ["Probe, Robin: Mayor of Cary"]),
    "12-year-as-heading.csv": (["new"], ["Probe, Robin: Mayor of Cary"]),
    "13-title-above-headings.xlsx": (["new"], ["Probe, Robin: Mayor of Cary"]),
    "15-sep-line.csv": (["new"], ["Probe, Robin: Mayor of Cary"]),
    "16-phones-and-placeholders.csv": (["error", "new"], ["Muster, Kim: Cary Town Council Member"]),
    "18-office-in-wrong-place.csv": (
        ["error", "new", "error", "new"],
        [
            "Muster, Kim: Wake County Public School System Board of Education Member",
            "Specimen, Pat: Mayor of Durham",
        ],
    ),
    "20-former-name-1.csv": (["new"], ["Beispiel, Jamie: Cary Town Council Member"]),
    "23-titles-with-seat.csv": (
        ["new"] * 3,
        [
            "Probe, Robin: Cary Town Council Member (Mayor pro tem)",
            "Muster, Kim: Wake County Commissioner",
            "Beispiel, Lee: Durham City Council Member",
        ],
    ),
    "24-place-spellings.csv": (
        ["new"] * 4,
        [
            "Probe, Robin: Mayor of Durham",
            "Muster, Kim: Winston-Salem City Council Member",
            "Beispiel, Lee: Wake County Public School System Board of Education Member",
            "Specimen, Pat: Wake County Public School System Board of Education Member",
        ],
    ),
}
#: Files that follow another one.
LATER = {"02-district-spellings-second.csv", "20-former-name-2.csv"}


def test_every_file_is_tried():
    assert {file.name for file in CASES.iterdir()} == EXPECTED.keys() | LATER


def bring_in(editor, name):
    """Upload the file, take the guesses, leave out rows with mistakes, and apply it; return the outcomes."""
    file = attached((CASES / name).read_bytes(), name)
    uploaded = editor.post(address("add"), {"file": file})
    assert uploaded.status_code == 302, uploaded.context["form"].errors
    roster_import = RosterImport.objects.latest("pk")
    assert uploaded["Location"] == address("columns", roster_import.pk)
    columns = editor.get(uploaded["Location"]).context["form"]
    chosen = {field.html_name: field.value() or "" for field in columns}
    assert editor.post(uploaded["Location"], chosen)["Location"] == address(
        "preview", roster_import.pk
    )
    rows = shown(editor, roster_import).context["plan"].rows
    answers = {"asked_about_errors": "1", "skip_errors": "on", "reason": "It is so.", "go": "save"}
    editor.post(address("preview", roster_import.pk), answers)
    if shown(editor, roster_import).context["plan"].can_apply:
        apply(editor, roster_import)
        assert RosterImport.objects.get(pk=roster_import.pk).applied_at
    return [row.outcome.value for row in rows]


def tenures():
    found = Tenure.objects.with_state().select_related("person").order_by("pk")
    roles = {
        role.tenure_id: f" ({role.get_role_display()})" for role in LeadershipRole.objects.all()
    }
    return [f"{t.person.sort_name}: {t.title_in_state}{roles.get(t.pk, '')}" for t in found]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_list_as_it_comes(editor, name):
    outcomes, held = EXPECTED[name]
    assert bring_in(editor, name) == outcomes
    assert tenures() == held
    assert Person.objects.count() == len(held)


def test_another_spelling_of_a_seat_is_the_same_term(editor):
    bring_in(editor, "02-district-spellings-first.csv")
    assert bring_in(editor, "02-district-spellings-second.csv") == ["update", "error"]
    tenure = Tenure.objects.get()
    assert (tenure.seat_label, tenure.expected_end.isoformat()) == ("District 3", "2028-12")


def test_a_marriage_between_two_files(editor):
    bring_in(editor, "20-former-name-1.csv")
    jamie = Person.objects.get()
    data = opened(editor, screen(jamie)) | {"family_name": "Probe", "keeps_former_name": "on"}
    assert editor.post(screen(jamie), data).status_code == 302
    assert bring_in(editor, "20-former-name-2.csv") == ["update"]
    jamie.refresh_from_db()
    assert jamie.name == "Jamie Probe"
    assert jamie.tenures.get().expected_end.isoformat() == "2027-12"

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.models import Person, RosterImport
from tests.members.factories import CityFactory, CountyFactory, MembershipFactory, OfficeFactory
from tests.members.imports.files import file_of
from tests.members.killing import state

pytestmark = pytest.mark.django_db
HEADER = "Name|Office|Jurisdiction|Type|Term start|Shoe size"
KIM = "Kim Example|Mayor|Durham|City|2023|7"


@pytest.fixture(autouse=True)
def durham():
    OfficeFactory(name="Mayor", one_holder=True)
    CityFactory(name="Durham", primary_county=CountyFactory(name="Durham County"))


@pytest.fixture
def run(tmp_path):
    def run(*rows, commit=False):
        file = tmp_path / "members.csv"
        file.write_bytes(file_of(*rows))
        output = StringIO()
        call_command("import_roster", file, commit=commit, stdout=output)
        return output.getvalue()

    return run


def test_it_only_says_what_would_change(run):
    MembershipFactory()
    before = state()
    said = run(HEADER, KIM)
    assert "Row 2, Kim Example: Office: Mayor" in said
    assert "Rows: 1 new, 0 changed, 0 unchanged. Members who aren’t in the file: 1." in said
    assert "Columns that aren’t imported: Shoe size." in said
    assert "Nothing was saved. Add --commit to apply it." in said
    assert state() == before


def test_with_commit_it_applies_and_shows_progress(run):
    said = run(HEADER, KIM, commit=True)
    assert "Saved 1 of 1" in said
    roster_import = RosterImport.objects.get()
    assert f"Applied as import {roster_import.pk}" in said
    assert (roster_import.file_name, roster_import.applied_by) == ("members.csv", None)
    assert Person.objects.get().latest_revision.user is None


def test_what_changes_nothing_leaves_no_import(run):
    run(HEADER, KIM, commit=True)
    said = run(HEADER, KIM, commit=True)
    assert "There is nothing to change." in said
    assert RosterImport.objects.count() == 1


@pytest.mark.parametrize("commit", [False, True])
def test_errors_and_open_questions_refuse_the_whole_file_and_name_each_row(run, commit):
    before = state()
    with pytest.raises(CommandError) as refused:
        run(
            HEADER,
            KIM,
            "Robin Sample|Mayor|Durham|||",
            "Alex Placeholder|Wizard|Durham|County||",
            commit=commit,
        )
    message = str(refused.value)
    assert refused.value.returncode == 1
    assert "nothing was saved" in message
    assert "Row 3 (Robin Sample): “Durham” could mean City of Durham or Durham County." in message
    assert "Row 4 (Alex Placeholder): Office: There is no office called “Wizard”" in message
    assert "Row 2" not in message
    assert state() == before


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n", "a picture, not a spreadsheet"),
        (b"Pronouns,Shoe size\nshe/her,7\n", "Choose the column that contains the names."),
    ],
)
def test_a_file_that_cannot_be_imported_gets_a_sentence(tmp_path, content, words):
    file = tmp_path / "members.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        call_command("import_roster", file, stdout=StringIO())


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"missing.csv can’t be read: No such file"):
        call_command("import_roster", tmp_path / "missing.csv", stdout=StringIO())
    with pytest.raises(CommandError, match="can’t be read: Is a directory"):
        call_command("import_roster", tmp_path, stdout=StringIO())

"""Imports read exported files back without losing or changing anything."""

import io

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from core.visible_text import is_visible
from members.importing.columns import BY_KEY, COLUMNS, ROSTER_COLUMNS
from members.importing.roster import ROSTER
from members.models import (
    CommitteeSeat,
    ContactDetail,
    Jurisdiction,
    LeadershipRole,
    Membership,
    Person,
    PersonLink,
    Tenure,
)
from members.models.dates import PartialDate
from spreadsheets.cells import decoded_cell, is_placeholder, repaired
from spreadsheets.exports import FileFormat
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    ContactFactory,
    CountyFactory,
    LinkFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.imports.files import written

IDENTIFIERS = ("person_id", "tenure_id")
FORMATS = list(FileFormat)


def content_of(content, file_format):
    """Return the part that must be equal: the bytes of a CSV file, the cells of an XLSX file."""
    if file_format == FileFormat.CSV:
        return content
    sheet = load_workbook(io.BytesIO(content)).active
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


def brought_back(content):
    """The plan of an import of the file, applied; questions get their first answer."""
    roster_import = ROSTER.begin("roster.csv", content)
    plan = ROSTER.preview(roster_import)
    asked = {row.number: row.question for row in plan.rows if row.question}
    roster_import.decisions = {
        "rows": {
            str(number): {question.key: question.options[0].value}
            for number, question in asked.items()
        }
    }
    roster_import.save()
    plan = ROSTER.preview(roster_import)
    assert not plan.unresolved, [row.sentences for row in plan.unresolved]
    if plan.can_apply:
        ROSTER.apply(roster_import, digest=plan.digest)
    return plan


@pytest.fixture
def full_roster(offices, durham, durham_county, town, council, mayor, commissioner):
    """Two people of whom every column says something, and one of whom hardly any does."""
    kim = PersonFactory(
        given_name="Kim",
        family_name="Example",
        suffix="Jr.",
        name="Kim “=” Example",
        sort_name="example, kim",
        pronouns="-she/her",
        biography="<p>One <b>bold</b> line.</p><ul><li>And a list</li></ul>",
        private_notes='\'=1+1\r\nsecond line, with “quotes” and "others"',
        status="retired",
    )
    former = TenureFactory(
        person=kim,
        office=council,
        jurisdiction=town,
        seat_label="Ward 3",
        title="@Councilor",
        start="2015",
        expected_end="December 2019",
        end="unknown",
        end_reason="resigned",
        began="appointed",
        source="https://example.org/?a=1,2;3",
        verified_on="June 2016",
        verified_by="Robin",
    )
    LeadershipRole.objects.create(tenure=former, role="chair", start="2016", end="2017")
    TenureFactory(person=kim, office=commissioner, jurisdiction=durham_county, start="12/1/2025")
    MembershipFactory(person=kim, start="2010", end="2012")
    MembershipFactory(person=kim, start=None)
    CommitteeSeatFactory(person=kim, role="co_chair", start="2024-06-01", end="2025")
    for kind, value in (
        ("email", "kim@example.org"),
        ("phone", "+1 919"),
        ("address", "1 Main St; X"),
    ):
        ContactFactory(person=kim, kind=kind, value=value, published=True)
        ContactFactory(person=kim, kind=kind, value=f"2{value}", published=False)
    LinkFactory(person=kim)
    LinkFactory(person=kim, label="Two words", url="https://example.org/?a=b;c")
    robin = PersonFactory(given_name="Robin", family_name="Sample")
    TenureFactory(person=robin, office=mayor, jurisdiction=durham, start="June 2024 to 2025")
    PersonFactory(given_name="", family_name="", name="'Placeholder")


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_that_comes_back_changes_nothing(full_roster, file_format):
    before = written(file_format)
    plan = brought_back(before)
    assert plan.counts["unchanged"] == len(plan.rows) == 4
    assert content_of(written(file_format), file_format) == content_of(before, file_format)


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_brings_back_what_was_changed_since(full_roster, file_format):
    before = written(file_format)
    blank_everything()
    assert written(file_format) != before
    plan = brought_back(before)
    assert plan.counts["update"] == 4
    assert content_of(written(file_format), file_format) == content_of(before, file_format)


def blank_everything():
    """Empties or changes every field that a file can give back; contacts come back unpublished."""
    for person in Person.objects.all():
        for name in (
            "given_name",
            "family_name",
            "suffix",
            "name",
            "sort_name",
            "pronouns",
            "private_notes",
        ):
            setattr(person, name, getattr(person, name) and "X")
        person.biography = person.biography and "<p>X</p>"
        person.status = "active"
        person.save()
    place = Jurisdiction.objects.get(name="Durham")
    office = OfficeFactory(name="Another office")
    for tenure in Tenure.objects.all():
        tenure.office, tenure.jurisdiction = office, place
        for name in ("seat_label", "title", "source", "verified_by"):
            setattr(tenure, name, getattr(tenure, name) and "X")
        tenure.start = tenure.expected_end = tenure.end = tenure.verified_on = None
        tenure.end_reason, tenure.began = "", "unknown"
        tenure.save()
    for spell in (*CommitteeSeat.objects.all(), *LeadershipRole.objects.all()):
        spell.start, spell.end = "1999", None
        spell.save()
    for membership in Membership.objects.filter(end_last__isnull=True):
        membership.start = "1999"
        membership.save()
    CommitteeSeat.objects.update(role="member")
    LeadershipRole.objects.update(role="vice_chair")
    PersonLink.objects.update(label="X")


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_without_ids_makes_an_empty_roster_the_same(full_roster, file_format):
    kept = [c for c in COLUMNS if c.key not in IDENTIFIERS and "published" not in c.key]
    Membership.objects.filter(start_first=None).update(
        start_first="2020-01-01", start_last="2020-01-01"
    )
    Membership.objects.filter(end_last__isnull=False).delete()
    ContactDetail.objects.update(published=False)
    PersonFactory(given_name="Alex", family_name="Twofold")
    columns = [*kept, *(c for c in COLUMNS if c.key.startswith("unpublished"))]
    before = written(file_format, columns)
    for model in (LeadershipRole, Tenure, Membership, CommitteeSeat, Person):
        model.objects.all().delete()
    plan = brought_back(before)
    assert plan.counts["new"] == 5
    assert content_of(written(file_format, columns), file_format) == content_of(before, file_format)


def test_every_column_that_an_export_writes_is_read_or_derived():
    derived = [column.key for column in COLUMNS if column.derived]
    assert derived == ["full_title", "state"]
    assert {column.key for column in ROSTER_COLUMNS.imported} | set(derived) == set(BY_KEY)


printable = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r")


def comes_back(text):
    """Whether the text is one that a form lets in and no sign of an empty cell or of a program's mistake."""
    return repaired(decoded_cell(text)) == text and not is_placeholder(text)


words = st.text(printable, max_size=30).filter(comes_back) | st.sampled_from(
    ["CLEAR", "'=x", "''", " padded ", "2024", "a\r\nb"]
)
names = st.text(printable, min_size=1, max_size=30).filter(is_visible).filter(comes_back)
dates = (
    st.none()
    | st.dates().filter(lambda day: 1800 < day.year < 2100).map(lambda day: PartialDate(day, day))
    | st.integers(1800, 2100).map(lambda year: PartialDate.parse(str(year)))
)


class AnyRoster(TestCase):
    """Any roster's export comes back unchanged."""

    @settings(phases=[Phase.explicit, Phase.generate])
    @given(
        name=names,
        texts=st.lists(words, min_size=8, max_size=8),
        start=dates,
        verified=dates,
        file_format=st.sampled_from(FORMATS),
    )
    def test_comes_back_byte_by_byte(self, name, texts, start, verified, file_format):
        person = Person(name=name, pronouns=texts[0], private_notes=texts[1], biography=texts[2])
        person.save()
        tenure = Tenure(
            person=person,
            office=OfficeFactory(),
            jurisdiction=CityFactory(primary_county=CountyFactory()),
            seat_label=texts[3],
            title=texts[4],
            source=texts[5],
            start=start,
            verified_on=verified,
        )
        tenure.save()
        ContactFactory(person=person, value=texts[6] or "x", kind="phone")
        LinkFactory(person=person, label=texts[7] or "x")
        before = written(file_format)
        plan = brought_back(before)
        assert {row.outcome for row in plan.rows} == {"unchanged"}
        assert content_of(written(file_format), file_format) == content_of(before, file_format)

"""Files of wins: which win a row means, what is refused and in which words."""

import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.importing.columns import WIN_COLUMNS
from campaigns.importing.ledger import LEDGER
from campaigns.importing.records import Shelf, WinRecord
from campaigns.models import Win, WinSource, WinSponsor, WinStatus
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import Person
from spreadsheets.tables import UnreadableFile
from tests.campaigns.win_files import applied, bring_in, plan_for
from tests.factories import CampaignPageFactory, TopicFactory, WinFactory
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    MemberFactory,
    OtherNameFactory,
    PersonFactory,
)
from tests.members.imports.files import changes, options, outcomes, sentences

pytestmark = pytest.mark.django_db

HEADER = "Title|Place|Kind|Adopted|Source title|Source address"
SOURCE = "The minutes|https://example.org/minutes"
NEW = f"Living wage|Sampleton|Ordinance|January 2021|{SOURCE}"
URL = "https://example.org/minutes"


@pytest.fixture(autouse=True)
def town(db):
    return CityFactory(name="Sampleton", body_size=7)


def row(**cells):
    """A header and a row of a new win, with these cells besides or instead."""
    cells = {
        "Title": "Living wage",
        "Place": "Sampleton",
        "Kind": "Ordinance",
        "What happened": "Adopted, 2021",
        "Sources": f"The minutes {URL}",
    } | {name.replace("_", " "): value for name, value in cells.items()}
    return [list(cells), list(cells.values())]


def named(win):
    """The log, the sources and the sponsors in words."""
    return [list(map(str, rows.all())) for rows in (win.log, win.sources, win.sponsors)]


class TestNewWins:
    def test_a_list_of_somebodys_own_comes_in_as_it_is(self):
        topic = TopicFactory(name="LGBTQ+ equality")
        county = CountyFactory(name="Orange County")
        applied(
            "jurisdiction_type|jurisdiction|issue|title|status|adopted|adopted_precision|source_title|source_url",
            "city|Sampleton|LGBTQ+ equality|Non-discrimination ordinance|adopted|2021-01|month|News: a, b|"
            f"{URL}",
            "county|Orange County|LGBTQ+ equality|Non-discrimination ordinance|adopted|2021-01-19|day|The law|"
            f"{URL}",
        )
        first, second = Win.objects.order_by("pk")
        assert (first.live, first.kind, list(first.topics.all())) == (True, "ordinance", [topic])
        assert named(first) == [["Adopted, January 2021"], ["News: a, b"], []]
        assert (second.jurisdiction, str(second.adopted_on)) == (county, "January 19, 2021")
        assert Win.objects.on_record().count() == 2

    def test_everything_that_a_row_says_is_kept(self):
        kim, campaign = MemberFactory(), CampaignPageFactory(title="A living wage")
        TopicFactory(name="Wages")
        applied(
            *row(
                Topics="Wages",
                Campaigns="a LIVING wage",
                What_happened="Proposed, unknown\nadopted, 1/19/2021, by a vote\nIn force, Mar 2021",
                Votes_for="5",
                Votes_against="2",
                Sponsors=f"{kim.name}",
                Sources=f"A {URL} (seen 2024-06)\nB http://example.org/b",
                Summary="It says so.",
                Text="One\nTwo",
                Address_of_the_text="https://example.org/t",
                **{"LPNC's own part": "Letters."},
            )
        )
        win = Win.objects.get()
        assert named(win) == [
            ["Proposed, date unknown", "Adopted, January 19, 2021", "In force, March 2021"],
            ["A", "B"],
            [str(kim)],
        ]
        assert [str(win.sources.first().seen_on), win.log.all()[1].note] == [
            "June 2024",
            "by a vote",
        ]
        assert (win.vote, win.text, win.own_part) == ("5 to 2", "<p>One</p><p>Two</p>", "Letters.")
        assert list(win.campaigns.all()) == [campaign]

    def test_what_says_no_under_published_stays_a_draft_and_needs_no_source(self):
        applied("Title|Place|Kind|Published", "Living wage|Sampleton|Ordinance|no")
        assert not Win.objects.get().live

    @pytest.mark.parametrize(
        "title, kind",
        [("A climate resolution", "resolution"), ("Two programs", "program"), ("Nothing", None)],
    )
    def test_the_kind_is_taken_from_a_title_that_names_one(self, title, kind):
        plan = plan_for(*row(Title=title, Kind=""))
        if kind:
            assert plan.rows[0].record.win.kind == kind
        else:
            assert "Enter the kind of win: Ordinance, Resolution" in sentences(plan)[0]

    def test_who_did_it_stands_in_the_history(self, admin_user):
        applied(*row(), user=admin_user)
        win = Win.objects.get()
        assert win.latest_revision.user == admin_user
        assert win.slug == "living-wage-sampleton"


class TestWhichWin:
    def test_an_id_says_so_surely(self):
        win = WinFactory(title="Living wage")
        plan = plan_for("Win ID|Title", f"{win.pk}|Wage, renamed")
        assert changes(plan) == {("Title", win.title, "Wage, renamed")}

    @pytest.mark.parametrize(
        "text, words", [("999", "no win with the ID 999"), ("x", "whole number")]
    )
    def test_an_unknown_id_is_refused(self, text, words):
        assert words in sentences(plan_for("Win ID|Title", f"{text}|Renamed"))[0]

    def test_the_same_title_in_the_same_place_is_the_same_win(self, town):
        WinFactory(title="Living Wage!", jurisdiction=town)
        WinFactory(title="Living wage", jurisdiction=CityFactory())
        assert outcomes(plan_for(HEADER, NEW)) == ["update"]

    def test_another_year_is_asked_about(self, town):
        win = WinFactory(title="Living wage", jurisdiction=town, log=[entry("2019")])
        plan = plan_for(HEADER, NEW)
        assert "adopted in 2019. Is it that one?" in sentences(plan)[0]
        assert options(plan) == [str(win.pk), "new"]
        known = plan_for(HEADER, NEW, decisions={"rows": {"2": {"win": str(win.pk)}}})
        assert ("Adopted", "2019", "2021-01") in changes(known)
        assert outcomes(plan_for(HEADER, NEW, decisions={"rows": {"2": {"win": "new"}}})) == ["new"]

    def test_several_of_one_title_are_asked_about(self, town):
        wins = [WinFactory(title="Living wage", jurisdiction=town) for _ in "ab"]
        assert options(plan_for(HEADER, NEW)) == [*(str(win.pk) for win in wins), "new"]

    def test_what_looks_like_one_on_record_is_pointed_out(self, town):
        win = WinFactory(title="Wages", jurisdiction=town, log=[entry("March 2021")])
        plan = plan_for(HEADER, NEW)
        assert "This may already be on record" in sentences(plan)[0]
        assert (options(plan), outcomes(plan)) == ([str(win.pk), "new"], ["ambiguous"])
        assert not plan.can_apply

    def test_two_rows_that_look_alike_are_pointed_out(self):
        plan = plan_for(HEADER, NEW, NEW.replace("Living", "Prevailing"))
        assert outcomes(plan) == ["new", "ambiguous"]
        assert "(row 2)" in plan.rows[1].sentences[0]
        assert [option.value for option in plan.rows[1].question.options] == ["new"]

    def test_two_rows_about_one_win_are_refused(self):
        plan = plan_for(HEADER, NEW, NEW)
        assert plan.rows[1].sentences == [
            "Title: Row 2 is about the same win. Put everything in one row."
        ]

    def test_an_ambiguous_place_is_asked_about(self):
        county = CountyFactory(name="Durham County")
        city = CityFactory(name="Durham")
        plan = plan_for(HEADER, NEW.replace("Sampleton", "Durham"))
        assert set(options(plan)) == {str(county.pk), str(city.pk)}

    def test_a_win_of_a_row_that_is_left_out_is_neither_made_nor_in_the_way(self):
        decisions = {"rows": {"2": {"skip": True}}}
        assert outcomes(plan_for(HEADER, NEW, NEW, decisions=decisions)) == ["left_out", "new"]


def entry(date, status="adopted"):
    return WinStatus(status=status, date=date)


class TestWrongCells:
    @pytest.mark.parametrize(
        "cells, words",
        [
            ({"Title": ""}, "Title: Enter the title of the win."),
            ({"Title": "\u3164\u2800"}, "no visible characters"),
            ({"Title": "x" * 161}, "161 characters, but the limit is 160"),
            ({"Place": "Nowhere"}, "There is no place called “Nowhere”."),
            ({"Place": ""}, "Enter the place."),
            ({"Kind": "Law"}, "Enter one of: Ordinance, Resolution"),
            ({"Topics": "Wagse"}, "There is no topic called “Wagse”. Did you mean “Wages”?"),
            ({"Campaigns": "x"}, "There is no campaign called “x”."),
            ({"What_happened": "Passed, 2021"}, "“Passed” isn’t one of: Proposed, Adopted"),
            ({"What_happened": "Adopted"}, "Enter what happened and when"),
            ({"What_happened": "Adopted, sometime"}, "“sometime” can’t be read"),
            ({"What_happened": "In force, 2021"}, "It can’t take effect before it is adopted"),
            ({"What_happened": "Repealed, 2021"}, "can’t be repealed before it is adopted"),
            (
                {"What_happened": "Adopted, 2021\nIn force, 2020"},
                "This is earlier than “Adopted, 2021”",
            ),
            ({"What_happened": "Adopted, 2199"}, "This day is in the future"),
            ({"What_happened": ""}, "Enter at least one status"),
            ({"What_happened": "Adopted, 2020\n" * 7_000}, "This cell has 7,000 lines"),
            (
                {"Votes_for": "300", "Votes_against": "0"},
                "That is 300 votes, but only 7 people",
            ),
            ({"Votes_for": "five"}, "“five” isn’t a whole number."),
            ({"Votes_for": "9" * 30, "Votes_against": "0"}, "isn’t a whole number"),
            ({"Sponsors": "Nobody Known"}, "No one on the roster is called “Nobody Known”."),
            ({"Sponsors": "Kim (Person ID 999)"}, "There is no person with the ID 999."),
            ({"Sources": ""}, "Enter at least one source"),
            ({"Sources": URL}, "Enter the title and then the web address"),
            (
                {"Sources": "Bad javascript:alert(1)"},
                "Enter a web address that starts with https://",
            ),
            ({"Sources": "Bad data:text/html,x"}, "Enter a web address that starts with https://"),
            ({"Sources": "Words only"}, "Enter the title and then the web address"),
            ({"Sources": f"A {URL} (seen whenever)"}, "“whenever” can’t be read"),
            ({"Address_of_the_text": "javascript:alert(1)"}, "Enter a web address"),
            ({"Summary": "x" * 601}, "601 characters, but the limit is 600"),
            ({"Published": "maybe"}, "Enter yes or no."),
        ],
    )
    def test_each_is_told_in_a_sentence_at_its_column(self, cells, words):
        TopicFactory(name="Wages")
        plan = plan_for(*row(**cells))
        assert outcomes(plan) == ["error"]
        assert words in " ".join(sentences(plan))
        heading = next(iter(cells)).replace("_", " ")
        assert [p.header for p in plan.rows[0].problems if words in str(p)] == [heading]

    def test_half_a_vote_is_told_at_the_other_half(self):
        plan = plan_for(*row(Votes_for="5"))
        assert sentences(plan)[0].startswith("Votes against: Enter both numbers, for and against")

    def test_parts_of_a_source_without_its_address(self):
        plan = plan_for(
            "Title|Place|Kind|Adopted|Source title", "A|Sampleton|Program|2021|The minutes"
        )
        assert "Enter the web address of the source as well." in sentences(plan)[0]

    @pytest.mark.parametrize("more", ["", "|"])
    def test_the_address_of_a_source_without_its_title_asks_for_the_title(self, more):
        header = f"Title|Place|Kind|Adopted|Source URL{'|Source title' * bool(more)}"
        plan = plan_for(header, f"A|Sampleton|Program|2021|{URL}{more}")
        (problem,) = plan.rows[0].problems
        assert str(problem) == "Source title: Enter the title of the source as well."

    def test_people_of_one_name_need_their_id(self):
        first, second = [PersonFactory(given_name="Kim", family_name="Example") for _ in "ab"]
        plan = plan_for(*row(Sponsors="Kim Example"))
        assert f"the ID is {first.pk} or {second.pk}" in sentences(plan)[0]
        plan = plan_for(*row(Sponsors=f"Kim Example (Person ID {second.pk})"))
        assert [s.person for s in plan.rows[0].record.win.sponsors.all()] == [second]

    def test_a_former_name_is_known(self):
        kim = PersonFactory(given_name="Kim", family_name="Probe")
        OtherNameFactory(person=kim, name="Kim Example")
        for cell in ("Kim Example", f"Kim Example (Person ID {kim.pk})"):
            (planned,) = plan_for(*row(Sponsors=cell)).rows
            assert [s.person for s in planned.record.win.sponsors.all()] == [kim]

    def test_a_name_that_is_not_that_of_its_id_is_refused(self):
        kim, lee = (
            PersonFactory(given_name=name, family_name="Example") for name in ("Kim", "Lee")
        )
        plan = plan_for(*row(Sponsors=f"Kim Example (Person ID {lee.pk})"))
        assert f"The person with the ID {lee.pk} is Lee Example, not “Kim" in sentences(plan)[0]
        merge(suggested(kim, lee))
        both = f"Kim Example (Person ID {kim.pk})\nLee Example (Person ID {lee.pk})"
        (planned,) = plan_for(*row(Sponsors=both)).rows
        assert [s.person for s in planned.record.win.sponsors.all()] == [
            Person.objects.not_withdrawn().get()
        ]

    @pytest.mark.parametrize(
        "headings, words",
        [
            ("Title|Place|What happened|Adopted", "“What happened” and “Adopted” overlap"),
            ("Title|Place|Sources|Source title", "“Sources” and “Source title” overlap"),
            ("Title|Kind", "Choose the columns that contain the titles and the places."),
        ],
    )
    def test_columns_that_cannot_go_together(self, headings, words):
        win_import, _ = bring_in(headings, "A|B|C|D"[: len(headings.split("|")) * 2 - 1])
        assert words in " ".join(WIN_COLUMNS.complaints(win_import.columns))

    def test_a_file_without_headings_of_ours_names_two(self):
        with pytest.raises(UnreadableFile, match="such as “Title” and “Place”"):
            bring_in("Colour|a@example.org", "red|round")

    def test_every_imported_column_is_explained_and_there_once(self):
        headers = [column.header for column in WIN_COLUMNS.by_key.values()]
        assert len(headers) == len(set(headers)) >= 25
        assert all(column.help for column in WIN_COLUMNS.imported)
        assert (
            WIN_COLUMNS.complaints(WIN_COLUMNS.guess([c.header for c in WIN_COLUMNS.template]))
            == []
        )


class TestChanges:
    def test_an_empty_cell_changes_nothing_and_clear_empties(self):
        win = WinFactory(summary="Says so.", own_part="Letters.")
        applied("Win ID|Summary|LPNC’s own part", f"{win.pk}||CLEAR")
        win = Win.objects.get()
        assert (win.summary, win.own_part) == ("Says so.", "")

    def test_an_entry_that_says_the_same_stays_the_same_row(self):
        win = WinFactory(log=[entry(None, "proposed"), entry("2021")])
        before = [row.pk for row in win.log.all()]
        applied(
            "Win ID|What happened", [win.pk, "Proposed, unknown\nAdopted, 2022\nIn force, 2023"]
        )
        log = Win.objects.get().log.all()
        assert [row.pk for row in log][:2] == before
        assert list(map(str, log))[1:] == ["Adopted, 2022", "In force, 2023"]

    @pytest.mark.parametrize(
        "column, text, log",
        [
            ("Adopted", "2022", ["Proposed, 2020", "Adopted, 2022", "Amended, 2023"]),
            (
                "In force",
                "2022",
                ["Proposed, 2020", "Adopted, 2021", "In force, 2022", "Amended, 2023"],
            ),
            (
                "Status",
                "Failed",
                ["Proposed, 2020", "Adopted, 2021", "Amended, 2023", "Failed, date unknown"],
            ),
            ("Status", "amended", ["Proposed, 2020", "Adopted, 2021", "Amended, 2023"]),
        ],
    )
    def test_single_columns_change_the_log(self, column, text, log):
        win = WinFactory(log=[entry("2020", "proposed"), entry("2021"), entry("2023", "amended")])
        (planned,) = plan_for(f"Win ID|{column}", f"{win.pk}|{text}").rows
        assert list(map(str, planned.record.win.log.all())) == log
        assert not planned.problems

    def test_a_withdrawn_sponsor_is_neither_shown_nor_lost(self):
        kept, withdrawn = MemberFactory(), MemberFactory()
        win = WinFactory(sponsors=[WinSponsor(person=withdrawn), WinSponsor(person=kept)])
        Person.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
        other = MemberFactory()
        win_import = applied("Win ID|Sponsors", f"{win.pk}|{other.name} (Person ID {other.pk})")
        assert withdrawn.name not in str(win_import.counts) + str(win_import.changes[0]["rows"])
        assert {row.person for row in Win.objects.get().sponsors.all()} == {withdrawn, other}
        with_name = f"{win.pk}|X (Person ID {withdrawn.pk})"
        assert "no person with the ID" in sentences(plan_for("Win ID|Sponsors", with_name))[0]

    def test_a_merged_sponsor_is_the_survivor(self):
        first, second = MemberFactory(), MemberFactory()
        win = WinFactory(sponsors=[WinSponsor(person=second)])
        survivor = merge(suggested(first, second)).survivor
        rows = f"{win.pk}|{survivor.name} (Person ID {survivor.pk})"
        assert outcomes(plan_for("Win ID|Sponsors", rows)) == ["unchanged"]

    def test_a_topics_synonym_and_a_merged_topic_mean_the_topic(self):
        topic = TopicFactory(name="Non-discrimination", synonyms="NDO")
        TopicFactory(name="Fairness", merged_into=topic)
        for name in ("ndo", "Fairness", "Non discrimination; NDO"):
            win = plan_for(*row(Topics=name)).rows[0].record.win
            assert [found.name for found in win.topics.all()] == ["Non-discrimination"]

    @pytest.mark.parametrize(
        "state, words",
        [
            ("locked", "is locked"),
            ("pending", "aren’t public yet"),
            ("scheduled", "is scheduled for publication"),
        ],
    )
    def test_what_somebody_else_has_in_hand_is_left_alone(self, state, words):
        win = WinFactory(summary="Says so.", live=state != "scheduled")
        if state == "locked":
            Win.objects.update(locked=True)
        elif state == "pending":
            win.title = "Edited since"
            win.save_revision()
        else:
            later = timezone.now() + timedelta(days=1)
            win.go_live_at = later
            win.save_revision(approved_go_live_at=later)
        assert words in sentences(plan_for("Win ID|Summary", f"{win.pk}|Another"))[0]
        assert outcomes(plan_for("Win ID|Summary", f"{win.pk}|Says so.")) == ["unchanged"]

    def test_publishing_and_taking_down(self):
        public, draft = WinFactory(), WinFactory(live=False)
        applied("Win ID|Published", f"{public.pk}|No", f"{draft.pk}|YES")
        assert list(Win.objects.published()) == [draft]
        assert Win.objects.get(pk=draft.pk).slug

    def test_a_draft_is_changed_as_it_was_last_edited(self):
        draft = WinFactory(live=False, sources=[WinSource(title="x", url=URL)])
        draft.title = "Edited since"
        draft.save_revision()
        applied("Win ID|Summary", f"{draft.pk}|Says so.")
        newest = Win.objects.get().get_latest_revision_as_object()
        assert (newest.title, newest.summary, newest.live) == ("Edited since", "Says so.", False)


def test_a_plan_takes_as_many_queries_for_any_number_of_rows():
    TopicFactory(name="Wages")
    kim = MemberFactory()
    counts = []
    for number in (3, 12):
        for _ in range(number):
            WinFactory(sponsors=[WinSponsor(person=kim)])
        rows = [
            [f"Win {n}", "Sampleton", "Ordinance", f"{1950 + n}", "A", URL, "Wages", kim.name]
            for n in range(number)
        ]
        header = [*HEADER.split("|"), "Topics", "Sponsors"]
        win_import, _ = bring_in(header, *rows)
        with CaptureQueriesContext(connection) as captured:
            assert LEDGER.plan_of(win_import).counts["new"] == number
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


def test_the_rows_of_one_place_are_compared_with_few():
    """Four times the rows are about four times the work, and not sixteen times."""
    few, many = (steps_of_planning(number) for number in (15, 60))
    assert few > 1_000
    assert many < 6 * few


def steps_of_planning(number):
    """Return how many of our functions are called while planning that many new wins of one place."""
    rows = [f"Win {n}|Sampleton|Ordinance|{1900 + n}|{SOURCE}" for n in range(number)]
    steps = Counter()

    def count(frame, event, argument):
        steps[event] += frame.f_globals.get("__name__", "").startswith(("campaigns.", "members."))

    sys.setprofile(count)
    try:
        plan = plan_for(HEADER, *rows)
    finally:
        sys.setprofile(None)
    assert outcomes(plan) == ["new"] * number
    return steps["call"]


@pytest.mark.parametrize("topics", [("a", "a"), ("a", "b"), ("a", ""), ("", "")])
@pytest.mark.parametrize(
    "years", [("2021", "2021"), ("2021", "2020"), (None, None), ("2021", None)]
)
@pytest.mark.parametrize("kinds", [("budget", "budget"), ("budget", "program")])
def test_what_looks_alike_in_a_file_looks_alike_in_the_ledger(topics, years, kinds, town):
    tags = {name: TopicFactory(name=name) for name in "ab"}
    first, second = (
        WinFactory(
            jurisdiction=town,
            kind=kind,
            log=[entry(year)],
            topics=[tags[name] for name in topic],
        )
        for topic, year, kind in zip(topics, years, kinds, strict=True)
    )
    shelf = Shelf()
    shelf.file(WinRecord(first, published=True))
    assert bool(shelf.alike(second)) == (second in Win.objects.twins_of(first))


def test_a_cell_that_is_almost_a_source_is_read_at_once():
    for text in ("x" + " " * 100_000 + "y", "t " + ":" * 100_000 + " (", "(seen " * 20_000):
        plan = plan_for(*row(Sources=text, Sponsors=text))
        assert outcomes(plan) == ["error"]


def test_clear_takes_away_sponsors_of_merged_records_too(town):
    first, second = MemberFactory(), MemberFactory()
    win = WinFactory(sponsors=[WinSponsor(person=first), WinSponsor(person=second)])
    merge(suggested(first, second))
    applied("Win ID|Sponsors", f"{win.pk}|CLEAR")
    assert not Win.objects.get().sponsors.exists()


def test_titles_of_signs_alone_are_compared_as_they_are(town):
    WinFactory(title="★", jurisdiction=town, log=[entry("2020")])
    assert outcomes(plan_for(*row(Title="→!"))) == ["new"]


def test_a_draft_with_a_date_of_publication_is_left_alone(town):
    draft = WinFactory(live=False, go_live_at=timezone.now() + timedelta(days=3))
    plan = plan_for("Win ID|Published", f"{draft.pk}|yes")
    assert "has publication dates" in sentences(plan)[0]

"""Wins: when they stand, in which order they come, and what may be published."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaigns.models import Win, WinSource, WinStatus
from campaigns.models.win_log import contradictions, first_date
from members.models.dates import PartialDate
from tests.factories import CampaignPageFactory, TopicFactory, WinFactory
from tests.members.factories import CityFactory

A_DAY = timedelta(days=1)
RECORDED = date(2021, 6, 15)

days = st.dates(date(2020, 1, 1), date(2022, 12, 31))
texts = days.flatmap(
    lambda day: st.sampled_from(
        ["", f"{day.year}", f"{day:%Y-%m}", f"{day}", f"{day:%Y-%m} to 2023"]
    )
)
logs = st.lists(
    st.tuples(
        st.sampled_from(
            ["proposed", "adopted", "in_force", "amended", "preempted", "repealed", "failed"]
        ),
        texts,
    ),
    max_size=5,
)


def log_of(*entries):
    return [WinStatus(status=status, date=text) for status, text in entries]


def last_possible_day(text):
    return PartialDate.parse(text).last if text else RECORDED


class StandingTest(TestCase):
    @given(log=logs)
    def test_a_win_stands_as_its_last_sure_entry_says_at_both_boundaries(self, log):
        with time_machine.travel("2021-06-15T12:00-04:00"):
            win = WinFactory(log=log_of(*log))
        found = Win.objects.filter(pk=win.pk)
        boundaries = {last_possible_day(text) for _, text in log} | {RECORDED}
        for day in {edge + step for edge in boundaries for step in (-A_DAY, 0 * A_DAY)}:
            status = ""
            for said, text in log:
                if last_possible_day(text) <= day:
                    status = said
            assert found.with_status(day).get().status == status == win.status_on(day)
            stands = status in ("adopted", "in_force", "amended")
            assert found.standing(day).exists() == found.on_record(day).exists() == stands


@pytest.mark.django_db
class TestRecord:
    def test_drafts_are_never_counted(self):
        draft, live = WinFactory(live=False), WinFactory()
        assert list(Win.objects.on_record()) == [live]
        assert draft.stands
        live.unpublish()
        assert not Win.objects.on_record().exists()

    def test_today_is_the_date_in_north_carolina(self):
        WinFactory(log=log_of(("adopted", "2024-03-05")))
        with time_machine.travel("2024-03-05T04:59:00Z"):
            assert not Win.objects.on_record().exists()
        with time_machine.travel("2024-03-05T05:01:00Z"):
            assert Win.objects.on_record().exists()

    def test_the_newest_adoption_comes_first_and_unknown_dates_last(self):
        unknown = WinFactory(log=log_of(("adopted", "")))
        year = WinFactory(log=log_of(("adopted", "2021")))
        day = WinFactory(log=log_of(("proposed", "2020"), ("adopted", "2021-08-16")))
        assert list(Win.objects.in_list_order()) == [year, day, unknown]
        assert (day.year, unknown.year, str(day.adopted_on)) == (2021, None, "August 16, 2021")

    def test_a_list_takes_as_many_queries_for_any_number(self, django_assert_num_queries):
        for number in (2, 5):
            WinFactory.create_batch(number)
            with django_assert_num_queries(1):
                for win in Win.objects.on_record().in_list_order().for_list():
                    assert win.jurisdiction.county and win.vote == ""
                    assert win.adopted_on

    def test_wins_about_something(self):
        topic, campaign = TopicFactory(), CampaignPageFactory()
        win = WinFactory(topics=[topic], campaigns=[campaign])
        WinFactory()
        for about in ({"topic": topic}, {"campaign": campaign}, {"place": win.jurisdiction}):
            assert list(Win.objects.about(**about)) == [win]

    def test_adoption_and_effect_are_two_dates(self):
        win = WinFactory(log=log_of(("adopted", "2021-01-19"), ("in_force", "July 2021")))
        took_effect_on = first_date(win.log.all(), "in_force")
        assert (str(win.adopted_on), str(took_effect_on)) == ("January 19, 2021", "July 2021")
        assert win.status_on(date(2021, 7, 30)) == "adopted"
        assert win.status_on(date(2021, 7, 31)) == "in_force"

    def test_twins_share_place_kind_year_and_topic(self):
        topic, other = TopicFactory(), TopicFactory()
        win = WinFactory(topics=[topic])
        place = {"jurisdiction": win.jurisdiction}
        both = WinFactory(**place, topics=[topic, other], live=False)
        elsewhere = WinFactory(**place, topics=[other])
        none = WinFactory(**place, topics=[])
        WinFactory(**place, topics=[topic], log=log_of(("adopted", "2022")))
        WinFactory(**place, topics=[topic], kind="budget")
        WinFactory(jurisdiction=CityFactory(), topics=[topic])
        assert set(Win.objects.twins_of(win)) == {both, none}
        found = {one.pk for one in Win.objects.with_twins() if one.has_twin}
        assert found == {win.pk, both.pk, elsewhere.pk, none.pk}


@pytest.mark.django_db
class TestAddress:
    def publish(self, **fields):
        win = WinFactory(live=False, **fields)
        assert (win.slug, win.get_absolute_url()) == (None, "")
        win.save_revision().publish()
        win.refresh_from_db()
        return win

    def test_it_is_made_at_first_publication_and_made_unique_then(self):
        place = CityFactory(name="Example Springs")
        drafts = [WinFactory(title="Living wage 🎉", jurisdiction=place, live=False) for _ in "ab"]
        revisions = [draft.save_revision() for draft in drafts]
        for revision in revisions:
            revision.publish()
        slugs = list(Win.objects.order_by("pk").values_list("slug", flat=True))
        assert slugs == ["living-wage-example-springs", "living-wage-example-springs-2"]

    def test_it_stays_when_the_title_or_an_older_version_comes(self):
        win = WinFactory(live=False)
        older = win.save_revision()
        older.publish()
        slug = Win.objects.get().slug
        win = Win.objects.get()
        win.title = "Another title"
        win.save_revision().publish()
        older.publish()
        win = Win.objects.get()
        assert (win.slug, win.title) == (slug, older.as_object().title)
        win.unpublish()
        win.latest_revision.publish()
        assert Win.objects.get().slug == slug

    @pytest.mark.parametrize(
        ("title", "place"), [("Feed", "🎉"), ("🎉", "Data"), ("x" * 160, "y" * 120)]
    )
    def test_it_leaves_the_ledgers_own_addresses_alone_and_has_bounds(self, title, place):
        win = self.publish(title=title, jurisdiction=CityFactory(name=place))
        assert win.slug not in ("feed", "data", "")
        assert len(win.slug) <= 180

    def test_two_places_of_one_title_have_two_addresses(self):
        wins = [self.publish(title="Paid leave", jurisdiction=CityFactory()) for _ in "ab"]
        assert len({win.slug for win in wins}) == 2


@pytest.mark.django_db
class TestPublishing:
    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"sources": []}, "at least one source"),
            ({"log": []}, "at least one status"),
            ({"log": log_of(("repealed", "2021"))}, "can’t be repealed before it is adopted"),
            ({"sources": [WinSource(title="Minutes")]}, "cannot be blank"),
            ({"sources": [WinSource(title="M", url="javascript:alert(1)")]}, "starts with https"),
            ({"votes_for": 300, "votes_against": 0}, "only 7 people serve"),
        ],
    )
    def test_what_is_unproven_or_impossible_stays_a_draft(self, fields, sentence):
        place = CityFactory(body_size=7)
        win = WinFactory(live=False, jurisdiction=place, **fields)
        with pytest.raises(ValidationError, match=sentence):
            win.save_revision(clean=False).publish()
        assert not Win.objects.get(pk=win.pk).live

    @pytest.mark.parametrize(
        ("votes", "wrong"),
        [
            ((5, 2, 0), {}),
            ((4, 2, 1), {}),
            ((300, 0, None), {"votes_for"}),
            ((4, 4, None), {"votes_for"}),
            ((3, 4, 1), {"votes_against"}),
            ((7, None, None), {"votes_against"}),
            ((None, None, 1), {"votes_for", "votes_against"}),
        ],
    )
    def test_votes_fit_the_governing_body(self, votes, wrong):
        names = ("votes_for", "votes_against", "votes_absent")
        fields = dict(zip(names, votes, strict=True))
        win = WinFactory.build(jurisdiction=CityFactory(body_size=7), **fields)
        try:
            win.clean()
        except ValidationError as error:
            assert set(error.message_dict) == wrong
        else:
            assert not wrong

    def test_a_vote_is_read_as_words_and_isnt_checked_where_the_size_is_not_recorded(self):
        win = WinFactory.build(
            jurisdiction=CityFactory(), votes_for=40, votes_against=2, votes_absent=1
        )
        win.clean()
        assert win.vote == "40 to 2, 1 absent"

    @pytest.mark.parametrize(("votes", "is_refused"), [(50, False), (51, True), (300, True)])
    def test_no_body_has_so_many_members(self, votes, is_refused):
        win = WinFactory.build(jurisdiction=CityFactory(), votes_for=votes, votes_against=0)
        if is_refused:
            with pytest.raises(ValidationError, match=f"That is {votes} votes"):
                win.clean()
        else:
            win.clean()


@pytest.mark.parametrize(
    ("log", "wrong"),
    [
        ([("proposed", "2020"), ("adopted", "2021"), ("in_force", "2021")], []),
        ([("adopted", "2021"), ("repealed", ""), ("adopted", "2023")], []),
        ([("adopted", "March 2021"), ("in_force", "2021")], []),
        ([("in_force", "2021")], [(0, "status")]),
        ([("repealed", "2021")], [(0, "status")]),
        ([("proposed", "2021"), ("amended", "2022")], [(1, "status")]),
        ([("preempted", ""), ("adopted", "2021")], [(0, "status")]),
        ([("adopted", "2021-01-19"), ("in_force", "2021-01-18")], [(1, "date")]),
        ([("adopted", "2021-01-19"), ("in_force", "January 2021")], []),
        ([("adopted", "2021"), ("", ""), ("failed", "2020")], [(2, "date")]),
        ([("adopted", "2099")], [(0, "date")]),
        ([("adopted", "2021"), ("in_force", "2099"), ("repealed", "2099")], []),
    ],
)
def test_a_log_tells_what_can_have_happened(log, wrong):
    found = [(place, field) for place, field, _ in contradictions(log_of(*log))]
    assert found == wrong

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Site

from members.models import Measure, RosterSettings, StatedFigure, disagreements, figure
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def roster():
    return RosterSettings.for_site(Site.objects.get(is_default_site=True))


def state(roster, **figures):
    for measure, number in figures.items():
        StatedFigure.objects.create(
            settings=roster, measure=measure, number=number, stated_on="June 2024"
        )


def test_an_incomplete_roster_shows_what_was_stated_and_when(roster):
    state(roster, members=83)
    MemberFactory()
    shown = figure("members")
    assert (shown.number, shown.noun, str(shown.stated_on)) == (83, "members", "June 2024")
    assert figure("jurisdictions") is None
    assert figure("counties") is None


def test_a_complete_roster_is_counted(roster):
    state(roster, members=83)
    roster.complete = True
    roster.save()
    MemberFactory()
    shown = [figure(measure) for measure in Measure]
    assert [(item.number, item.noun, item.stated_on) for item in shown] == [
        (1, "member", None),
        (1, "jurisdiction", None),
        (1, "county reached", None),
    ]
    MemberFactory()
    assert str(figure("members").number) + " " + figure("members").noun == "2 members"


def test_nothing_is_shown_before_anybody_has_set_anything():
    assert figure("members") is None


def test_stated_figures_that_differ_from_the_roster_are_found(roster):
    state(roster, members=83, jurisdictions=1)
    MemberFactory()
    assert [(stated.number, count) for stated, count in disagreements()] == [(83, 1)]


def test_a_measure_is_stated_once(roster):
    state(roster, members=83)
    with pytest.raises(IntegrityError), transaction.atomic():
        state(roster, members=84)


@pytest.mark.parametrize("number", [1, 12])
def test_a_figure_costs_two_queries(roster, django_assert_num_queries, number):
    roster.complete = True
    roster.save()
    MemberFactory.create_batch(number)
    with django_assert_num_queries(2):
        assert figure("members").number == number

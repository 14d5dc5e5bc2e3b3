"""A row with a Win ID that has nothing in common with the win is a question, never a silent change."""

import pytest

from campaigns.models import Win
from tests.campaigns.win_files import applied, plan_for
from tests.factories import WinFactory
from tests.members.factories import CityFactory
from tests.members.imports.files import outcomes

pytestmark = pytest.mark.django_db
HEADER = "Win ID|Title|Jurisdiction"


@pytest.fixture
def win():
    return WinFactory(
        title="An ordinance on fair housing in Sampleton",
        jurisdiction=CityFactory(name="Sampleton"),
    )


@pytest.mark.parametrize(
    "title, place",
    [
        ("A living wage for city staff", "Sampleton"),
        ("An ordinance in Sampleton", "Elsewhere"),
        ("An ordinance on fair housing in Sampleton", "Elsewhere"),
        ("An ordinance on streets in Sampleton", "Sampleton"),
    ],
)
def test_another_title_or_place_is_a_question(win, title, place):
    CityFactory(name="Elsewhere")
    plan = plan_for(HEADER, f"{win.pk}|{title}|{place}")
    assert outcomes(plan) == ["ambiguous"]
    assert not plan.can_apply and not plan.rows[0].changes


def test_once_answered_it_is_an_ordinary_change(win):
    row = f"{win.pk}|A living wage for city staff|Sampleton"
    (option,) = plan_for(HEADER, row).rows[0].question.options
    applied(HEADER, row, decisions={"rows": {"2": {"same": option.value}}})
    assert Win.objects.get(pk=win.pk).title == "A living wage for city staff"


@pytest.mark.parametrize("title", ["Fair housing for everyone", "Fair hosing, at last"])
def test_a_title_that_keeps_something_is_an_ordinary_change(win, title):
    assert outcomes(plan_for(HEADER, f"{win.pk}|{title}|Sampleton")) == ["update"]

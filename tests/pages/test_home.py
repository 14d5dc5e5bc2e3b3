"""The home page's sections: what fills them, in which order, and which are left out."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from core.visibility import is_published
from members.models import CommitteeSeat, Person, RosterSettings, StatedFigure
from news.models import NewsPage
from pages.home import ids_of
from tests import factories
from tests.factories import section
from tests.members.factories import CommitteeSeatFactory, MemberFactory, TenureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    return [
        factories.NewsPageFactory(date=date)
        for date in ("March 2024", "June 6, 2024", "January 2024", "")
    ]


def test_picked_pages_come_first_and_the_newest_fill_up(stories):
    spring, summer, winter, undated = stories
    assert NewsPage.objects.filled_up([winter.pk], 3) == [winter, summer, spring]
    assert NewsPage.objects.filled_up([], 4) == [summer, spring, winter, undated]


def test_more_picked_than_asked_for_are_cut(stories):
    assert NewsPage.objects.filled_up(ids_of(stories), 2) == stories[:2]


def test_a_page_picked_twice_and_a_removed_one_count_once_and_not_at_all(stories):
    assert NewsPage.objects.filled_up(ids_of([None, stories[0], stories[0]]), 1) == [stories[0]]


def test_drafts_and_private_pages_are_not_featured(stories):
    spring, summer, winter, undated = stories
    spring.unpublish()
    PageViewRestriction.objects.create(page=summer, restriction_type="login")
    assert NewsPage.objects.filled_up(ids_of([spring, summer]), 4) == [winter, undated]


def test_the_featured_pages_of_a_stored_section_know_whether_they_are_published(stories):
    draft = stories[0]
    draft.unpublish()
    home = stories[0].get_parent().get_parent().specific
    home.sections = [section("news", "News", featured=[draft, stories[2]], count=2)]
    home.save()
    featured = type(home).objects.get(pk=home.pk).sections[0].value["featured"]
    assert [is_published(page) for page in featured] == [False, True]


def text_of(client):
    document = BeautifulSoup(client.get("/").content, "html.parser")
    return " ".join(document.main.get_text(" ").split())


def test_sections_can_be_ordered_hidden_and_repeated(client):
    hidden = section("resources", "Nobody sees this")[1] | {"hidden": True}
    factories.HomePageFactory(
        sections=[
            section("resources", "Second to none"),
            ("resources", hidden),
            section("priorities", "What we do", year=2024),
            section("resources", "Once more"),
        ]
    )
    text = text_of(client)
    assert "Nobody sees this" not in text
    assert text.index("Second to none") < text.index("What we do") < text.index("Once more")


def test_the_committee_shows_titles_of_the_day_and_former_ones(client):
    factories.HomePageFactory(sections=[section("committee", "Committee")])
    serving = CommitteeSeatFactory(person=TenureFactory(title="Mayor of Example").person)
    left_office = TenureFactory(title="Clerk of Example", end="2022").person
    CommitteeSeatFactory(person=left_office)
    CommitteeSeatFactory(person=MemberFactory(given_name="Gone"), end="2022")
    text = text_of(client)
    assert f"{serving.person.name} Mayor of Example" in text
    assert f"{left_office.name} former Clerk of Example" in text
    assert "Gone" not in text
    CommitteeSeat.objects.filter(pk=serving.pk).update(sort_order=99)
    text = text_of(client)
    assert text.index(left_office.name) < text.index(serving.person.name)


def test_figures_are_counted_or_stated_with_their_date(client):
    home = factories.HomePageFactory(
        sections=[section("at_a_glance", "Us", figures=["members"], more_text="", link=[])]
    )
    MemberFactory()
    roster = RosterSettings.for_site(home.get_site())
    assert "1 member" not in text_of(client)
    StatedFigure.objects.create(
        settings=roster, measure="members", number=83, stated_on="June 2024"
    )
    assert "83 members as of June 2024" in text_of(client)
    roster.complete = True
    roster.save()
    assert Person.objects.members().count() == 1
    assert "1 member" in text_of(client)
    assert "as of" not in text_of(client)


def test_the_first_section_asks_where_a_visitor_lives(client):
    factories.HomePageFactory(
        sections=[section("at_a_glance", "Us", figures=[], more_text="", link=[])]
    )
    document = BeautifulSoup(client.get("/").content, "html.parser")
    form = document.select_one("main form")
    label = form.select_one("label")
    assert form["action"] == "/find/"
    assert label.text == "Who serves where you live? Town, county or ZIP code"
    assert form.select_one(f"#{label['for']}")["name"] == "q"

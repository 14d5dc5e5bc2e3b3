"""Names and titles that are written from right to left, among words from left to right."""

import pytest
from bs4 import BeautifulSoup

from members.models import PagePerson
from pages.styleguide.samples import ARABIC_HEADLINE, ARABIC_NAME
from tests import factories
from tests.members.factories import CommitteeSeatFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_each_name_and_each_title_keeps_its_direction_to_itself(client):
    sections = [factories.section(kind, "What it says") for kind in ("committee", "news")]
    factories.HomePageFactory(sections=sections)
    person = MemberFactory(name=ARABIC_NAME)
    CommitteeSeatFactory(person=person)
    story = factories.NewsPageFactory(
        title=ARABIC_HEADLINE, slug="story", body=[("person", person)]
    )
    story.page_people = [PagePerson(person=person)]
    story.save()
    shown = {}
    for address in ("/", "/members/", person.get_absolute_url(), "/news/", story.url):
        document = BeautifulSoup(client.get(address).content, "html.parser")
        texts = [text for text in document.body.find_all(string=True) if any_of_them(text)]
        assert [text for text in texts if not text.find_parent("bdi")] == [], address
        shown[address] = len(texts)
    assert all(shown.values()), shown


def any_of_them(text):
    return ARABIC_NAME in text or ARABIC_HEADLINE in text

"""Pages stop naming people who are no longer picked on them."""

import pytest
from wagtail.models import ReferenceIndex

from campaigns.models import CampaignLead, CampaignPage
from members.models.page_mixins import PagePerson
from news.models import NewsPage
from tests.factories import CampaignPageFactory, NewsPageFactory
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.django_db


def save(page):
    page.save()


def publish(page):
    page.save_revision().publish()


def delete_rows(page):
    PagePerson.objects.filter(page=page).delete()


@pytest.mark.parametrize("take_out", [save, publish, delete_rows])
def test_a_news_page_is_not_that_of_somebody_taken_out(home, take_out):
    first, second = MemberFactory(), MemberFactory()
    page = NewsPageFactory(
        page_people=[PagePerson(person=first), PagePerson(person=second)],
        body=[("person", second)],
    )
    page.page_people = []
    take_out(page)
    assert list(NewsPage.objects.about(person=first)) == []
    assert list(NewsPage.objects.about(person=second)) == [page]


def test_nor_is_a_campaign_of_somebody_who_led_it(home):
    person = MemberFactory()
    campaign = CampaignPageFactory(leads=[CampaignLead(person=person)])
    assert list(CampaignPage.objects.about(person=person)) == [campaign]
    campaign.leads = []
    campaign.save()
    assert list(CampaignPage.objects.about(person=person)) == []


def test_a_page_that_is_deleted_leaves_no_reference():
    person = MemberFactory()
    page = NewsPageFactory(page_people=[PagePerson(person=person)])
    page.delete()
    assert not ReferenceIndex.objects.filter(object_id=str(page.pk), model_path__contains="people")

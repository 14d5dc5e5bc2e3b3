import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from campaigns.models import CampaignPage
from tests.factories import CampaignIndexPageFactory, CampaignPageFactory

pytestmark = pytest.mark.django_db


def test_campaigns_stand_in_the_order_that_staff_gave_them(client):
    index = CampaignIndexPageFactory()
    first, second = CampaignPageFactory(), CampaignPageFactory()
    assert list(client.get(index.url).context["campaigns"]) == [first, second]
    second.move(first, pos="left")
    assert [page.pk for page in client.get(index.url).context["campaigns"]] == [second.pk, first.pk]


def test_the_index_leaves_out_drafts_and_private_campaigns(client):
    index = CampaignIndexPageFactory()
    CampaignPageFactory(live=False)
    closed = CampaignPageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert list(client.get(index.url).context["campaigns"]) == []
    assert "No campaign is published yet." in client.get(index.url).text


def test_a_campaign_leads_to_the_others(client):
    one, other, draft = (
        CampaignPageFactory(),
        CampaignPageFactory(),
        CampaignPageFactory(live=False),
    )
    assert list(client.get(one.url).context["others"]) == [other]
    assert draft.title not in client.get(one.url).text


@pytest.mark.parametrize("pattern", CampaignPage.Pattern.values)
def test_each_pattern_has_its_ground(client, pattern):
    page = CampaignPageFactory(pattern=pattern)
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert document.select_one(f".cloth-{pattern}")
    assert document.header["class"][-1].startswith("field-")

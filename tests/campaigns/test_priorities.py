import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.models import Priority
from tests.factories import CampaignPageFactory, HomePageFactory, PriorityFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_stand_in_their_order_within_their_year():
    last = PriorityFactory(name="A", sort_order=2)
    first = PriorityFactory(name="Z", sort_order=1)
    PriorityFactory(year=2023)
    assert list(Priority.objects.of_year(2024)) == [first, last]
    assert list(Priority.objects.of_year(1999)) == []


def test_years_newest_first():
    for year in (2023, 2024, 2024, 2022):
        PriorityFactory(year=year)
    assert Priority.objects.years() == [2024, 2023, 2022]


def test_a_name_stands_once_a_year():
    PriorityFactory(name="Housing", year=2023)
    PriorityFactory(name="Housing", year=2024)
    with pytest.raises(IntegrityError), transaction.atomic():
        PriorityFactory(name="Housing", year=2024)


@pytest.mark.parametrize(
    ("year", "valid"), [(1999, False), (2000, True), (2100, True), (2101, False)]
)
def test_the_year_is_one_of_the_network(year, valid):
    priority = PriorityFactory.build(year=year)
    if valid:
        priority.full_clean()
    else:
        with pytest.raises(ValidationError):
            priority.full_clean()


def test_past_years_stay(client):
    HomePageFactory()
    topic = TopicFactory()
    PriorityFactory(year=2023, name="A past one")
    PriorityFactory(year=2024, name="This one", topic=topic, text="Why it matters.")
    assert "A past one" in client.get("/priorities/2023/").text
    document = BeautifulSoup(client.get("/priorities/2024/").content, "html.parser")
    assert document.find("a", string="This one")["href"] == topic.get_absolute_url()
    assert "Why it matters." in document.main.text
    years = document.find("nav", {"aria-label": "Years"})
    assert [
        (link.get_text(strip=True), link.get("aria-current")) for link in years.find_all("a")
    ] == [
        ("2024", "page"),
        ("2023", None),
    ]
    assert client.get("/priorities/2022/").status_code == 404


def test_the_section_leads_to_the_newest_year(client):
    assert client.get("/priorities/").status_code == 404
    PriorityFactory(year=2023)
    PriorityFactory(year=2024)
    assert client.get("/priorities/")["Location"] == "/priorities/2024/"


def test_a_removed_topic_leaves_its_priorities():
    priority = PriorityFactory(topic=TopicFactory())
    priority.topic.delete()
    priority.refresh_from_db()
    assert priority.topic is None


def test_a_priority_leads_to_its_published_campaigns(client):
    HomePageFactory()
    second, first = CampaignPageFactory(), CampaignPageFactory(live=False)
    other = CampaignPageFactory()
    priority = PriorityFactory(campaigns=[other, first, second])
    PriorityFactory()
    document = BeautifulSoup(client.get(priority.get_absolute_url()).content, "html.parser")
    links = document.select(".prio-band .tag-link")
    assert [link["href"] for link in links] == [second.url, other.url]


def test_a_priority_that_is_not_saved_yet_can_be_previewed(rf):
    campaign = CampaignPageFactory()
    draft = Priority(name="Draft", year=2030)
    assert list(draft.public_campaigns) == []
    draft = Priority(name="Draft", year=2030, campaigns=[campaign])
    (shown,) = draft.get_preview_context(rf.get("/"), "")["priorities"]
    assert list(shown.public_campaigns) == [campaign]


def test_staff_pick_the_campaigns_of_a_priority(client_of):
    campaign, priority = CampaignPageFactory(), PriorityFactory()
    staff = client_of("Communications")
    address = reverse("wagtailsnippets_campaigns_priority:edit", args=[priority.pk])
    assert "campaigns" in staff.get(address).context["form"].fields
    values = {"year": 2024, "name": "Housing", "sort_order": 0, "campaigns": [campaign.pk]}
    assert staff.post(address, values).status_code == 302
    assert list(Priority.objects.get().campaigns.all()) == [campaign]

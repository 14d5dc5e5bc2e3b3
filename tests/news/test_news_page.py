import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from core.models import PageTopic
from members.models import PagePerson, PagePlace, Person
from tests.factories import (
    ImageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PublisherFactory,
    TopicFactory,
)
from tests.members.factories import CityFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outlet", "outside_url", "missing"),
    [
        ("", "", {"outlet"}),
        ("The News", "", {"outside_url"}),
        ("", "https://example.org/", {"outlet"}),
    ],
)
def test_a_clipping_names_its_outlet_and_links_to_the_piece(outlet, outside_url, missing):
    with pytest.raises(ValidationError) as refused:
        NewsPageFactory(kind="clipping", outlet=outlet, outside_url=outside_url)
    assert set(refused.value.message_dict) == missing


def test_a_clipping_leads_elsewhere(client):
    page = NewsPageFactory(
        kind="clipping", outlet="The News", outside_url="https://example.org/piece"
    )
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert "The News" in document.find("a", href="https://example.org/piece").text


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk",
            "www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk", "www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/76979871", "player.vimeo.com/video/76979871"),
    ],
)
def test_a_video_loads_nothing_before_it_is_asked_for(client, address, player):
    page = NewsPageFactory(kind="video", video_url=address)
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert player in str(document)
    sources = [tag["src"] for tag in document.select("iframe, img, script") if tag.get("src")]
    assert [source for source in sources if "//" in source] == []
    assert document.find("a", href=address)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/v", "https://youtube.com.example.org/watch?v=abcdefghijk", "http://x"],
)
def test_another_site_is_no_video(address):
    page = NewsPageFactory.build(video_url=address)
    with pytest.raises(ValidationError) as refused:
        page.clean_fields(exclude=["title", "slug"])
    assert "YouTube or Vimeo" in str(refused.value.message_dict["video_url"])


def test_newest_first_with_unknown_dates_last(client):
    index = NewsIndexPageFactory()
    for title, date in (
        ("Undated", ""),
        ("Old", "2023"),
        ("New", "June 6, 2024"),
        ("Newer", "2024"),
    ):
        NewsPageFactory(title=title, date=date)
    news = client.get(index.url).context["news"]
    assert [page.title for page in news] == ["Newer", "New", "Old", "Undated"]


def test_twelve_a_page(client):
    index = NewsIndexPageFactory()
    for _ in range(13):
        NewsPageFactory()
    assert len(client.get(index.url).context["news"]) == 12
    assert len(client.get(f"{index.url}?page=2").context["news"]) == 1
    assert client.get(f"{index.url}?page=3").status_code == 404


def test_says_who_publishes_it_and_what_it_is_about(client):
    page = NewsPageFactory(picture=ImageFactory(credit="A photographer"))
    survivor = MemberFactory(given_name="Surviving", family_name="Record")
    merged = MemberFactory(given_name="Merged", family_name="Away", merged_into=survivor)
    gone = MemberFactory(given_name="Gone", family_name="Away", status=Person.Status.WITHDRAWN)
    page.page_people = [PagePerson(person=person) for person in (merged, survivor, gone)]
    page.page_places = [PagePlace(place=CityFactory(name="Exampleton"))]
    page.page_topics = [PageTopic(topic=TopicFactory(name="Housing"))]
    page.publishers = [PublisherFactory(name="The Network", legal_form="501(c)(3)")]
    page.save()
    main = BeautifulSoup(client.get(page.url).content, "html.parser").main
    text = " ".join(main.get_text().split())
    for shown in ("The Network (501(c)(3))", "City of Exampleton", "Housing", "A photographer"):
        assert shown in text
    assert text.count("Surviving Record") == 1
    assert "Away" not in text

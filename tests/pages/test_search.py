"""Results of the search, and content it never shows."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
)

from core.models import PageTopic
from members.models import Person
from members.public.answers import search_people
from pages.search import search_site
from tests import factories
from tests.members.factories import CityFactory, MemberFactory, PersonFactory
from tests.test_queries import added, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

WORD = "zucchini"


def found_by(query):
    """Return the items in the search page's sections, by the name of each list."""
    sections, pages = search_site(query)
    return {"pages": pages} | {name: value for found in sections for name, value in found.items()}


def titles(query):
    return [page.title for page in search_site(query)[1]]


def test_finds_pages_by_title_summary_and_body():
    factories.NewsPageFactory(title=f"A {WORD} story")
    factories.CampaignPageFactory(title="Campaign", summary=f"About {WORD}.")
    factories.StandardPageFactory(title="Text", body=[("text", f"<p>Of {WORD}</p>")])
    assert sorted(titles(WORD)) == ["A zucchini story", "Campaign", "Text"]


@pytest.mark.parametrize("query", ["local authority", "local control", "about Local Control"])
def test_a_synonym_finds_what_is_about_the_topic(query):
    topic = factories.TopicFactory(name="Local authority", synonyms="local control")
    page = factories.ResourcePageFactory(title="A brief")
    page.page_topics = [PageTopic(topic=topic)]
    page.save()
    found = found_by(query)
    assert found["topics"] == [topic]
    assert [result.title for result in found["pages"]] == ["A brief"]


def test_a_page_found_twice_is_shown_once():
    topic = factories.TopicFactory(name=WORD)
    page = factories.NewsPageFactory(title=f"A {WORD} story")
    page.page_topics = [PageTopic(topic=topic)]
    page.save()
    assert titles(WORD) == ["A zucchini story"]


def test_never_shows_drafts_or_private_pages(client):
    topic = factories.TopicFactory(name=WORD)
    draft = factories.NewsPageFactory(title=f"{WORD} draft", live=False)
    closed = factories.StandardPageFactory(title=f"{WORD} closed")
    below = factories.StandardPageFactory(parent=closed, title=f"{WORD} below")
    for page in (draft, closed, below):
        page.page_topics = [PageTopic(topic=topic)]
        page.save()
    assert len(titles(WORD)) == 2
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert titles(WORD) == []
    assert f"{WORD} draft" not in client.get("/search/", {"q": WORD}).text


def test_finds_people_and_places():
    person = MemberFactory(given_name=WORD, family_name="Example")
    place = CityFactory(name=WORD.capitalize())
    found = found_by(WORD)
    assert found["people"] == [person]
    assert [answer.hit.place for answer in found["answers"]] == [place]


def test_equally_good_matches_stand_by_name():
    for name in ("Beta", "Alpha", "Gamma"):
        CityFactory(name=f"{name} {WORD}")
        MemberFactory(name=f"{name} {WORD}", given_name=name, family_name=WORD)
    found = found_by(WORD)
    in_order = [f"{name} {WORD}" for name in ("Alpha", "Beta", "Gamma")]
    assert [answer.hit.place.name for answer in found["answers"]] == in_order
    assert [person.name for person in found["people"]] == in_order


@pytest.mark.parametrize("query", ["!!!", '"', "-" + WORD, "🌻", "x" * 300])
def test_odd_words_are_searched_without_harm(client, query):
    assert client.get("/search/", {"q": query}).status_code == 200


def test_never_shows_people_who_are_off_every_list():
    kept = MemberFactory(given_name=WORD, family_name="Kept")
    MemberFactory(given_name=WORD, family_name="Withdrawn", status=Person.Status.WITHDRAWN)
    MemberFactory(given_name=WORD, family_name="Retired", status=Person.Status.RETIRED)
    MemberFactory(given_name=WORD, family_name="Merged", merged_into=kept)
    PersonFactory(given_name=WORD, family_name="Outsider")
    assert found_by(WORD)["people"] == [kept]


def test_never_shows_private_notes_or_retired_places():
    MemberFactory(private_notes=WORD)
    CityFactory(name=WORD, retired=True)
    assert search_site(WORD) == ([], [])


def test_finds_files_but_not_those_of_closed_collections():
    open_file = factories.DocumentFactory(title=f"{WORD} open")
    closed = Collection.get_first_root_node().add_child(name="Closed")
    below = closed.add_child(name="Below")
    factories.DocumentFactory(title=f"{WORD} closed", collection=closed)
    factories.DocumentFactory(title=f"{WORD} below", collection=below)
    assert len(found_by(WORD)["documents"]) == 3
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    assert found_by(WORD)["documents"] == [open_file]


def test_pages_come_in_portions(client):
    for _ in range(21):
        factories.NewsPageFactory(summary=WORD)
    first, second = (client.get("/search/", {"q": WORD, "page": page}).text for page in (1, 2))
    assert first.count("Story ") >= 20 > second.count("Story ") >= 1
    assert f"?q={WORD}&amp;page=2" in first


@pytest.mark.parametrize(("query", "said"), [("", False), (WORD, True)])
def test_says_when_nothing_was_found(client, query, said):
    text = client.get("/search/", {"q": query}).text
    assert ("Nothing was found" in text) is said
    assert "noindex" in text


def links_to_wins(page):
    found = BeautifulSoup(page.content, "html.parser").main.find(attrs={"aria-labelledby": "wins"})
    return [(" ".join(link.text.split()), link["href"]) for link in found.select("a.more")]


def test_wins_that_are_not_shown_are_counted_and_led_to(client):
    topic = factories.TopicFactory(name="Equality", synonyms="NDO")
    for _ in range(14):
        factories.WinFactory(topics=[topic])
    page = client.get("/search/?q=NDO")
    assert page.text.count("win-card") == 10
    assert "The first 10 are shown here." in page.text
    address = f"/wins/?topic={topic.slug}"
    assert links_to_wins(page) == [("All 14 wins on Equality, in a table and on the map", address)]
    assert "14 wins on this list" in client.get(address).text


@pytest.mark.parametrize(("count", "cut"), [(10, False), (11, True)])
def test_wins_found_by_their_words_alone_are_not_cut_silently(client, count, cut):
    for _ in range(count):
        factories.WinFactory(title=f"On {WORD}")
    page = client.get(f"/search/?q={WORD}")
    assert page.text.count("win-card") == 10
    assert ("The first 10 are shown here." in page.text) is cut
    assert links_to_wins(page) == ([("All local wins", "/wins/")] if cut else [])


def test_a_search_that_names_topics_costs_the_same_with_more_wins(client):
    topics = [factories.TopicFactory(synonyms="NDO"), factories.TopicFactory(synonyms="NDO")]

    def add():
        for topic in topics:
            factories.WinFactory(topics=[topic])

    add()
    few = queries_of(client, "/search/?q=NDO")
    for _ in range(6):
        add()
    many = queries_of(client, "/search/?q=NDO")
    assert len(many) == len(few), added(few, many)


def test_a_synonym_of_a_topic_finds_the_wins_about_it(client, home):
    win = factories.WinFactory(
        title="Something else", topics=[factories.TopicFactory(synonyms="NDO")]
    )
    draft = factories.WinFactory(title="A draft", topics=win.topics.all(), live=False)
    page = client.get("/search/?q=NDO").text
    assert win.get_absolute_url() in page and draft.title not in page
    assert win.get_absolute_url() in client.get("/search/?q=something").text


@pytest.mark.django_db
def test_people_without_a_page_crowd_nobody_out(home):
    for number in range(40):
        PersonFactory(given_name=f"Aaa{number:02}", family_name="Smith")
    member = MemberFactory(given_name="Zed", family_name="Smith")
    assert search_people("Smith", topics=[]) == {"people": [member]}

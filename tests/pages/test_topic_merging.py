"""Two topics become one, and everything that named the old one leads to the other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry

from campaigns.models import Priority, Win
from core.models import PageTopic, Topic
from core.topics import named_among
from pages.topic_merging import merge_topics
from spreadsheets.background import JobRefused
from tests.factories import CampaignPageFactory, NewsPageFactory, TopicFactory, WinFactory
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    old = TopicFactory(name="Old topic", slug="old", synonyms="ancient")
    return old, TopicFactory(name="New topic", slug="new", synonyms="recent")


def topics_of(page):
    """Return the page's topics as stored in the database."""
    return [row.topic for row in PageTopic.objects.filter(page=page.pk)]


def test_everything_that_can_be_filed_under_a_topic_moves(home, topics):
    old, new = topics
    page, both = NewsPageFactory(parent=home), NewsPageFactory(parent=home)
    PageTopic.objects.create(page=page, topic=old)
    for topic in topics:
        PageTopic.objects.create(page=both, topic=topic)
    priority = Priority.objects.create(year=2026, name="One", topic=old)
    win = WinFactory(topics=[old, new])
    merge_topics(old, new)
    assert topics_of(page) == topics_of(both) == [new]
    assert Priority.objects.get(pk=priority.pk).topic == new
    assert list(Win.objects.get(pk=win.pk).topics.all()) == [new]
    moving = {relation.related_model for relation in Topic._meta.related_objects}
    assert moving == {PageTopic, Priority, Win, Topic}


def test_the_row_stays_and_its_names_lead_to_the_survivor(topics):
    old, new = topics
    merge_topics(old, new)
    old.refresh_from_db()
    assert old.merged_into == new and list(Topic.objects.not_merged()) == [new]
    assert new.names == ["New topic", "recent", "Old topic", "ancient"]
    assert named_among(Topic.objects.not_merged(), "ancient history") == [new]


def test_what_was_merged_before_leads_to_the_last_survivor(topics):
    old, new = topics
    merge_topics(old, new)
    newest = TopicFactory()
    merge_topics(new, newest)
    assert Topic.objects.survivors([old.pk, new.pk, newest.pk]) == dict.fromkeys(
        [old.pk, new.pk, newest.pk], newest.pk
    )


def test_a_draft_and_an_older_version_lead_to_the_survivor(home, topics):
    old, new = topics
    page, win = NewsPageFactory(parent=home), WinFactory(topics=[old])
    page.page_topics = [PageTopic(topic=old), PageTopic(topic=new)]
    drafts = [page.save_revision(), win.save_revision()]
    merge_topics(old, new)
    for draft in drafts:
        draft.refresh_from_db()
    assert drafts[0].as_object().topics == [new]
    assert list(drafts[1].as_object().topics.all()) == [new]
    drafts[0].publish()
    assert topics_of(page) == [new]


def test_nothing_is_merged_into_itself_or_twice(topics):
    old, new = topics
    with pytest.raises(JobRefused):
        merge_topics(old, old)
    merge_topics(old, new)
    for pair in ((old, new), (new, old)):
        with pytest.raises(JobRefused):
            merge_topics(*pair)


def test_the_old_address_leads_to_the_survivor_and_no_list_has_it(home, client, topics):
    old, new = topics
    merge_topics(old, new)
    response = client.get("/topics/old/")
    assert (response.status_code, response["Location"]) == (301, "/topics/new/")
    assert "/topics/old/" not in client.get("/topics/").text
    assert "/topics/old/" not in client.get("/sitemap.xml").text


def test_an_editor_merges_a_topic(client_of, topics):
    old, new = topics
    client = client_of("Communications")
    address = reverse("wagtailsnippets_core_topic:merge", args=[old.pk])
    edit = reverse("wagtailsnippets_core_topic:edit", args=[old.pk])
    assert address in client.get(edit).text
    for wrong in ({}, {"survivor": old.pk}, {"survivor": "x"}):
        assert client.post(address, wrong).status_code == 200
    assert Topic.objects.not_merged().count() == 2
    assert client.post(address, {"survivor": new.pk}).status_code == 302
    assert list(Topic.objects.not_merged()) == [new]
    assert [entry.action for entry in registry.get_logs_for_instance(old)] == ["core.topic.merged"]
    assert client.get(address).status_code == 404


def test_a_merged_topic_cannot_be_picked(client_of, topics):
    old, new = topics
    merge_topics(old, new)
    client = client_of("Communications")
    chooser = client.get(reverse("wagtailsnippetchoosers_core_topic:choose"))
    assert "New topic" in chooser.text and ">Old topic<" not in chooser.text
    address = reverse("wagtailsnippets_campaigns_priority:add")
    filled_in = {"year": 2026, "name": "One", "sort_order": 0}
    assert client.post(address, {**filled_in, "topic": old.pk}).status_code == 200
    assert client.post(address, {**filled_in, "topic": new.pk}).status_code == 302


def test_a_topic_gathers_its_wins_and_those_who_lead_on_it(home, client, topics):
    topic = topics[0]
    win = WinFactory(topics=[topic])
    campaign = CampaignPageFactory(parent=home)
    lead = MemberFactory()
    campaign.page_topics = [PageTopic(topic=topic)]
    campaign.leads.create(person=lead)
    campaign.save()
    page = client.get("/topics/old/").text
    assert win.get_absolute_url() in page
    assert lead.get_absolute_url() in page


def test_what_belongs_to_a_merge_stays(client_of, topics):
    old, new = topics
    merge_topics(old, new)
    client = client_of("Communications")
    for topic in topics:
        client.post(reverse("wagtailsnippets_core_topic:delete", args=[topic.pk]))
    edit = reverse("wagtailsnippets_core_topic:edit", args=[old.pk])
    client.post(edit, {"name": "Other", "slug": "other"})
    assert set(Topic.objects.values_list("slug", flat=True)) == {"old", "new"}


def test_wins_under_the_old_topic_are_found_under_the_survivor(home, client, topics):
    old, new = topics
    win = WinFactory(topics=[old])
    merge_topics(old, new)
    assert win.title in client.get("/wins/?topic=old").text
    assert client.get("/wins/?topic=nothing").status_code == 404


def test_a_merge_costs_nearly_the_same_for_any_number_of_wins():
    def queries(count):
        old, new = TopicFactory(), TopicFactory()
        WinFactory.create_batch(count, topics=[old])
        with CaptureQueriesContext(connection) as captured:
            merge_topics(old, new)
        return len(captured)

    few, many = queries(3), queries(12)
    assert many - few <= 9  # on SQLite, the search index is updated win by win

"""The first content: every item once, what editors do stays, and all of a run or nothing."""

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision, Site

from campaigns.models import CampaignPage, Priority
from core.models import Topic
from lpnc.checks import OUR_APPS
from lpnc.models import SeededItem
from lpnc.seed import content
from members.models import Person
from news.models import NewsPage
from pages.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def everything():
    """Every row of ours, and of Wagtail's that the first content makes, as text."""
    ours = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    rows = [row for model in (*ours, Page, Redirect, Revision, Site) for row in model.objects.all()]
    return serializers.serialize("json", rows).splitlines()


def seed():
    call_command("seed_site", verbosity=0)


def test_a_second_run_changes_nothing(first_content):
    before = everything()
    seed()
    assert everything() == before
    assert SeededItem.objects.count() > 60


def test_what_an_editor_changed_stays_so(first_content):
    StandardPage.objects.filter(slug="about").update(title="About all of us")
    Topic.objects.filter(slug="just-recovery").update(synonyms="stimulus")
    Person.objects.filter(slug="kim-roney").update(pronouns="she/her")
    before = everything()
    seed()
    assert everything() == before


def test_what_an_editor_removed_stays_away(first_content):
    StandardPage.objects.get(slug="privacy").delete()
    NewsPage.objects.first().get_parent().delete()
    Topic.objects.all().delete()
    Redirect.objects.all().delete()
    before = everything()
    seed()
    assert everything() == before
    assert not NewsPage.objects.exists()


def test_the_campaigns_that_editors_gave_a_priority_stay(first_content):
    keys = SeededItem.objects.filter(key__startswith="campaign of a priority")
    assert keys.count() == 3
    keys.delete()  # as in a database from before
    other = CampaignPage.objects.get(slug="traffic-enforcement")
    chosen, gone, none = Priority.objects.filter(campaigns__isnull=False)
    chosen.campaigns.set([other])
    chosen.save()
    gone.delete()
    none.campaigns.clear()
    none.save()
    seed()
    assert list(Priority.objects.get(pk=chosen.pk).campaigns.all()) == [other]
    assert Priority.objects.get(pk=none.pk).campaigns.get().slug == "reproductive-rights"


def test_an_item_that_is_new_in_a_later_version_is_added(first_content, monkeypatch):
    monkeypatch.setattr(content, "TOPICS", [*content.TOPICS, ("housing", "Housing", [])])
    before = SeededItem.objects.count()
    seed()
    assert Topic.objects.filter(slug="housing").exists()
    assert SeededItem.objects.count() == before + 1


def test_new_items_below_a_removed_page_are_left_out(first_content, monkeypatch):
    NewsPage.objects.first().get_parent().delete()
    late = content.NEWS[0] | {"slug": "late"}
    monkeypatch.setattr(content, "NEWS", [*content.NEWS, late])
    seed()
    assert not NewsPage.objects.exists()


def test_wagtails_welcome_page_makes_room_for_ours(first_content):
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get()
    assert not Page.objects.filter(title__startswith="Welcome").exists()

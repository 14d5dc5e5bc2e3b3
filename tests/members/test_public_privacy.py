"""A private value shows nowhere in public: a canary in each, and a walk over every public address."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from members.models import (
    Person,
)
from members.public.data.datasets import DATASETS
from tests import addresses
from tests.members.canaries import BELONGINGS, STANDINGS, STATES, Canaries, make_site
from tests.members.crawling import crawl

pytestmark = pytest.mark.django_db

# Every field of every model of the roster, but for its id: what a public record shows of itself...
PUBLIC = {
    "Person": "given_name family_name suffix name sort_name sort_key plain_names slug pronouns portrait biography "
    "status merged_into is_sample",
    "Membership": "person start_first start_last end_first end_last",
    "CommitteeSeat": "person role sort_order start_first start_last end_first end_last",
    "Tenure": "person office jurisdiction seat_label title began end_reason source start_first start_last "
    "end_first end_last expected_end_first expected_end_last verified_on_first verified_on_last",
    "LeadershipRole": "tenure role start_first start_last end_first end_last",
    # Only where `published` is checked; the canaries stand in those where it isn't.
    "ContactDetail": "person sort_order kind value label published",
    "PersonLink": "person sort_order label url",
    "OtherName": "person sort_order name plain_name kind until_first until_last published",
    "Region": "name sort_order confirmed",
    "Office": "name title_pattern one_holder sort_order",
    "Jurisdiction": "kind name sort_key slug ocd_id geoid region primary_county counties neighbors governing_body "
    "body_size latitude longitude map_x map_y population retired",
    "RosterSettings": "site complete incoming_days",
    "StatedFigure": "settings measure number stated_on_first stated_on_last",
    "RosterVersion": "number changed_at",
    "PagePerson": "page person sort_order",
    "PagePlace": "page place sort_order",
}
# ...and the ones only staff see.
PRIVATE = {
    "Person": "private_notes latest_revision",
    "Membership": "recorded_on",
    "CommitteeSeat": "recorded_on",
    "Tenure": "recorded_on verified_by plain_seat",
    "LeadershipRole": "recorded_on",
    "Region": "latest_revision",
    "Office": "latest_revision in_counties in_municipalities in_school_districts in_other_districts "
    "on_governing_body",
    "Jurisdiction": "latest_revision",
    "AcceptedWarning": "person kind about reason accepted_by accepted_on",
    "CorrectionReport": "subject_type subject_id text source email received_on sender is_set_aside "
    "dealt_with_on dealt_with_by",
    "DifferentPeople": "first second said_at said_by",
    "Merge": "survivor merged before after made_at made_by undone_at undone_by",
    "RosterImport": "file_name file_hash table other_sheets columns decisions version newest_revision "
    "uploaded_at uploaded_by applied_at applied_by counts changes "
    "job_by job_done job_heard_at job_id job_kind job_outcome job_started_at job_total undone_at undone_by",
}
#: Private fields that take no free text.
WITHOUT_CANARIES = {"AcceptedWarning.kind", "RosterImport.file_hash", "RosterImport.counts"}
WITHOUT_CANARIES |= {"RosterImport.columns", "RosterImport.decisions", "RosterImport.changes"}
WITHOUT_CANARIES |= {"RosterImport.job_kind", "RosterImport.other_sheets", "Tenure.plain_seat"}


@pytest.fixture(scope="module")
def canaries(django_db_setup, django_db_blocker):
    """The canaries of a site for all tests of this module, gone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        canaries = Canaries()
        make_site(canaries)
        yield canaries
        transaction.set_rollback(True)


def start():
    """The starting points of the crawl: every kind of page, data files, and addresses that nothing links to."""
    kinds = ("csv", "json", "schema.json")
    files = [f"/data/{name}.{kind}" for name in DATASETS for kind in kinds]
    lists = [
        address
        for address in ("/members/", "/members/former/", "/places/", *files)
        if "schema" not in address
    ]
    records = [*Person.objects.all(), *addresses.Jurisdiction.objects.all()]
    return [
        *filter(None, addresses.every_page()),
        *addresses.record_addresses().values(),
        *(
            "/sitemap.xml",
            "/robots.txt",
            "/favicon.ico",
            "/news/feed/",
            "/embed/",
            "/no-such-page/",
        ),
        *files,
        *(f"{address}?on=2021-06-01" for address in lists),
        *(record.get_absolute_url() for record in records),
    ]


def kind_of(address, answer):
    if answer.status != 200:
        return answer.status
    path, _, asked = address.partition("?")
    first = path.split("/")[1] or "home"
    return f"{first} on a day" if asked.startswith("on=") else first


def text_fields_held():
    """Yield the private model fields that take free text."""
    for name, fields in PRIVATE.items():
        model = apps.get_model("members", name)
        for field in map(model._meta.get_field, fields.split()):
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                yield f"{name}.{field.name}"


def test_every_field_of_the_roster_is_either_public_or_private():
    for model in apps.get_app_config("members").get_models():
        fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
        public, private = (set(kept.get(model.__name__, "").split()) for kept in (PUBLIC, PRIVATE))
        assert fields - {"id"} == public | private, model
        assert not public & private, model


def test_a_canary_stands_in_every_private_field(canaries):
    planted = {place.split()[-1] for place in canaries.places.values()}
    assert set(text_fields_held()) - WITHOUT_CANARIES <= planted
    assert Person.objects.count() > len(STANDINGS) * len(STATES) * len(BELONGINGS) == 112
    assert len(canaries.places) > 1000


def test_no_public_answer_holds_a_private_value(canaries):
    answers = crawl(start())
    assert canaries.leaks(answers) == {}
    visited = Counter(kind_of(address, answer) for address, answer in answers.items())
    assert addresses.unvisited_routes(a for a in answers if answers[a].status == 200) == set()
    assert visited[410] == len(STATES) * len(BELONGINGS)
    public = Person.objects.public().count()
    assert visited["members"] >= public > 40
    assert visited["data"] >= 16 and visited["data on a day"] == 12
    for kind in ("places", "news", "campaigns", "resources", "share", "find", "search", "embed"):
        assert visited[kind] >= 1, kind
    for kind in ("sitemap.xml", "robots.txt", "home", "members on a day", "places on a day"):
        assert visited[kind] >= 1, kind
    assert visited[404] >= 10 and len(answers) > 300


@pytest.mark.parametrize("view", ["search", "find"])
def test_nobody_is_found_by_a_private_value(canaries, view):
    """Apart from repeating the query, the page matches that of a word no one has."""
    client, nothing = Client(), "zzz00000zj"
    expected = client.get(reverse(view), {"q": nothing}).text
    differ = [
        place
        for place, canary in canaries.kinds.items()
        if client.get(reverse(view), {"q": canary}).text.replace(canary, nothing) != expected
    ]
    assert differ == []
    assert nothing in expected and len(canaries.kinds) > 40

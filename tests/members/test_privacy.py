"""Private parts of the roster appear only to roster editors."""

import zipfile
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from members.importing.columns import allowed_columns
from members.importing.roster import ROSTER
from members.models import (
    AcceptedWarning,
    ContactDetail,
    PagePerson,
    Person,
    RosterImport,
    roster_change,
)
from members.models.history import record
from members.models.person_querysets import may_see_private
from tests.admin_addresses import AdminSample
from tests.members.factories import ContactFactory

pytestmark = pytest.mark.django_db

CANARIES = {
    "note": "canarynote",
    "older note": "canarybefore",
    "value": "canary-value@example.org",
    "label": "Canary label",
    "withdrawn contact": "canary-withdrawn@example.org",
    "reason": "Canary reason",
    "import": "canaryimport",
}
PUBLISHED = "published-value@example.org"


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Something of each kind, and secrets about a person, for all tests of this module; gone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        sample = AdminSample()
        sample.page.page_people = [PagePerson(person=sample.person)]
        sample.page.save()
        keep_secrets_about(sample.person)
        sample.roster_import = ROSTER.begin(
            "canaryimport.csv", b"Name,Office\nExample canaryimport,Mayor\n", sample.user
        )
        yield sample
        transaction.set_rollback(True)


def keep_secrets_about(person):
    """Three versions of the record: one contact was published once and no longer is."""
    withdrawn = ContactFactory(
        person=person, value=CANARIES["withdrawn contact"], label="Old", published=True
    )
    save(person, private_notes=CANARIES["older note"])
    ContactDetail.objects.filter(pk=withdrawn.pk).update(published=False)
    ContactFactory(person=person, value=CANARIES["value"], label=CANARIES["label"])
    ContactFactory(person=person, value=PUBLISHED, label="City Hall", published=True)
    AcceptedWarning.objects.create(
        person=person, kind=AcceptedWarning.Kind.NO_TENURE, reason=CANARIES["reason"]
    )
    save(person, private_notes=CANARIES["note"])


def save(person, **fields):
    with roster_change():
        person = Person.objects.get(pk=person.pk)
        for name, value in fields.items():
            setattr(person, name, value)
        person.save()
        record(person)


def canaries_in(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    if zipfile.is_zipfile(BytesIO(content)):
        spreadsheet = zipfile.ZipFile(BytesIO(content))
        content = b"".join(map(spreadsheet.read, spreadsheet.namelist()))
    text = content.decode(errors="replace")
    return {name for name, canary in CANARIES.items() if canary in text}


def visited(client, addresses):
    """`{address: canaries}` of those that answer with something."""
    answers = {address: client.get(address) for address in addresses}
    return {
        address: canaries_in(answer)
        for address, answer in answers.items()
        if answer.status_code == 200
    }


def admin_addresses(sample):
    return [
        address for name, address in sample.addresses().items() if name != "wagtailadmin_logout"
    ]


def questions_of_the_admin(sample):
    """The same addresses, asked in ways that could tell more than the plain ones."""
    lists = ("wagtailsnippets_members_person:list", "wagtailsnippetchoosers_members_person:choose")
    for name in lists:
        for order in ("private_notes", "contacts__value", "-private_notes"):
            yield f"{reverse(name)}?ordering={order}"
    for part in ("pages", "images", "documents"):
        yield f"{reverse(f'wagtailadmin_api:{part}:listing')}?fields=*"
    export = reverse("wagtailsnippets_members_person:export")
    selected = {
        "export-columns": [c.key for c in allowed_columns(private=False)],
        "export-private_columns": [c.key for c in allowed_columns(private=True) if c.private],
    }
    for file_format in ("csv", "xlsx"):
        for names in (["export-columns"], [*selected]):
            asked = {"export-format": file_format} | {name: selected[name] for name in names}
            yield f"{export}?{urlencode(asked, doseq=True)}"
    compare = "wagtailsnippets_members_person:revisions_compare"
    versions = [*sample.person.revisions.values_list("pk", flat=True), "live"]
    for earlier in versions:
        for later in versions:
            yield reverse(compare, args=[sample.person.pk, earlier, later])


def test_communications_find_nothing_private_anywhere_in_the_admin(sample, client_of):
    staff = client_of("Communications")
    found = visited(staff, [*admin_addresses(sample), *questions_of_the_admin(sample)])
    assert len(found) > 200
    assert {address: names for address, names in found.items() if names} == {}


ROSTER_SCREENS = ("wagtailsnippets_members", "wagtailsnippetchoosers_members", "roster")


def test_communications_find_nothing_of_a_withdrawn_person(sample, client_of, monkeypatch):
    """Not even the name, on any screen, chooser, list or file of the roster."""
    save(sample.person, name="Canary person", status=Person.Status.WITHDRAWN)
    monkeypatch.setitem(CANARIES, "name", "Canary person")
    screens = sample.addresses().items()
    asked = [address for name, address in screens if name.startswith(ROSTER_SCREENS)]
    asked += questions_of_the_admin(sample)
    for_readers = visited(client_of("Communications"), asked)
    assert len(for_readers) > 40
    assert {address: names for address, names in for_readers.items() if names} == {}
    inspect = address_of_person(sample.person, "inspect")
    assert "name" in visited(client_of("Roster editors"), [inspect])[inspect]


def address_of_person(person, view):
    return reverse(f"wagtailsnippets_members_person:{view}", args=[person.pk])


def test_roster_editors_find_it_on_their_screens(sample, client_of):
    """The same visit finds the canaries where they may be, so it would find them elsewhere."""
    editor = client_of("Roster editors")
    RosterImport.objects.update(uploaded_by=get_user_model().objects.get(username="Roster editors"))
    found = visited(editor, [*admin_addresses(sample), *questions_of_the_admin(sample)])
    assert set.union(*found.values()) == set(CANARIES)
    assert found[reverse("roster_imports:preview", args=[sample.roster_import.pk])] == {"import"}
    edit = reverse("wagtailsnippets_members_person:edit", args=[sample.person.pk])
    assert found[edit] >= {"note", "value", "label", "withdrawn contact"}
    assert any(names for address, names in found.items() if "export-format=xlsx" in address)
    inspect = reverse("wagtailsnippets_members_person:inspect", args=[sample.person.pk])
    assert found[inspect] >= {"note", "value", "label", "withdrawn contact", "reason"}


def test_nobody_finds_anything_private_in_public(sample):
    slugs = [sample.person.get_absolute_url(), sample.place.get_absolute_url()]
    fixed = ("/members/", "/members/former/", "/places/", "/topics/", "/priorities/2024/")
    machines = ("/news/feed/", "/sitemap.xml", "/robots.txt")
    asked = [f"/search/?q={word}" for word in ("Person", "canary", "example.org")]
    pages = filter(None, (page.url for page in Page.objects.live()))
    addresses = [*slugs, *fixed, *machines, *asked, *pages]
    found = visited(Client(), addresses)
    assert len(found) == len(addresses) == 17
    assert {address: names for address, names in found.items() if names} == {}


def test_nobody_finds_a_person_by_a_private_word(sample, client_of):
    staff = client_of("Communications")
    for word in CANARIES.values():
        for name in (
            "wagtailsnippets_members_person:list_results",
            "wagtailsnippetchoosers_members_person:choose_results",
        ):
            answer = staff.get(reverse(name), {"q": word})
            assert answer.status_code == 200
            assert sample.person.name not in answer.text, (name, word)
        assert sample.person.name not in Client().get("/search/", {"q": word}).text, word


def test_readers_inspect_a_person_with_what_is_published(sample, client_of):
    staff = client_of("Communications")
    inspect = reverse("wagtailsnippets_members_person:inspect", args=[sample.person.pk])
    listing = staff.get(reverse("wagtailsnippets_members_person:list")).text
    assert f'href="{inspect}"' in listing
    shown = staff.get(inspect).text
    assert PUBLISHED in shown
    assert sample.person.tenures.get().display_title in shown
    assert "<dd>" in shown and "None" not in shown.partition("<dl>")[2].partition("</dl>")[0]
    assert "/edit/" not in shown.partition('id="main"')[2]


def test_readers_compare_two_versions_with_what_is_published(sample, client_of):
    older, newer = sample.person.revisions.order_by("pk").values_list("pk", flat=True)[1:]
    compare = reverse(
        "wagtailsnippets_members_person:revisions_compare", args=[sample.person.pk, older, newer]
    )
    shown = client_of("Communications").get(compare).text
    assert PUBLISHED in shown
    assert "Private notes" not in shown
    assert CANARIES["older note"] in client_of("Roster editors").get(compare).text


def test_the_history_leads_readers_to_nothing_that_they_may_not_do(sample, client_of):
    history = reverse("wagtailsnippets_members_person:history", args=[sample.person.pk])
    for_readers = client_of("Communications").get(history).text
    for_editors = client_of("Roster editors").get(history).text
    assert "/revisions/compare/" in for_readers and "/revisions/compare/" in for_editors
    for view in ("person/edit/", "/revert/", "/view/"):
        assert view not in for_readers
        assert view in for_editors


@pytest.mark.parametrize("pk", ["zzz", "0", "-1", "9" * 30])
def test_comparing_nobody_is_not_found(client_of, pk):
    address = reverse("wagtailsnippets_members_person:list") + f"history/{pk}/revisions/compare"
    assert client_of("Communications").get(f"{address}/earliest...latest/").status_code == 404


def test_only_those_who_keep_the_roster_see_what_is_private(client_of):
    roles = ("Communications", "Roster editors", "Administrators")
    for role in roles:
        client_of(role)
    users = get_user_model().objects.filter(username__in=roles)
    may = {user.username for user in users if may_see_private(user)}
    assert may == {"Roster editors", "Administrators"}

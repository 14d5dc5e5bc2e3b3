"""Forms and ids that no screen of the admin sends: a clear refusal, never an error, and nothing saved."""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from tests import factories
from tests.admin_addresses import AdminSample
from tests.members.factories import MemberFactory
from tests.posting import Kind, posted

pytestmark = pytest.mark.django_db

NOTHING = Kind("nothing", {})
#: The ends of the names of fields that nobody sees.
UNSEEN = ("-count", "_FORMS", "-type", "-order", "-deleted", "-DELETE", "-ORDER", "-id")
NO_NUMBERS = ["abc", "", "-1", "1.5", "99999999", "9" * 5_000, "a" * 5_000, "[]", "²"]
NO_IDS = ["abc", "", "1.5", "²", "1&id=abc", "all&id=abc"]
GARBAGE = dict.fromkeys(
    ("id", "ids", "collection", "page", "role", "tags", "position", "parent", "object_ids", "url"),
    "abc",
)


@pytest.fixture
def admin():
    """A client that may see everything."""
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("everything"))
    return client


def status(ask, *arguments, **options):
    """Return the answer's status, and put back what it saved."""
    with transaction.atomic():
        answer = ask(*arguments, **options)
        transaction.set_rollback(True)
    return answer.status_code


def unseen(data, prefixes):
    """Return the names of fields with these prefixes that nobody sees, one of each kind."""
    names = [name for name in data if name.startswith(prefixes) and name.endswith(UNSEEN)]
    return {"".join(filter(str.isalpha, name)): name for name in reversed(names)}.values()


def crafted(data, prefixes):
    yield "nothing", {}
    for name in unseen(data, prefixes):
        yield f"without {name}", {key: data[key] for key in data if key != name}
        for value in NO_NUMBERS:
            yield f"{name} {value[:20]}", data | {name: value}


def answers_to(admin, address, *prefixes):
    data = posted(admin.get(address).context["form"], NOTHING)
    return {what: status(admin.post, address, form) for what, form in crafted(data, prefixes)}


def neither_taken_nor_refused(answers):
    return {what: answer for what, answer in answers.items() if answer not in (200, 302, 400)}


def test_blocks(admin):
    page = factories.StandardPageFactory()
    answers = answers_to(admin, reverse("wagtailadmin_pages:edit", args=[page.pk]), "body-")
    assert len(answers) > 100
    assert neither_taken_nor_refused(answers) == {}
    assert answers["nothing"] == answers["without body-count"] == answers["body-count abc"] == 400


def test_rows(admin):
    person, win = MemberFactory(), factories.WinFactory()
    edit_person = reverse("wagtailsnippets_members_person:edit", args=[person.pk])
    edit_win = reverse("wagtailsnippets_campaigns_win:edit", args=[win.pk])
    for answers in (
        answers_to(admin, edit_person, "contacts-"),
        answers_to(admin, edit_win, "log-"),
    ):
        assert len(answers) > 40
        assert neither_taken_nor_refused(answers) == {}
        (huge,) = {status for what, status in answers.items() if "TOTAL_FORMS 99" in what}
        assert huge == 400


def test_what_was_saved_before_the_refusal_is_taken_back(admin):
    page = factories.StandardPageFactory()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {"title": "New", "slug": "new", "introduction": "New", "body-count": "0"}

    def fail(request, page):
        Page.objects.filter(pk=page.pk).update(title="Half done")
        return request.POST["no such field"]

    with hooks.register_temporarily("after_edit_page", fail):
        assert admin.post(address, data).status_code == 400
    page.refresh_from_db()
    assert page.title != "Half done" and not page.revisions.exists()


def test_ids(admin):
    addresses = AdminSample().addresses()
    asked = {
        address.partition("?")[0]
        for name, address in addresses.items()
        if "bulk_action" in name or name.endswith(("chosen_multiple", ":find"))
    }
    assert len(asked) > 30
    answers = {
        f"{ask.__name__} {address}?id={pk}": status(ask, f"{address}?id={pk}")
        for address in asked
        for pk in NO_IDS
        for ask in (admin.get, admin.post)
    }
    assert {what: answer for what, answer in answers.items() if answer >= 500} == {}
    assert list(answers.values()).count(400) > len(answers) / 4


def test_empty_and_absurd_forms(admin):
    sample = AdminSample()
    sample.document.file.save("sample.txt", sample.document.file)
    answers = {
        f"{address} {len(data)}": status(admin.post, address, data)
        for name, address in sample.addresses().items()
        for data in ({}, GARBAGE)
        if "logout" not in name
    }
    assert len(answers) > 700
    assert {what: answer for what, answer in answers.items() if answer >= 500} == {}

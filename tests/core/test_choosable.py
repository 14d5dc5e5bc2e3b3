"""Every chooser of the admin and every field of its forms takes only what its user may choose."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.fields import RichTextField, StreamField
from wagtail.log_actions import LogContext
from wagtail.models import Collection, Page, PageViewRestriction, get_page_models
from wagtail.snippets.models import get_snippet_models

from core.choosable import ChoosableOnly, choosable
from lpnc.checks import OUR_APPS
from lpnc.roles import PORTRAITS, collection_named
from members.models import Person
from tests import factories
from tests.admin_addresses import AdminSample
from tests.members.factories import CommitteeSeatFactory, MemberFactory
from tests.members.screens import address as address_of
from tests.members.screens import opened

pytestmark = pytest.mark.django_db

CANARY = "Canary"
KINDS = ("image", "document", "win", "topic")
SEARCHED = ("choose", "choose_results", "choose_page_search", "listing")
PAGES = ("draft", "scheduled", "private", "below", "renamed")
CHOOSERS = ("wagtailadmin_choose", "wagtailadmin_api", "wagtailsnippetchoosers", "image_format")


@pytest.fixture
def editor(client_of):
    return client_of("Roster editors")


@pytest.fixture
def editor_user(editor):
    return get_user_model().objects.get(username="Roster editors")


@pytest.fixture
def closed(home):
    """Items that a roster editor may not choose, by kind."""
    private = factories.StandardPageFactory(title=f"{CANARY} private")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    later = {"live": False, "go_live_at": now() + timedelta(days=1)}
    renamed = factories.StandardPageFactory()
    renamed.draft_title = f"{CANARY} renamed"
    renamed.save()
    withdrawn = MemberFactory(name=f"{CANARY} withdrawn", status=Person.Status.WITHDRAWN)
    return {
        "image": factories.ImageFactory(title=f"{CANARY} image"),
        "document": factories.DocumentFactory(title=f"{CANARY} document"),
        "draft": factories.StandardPageFactory(title=f"{CANARY} draft", live=False),
        "scheduled": factories.NewsPageFactory(title=f"{CANARY} scheduled", **later),
        "private": private,
        "below": factories.StandardPageFactory(parent=private, title=f"{CANARY} below"),
        "renamed": renamed,
        "win": factories.WinFactory(title=f"{CANARY} win", live=False),
        "person": withdrawn,
        "seat": CommitteeSeatFactory(person=withdrawn),
        "topic": factories.TopicFactory(
            name=f"{CANARY} topic", merged_into=factories.TopicFactory()
        ),
    }


def chooser_addresses(closed):
    """Yield the resolver's chooser addresses for the closed items, and others that ask about them."""
    sample = AdminSample()
    for name in ("image", "document", "win", "person", "seat", "topic"):
        setattr(sample, name, closed[name])
    for name, address in sample.addresses().items():
        if not (name.startswith(CHOOSERS) or "_chooser:" in name):
            continue
        yield name, address
        if name.endswith(SEARCHED):
            yield f"{name}, searching", f"{address}?q=cana&search=cana"
        record = sample.records.get(name.partition(":")[0].removeprefix("wagtailsnippetchoosers_"))
        if record and name.endswith("chosen_multiple"):
            yield f"{name}, by id", f"{address}?id={record.pk}"
    for kind in PAGES:
        pk = closed[kind].pk
        child = reverse("wagtailadmin_choose_page_child", args=[pk])
        several = reverse("wagtailadmin_choose_page_chosen_multiple")
        types = f"{reverse('wagtailadmin_choose_page')}?page_type=news.newspage"
        detail = reverse("wagtailadmin_api:pages:detail", args=[pk])
        yield from {
            f"{kind} below": child,
            f"{kind} detail": detail,
            f"{kind} types": types,
        }.items()
        yield f"{kind} chosen", f"{several}?id={pk}"


def test_no_chooser_tells_a_roster_editor_of_what_is_closed(editor, closed):
    editor.raise_request_exception = False
    addresses = dict(chooser_addresses(closed))
    for name, address in addresses.items():
        for send in (editor.get, editor.post):
            assert CANARY not in send(address).content.decode(), name
    assert len(addresses) > 100


@pytest.mark.parametrize(
    "role, kept_from_it, least",
    [("Communications", ["person", "seat"], 4), ("Roster editors", [*PAGES, *KINDS], 30)],
)
def test_no_bulk_action_names_what_its_user_may_not_touch(
    closed, client_of, role, kept_from_it, least
):
    client, asked = client_of(role), 0
    for kind in kept_from_it:
        record = closed[kind]
        models = {record._meta.label_lower, "wagtailcore.page" if kind in PAGES else ""} - {""}
        for app, model in (label.split(".") for label in models):
            for action in bulk_action_registry.get_bulk_actions_for_model(app, model):
                address = reverse("wagtail_bulk_action", args=[app, model, action.action_type])
                for ids in (f"id={record.pk}", "id=all"):
                    answer = client.get(f"{address}?{ids}", follow=True)
                    assert CANARY not in answer.text, (kind, action, ids)
                    asked += 1
    assert asked >= least


def test_an_address_of_a_private_page_is_not_turned_into_its_title(editor, closed):
    """Nor is the address of a page whose draft has a new title."""
    for kind in ("private", "below", "renamed"):
        for end in ("", "?from=here"):
            data = {"external-link-chooser-url": f"{closed[kind].full_url}{end}"}
            address = reverse("wagtailadmin_choose_page_external_link")
            response = editor.post(address, data)
            assert response.json()["step"] == "external_link_chosen"
            assert "id" not in response.json()["result"]


@pytest.mark.parametrize("role", ["Communications", "Roster editors"])
def test_what_is_open_can_be_chosen(home, client_of, role):
    client = client_of(role)
    page = factories.StandardPageFactory(title="An open page")
    image = factories.ImageFactory(collection=collection_named(PORTRAITS))
    win = factories.WinFactory()
    addresses = [
        f"{reverse('wagtailadmin_choose_page_search')}?q=open",
        reverse("wagtailadmin_choose_page_child", args=[home.pk]),
        f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={page.pk}",
    ]
    assert all(page.title in client.get(address).content.decode() for address in addresses)
    formatted = reverse("wagtailimages_chooser:select_format", args=[image.pk])
    assert client.get(formatted).json()["step"] == "select_format"
    chosen = reverse("wagtailsnippetchoosers_campaigns_win:chosen", args=[win.pk])
    assert client.get(chosen).json()["result"]["string"] == str(win)


def form_classes():
    """The forms of all pages, records and settings of ours, and of their rows."""
    for model in (*get_page_models(), *get_snippet_models(), *settings_registry):
        if model._meta.app_label in OUR_APPS:
            yield from with_rows(panel_of(model).bind_to_model(model).get_form_class())


def panel_of(model):
    own = getattr(model, "snippet_viewset", model)
    return own.get_edit_handler() if hasattr(own, "get_edit_handler") else get_edit_handler(model)


def with_rows(form_class):
    yield form_class
    for formset in getattr(form_class, "formsets", {}).values():
        yield from with_rows(formset.form)


def pickers():
    """Map the model and name of each form field that holds a record to the form."""
    return {
        (form._meta.model, name): form
        for form in form_classes()
        for name in form.base_fields
        if holds_records(form._meta.model, name)
    }


def holds_records(model, name):
    names = {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
    field = names.get(name)
    is_text = isinstance(field, RichTextField | StreamField)
    return is_text or (field and field.related_model and hasattr(field.related_model, "pk"))


def test_every_field_that_holds_records_takes_only_what_its_user_may_choose(closed, editor_user):
    """Fields for a single record are tried with a closed record, and with their present one."""
    by_model = {type(record): record for record in closed.values()}
    tried = []
    for (model, name), form in pickers().items():
        assert isinstance(form.base_fields[name], ChoosableOnly), (model, name)
        field = model._meta.get_field(name)
        related = field.related_model
        record = closed["draft"] if related is Page else by_model.get(related)
        if record is None or field.many_to_many:
            continue
        bound = form(instance=model(), initial={name: None})
        assert not takes(bound, name, record, editor_user)
        if not field.remote_field.limit_choices_to:
            known = form(instance=model(), initial={name: record.pk})
            assert takes(known, name, record, editor_user)
        tried.append((model, name))
    assert len(pickers()) > 40
    assert len(tried) > 18


def takes(form, name, record, user):
    """Return whether the form's field takes the record."""
    with LogContext(user=user):
        try:
            form[name].field.clean(record.pk)
        except ValidationError:
            return False
    return True


@pytest.mark.parametrize("kind", ["image", "document", "draft", "person"])
def test_a_body_takes_only_what_its_user_may_choose(closed, editor_user, kind):
    record = closed[kind]
    blocks = {
        "image": ("picture", {"image": record, "caption": ""}),
        "document": ("text", f'<p><a linktype="document" id="{record.pk}">x</a></p>'),
        "draft": ("text", f'<p><a linktype="page" id="{record.pk}">x</a></p>'),
        "person": ("person", record),
    }
    page = factories.StandardPageFactory(body=[blocks[kind]])
    panel = type(page).get_edit_handler()
    empty = panel.get_form_class()(instance=type(page)())
    filled = panel.get_form_class()(instance=page)
    with LogContext(user=editor_user):
        with pytest.raises(ValidationError, match="aren’t allowed to choose"):
            empty["body"].field.clean(page.body)
        assert filled["body"].field.clean(page.body)


def test_a_portrait_by_a_posted_id_is_neither_saved_nor_shown(editor, closed):
    person = MemberFactory()
    sent = opened(editor, address_of(person)) | {"portrait": closed["image"].pk}
    response = editor.post(address_of(person), sent)
    person.refresh_from_db()
    assert person.portrait is None
    assert "allowed to choose. Choose another one." in response.content.decode()
    assert CANARY not in response.content.decode()


def test_a_portrait_that_was_there_stays(editor, closed):
    person = MemberFactory(portrait=closed["image"])
    sent = opened(editor, address_of(person)) | {"pronouns": "they/them"}
    editor.post(address_of(person), sent)
    person.refresh_from_db()
    assert (person.portrait, person.pronouns) == (closed["image"], "they/them")


def test_an_image_of_another_collection_is_for_those_who_may_choose_from_it(editor_user):
    image = factories.ImageFactory(collection=Collection.get_first_root_node())
    portrait = factories.ImageFactory(collection=collection_named(PORTRAITS))
    assert list(choosable(type(image), editor_user)) == [portrait]

"""Every address of the admin, found in the URL resolver, with real records put into it."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RegexPattern
from django.utils.timezone import now
from wagtail.admin.models import EditingSession
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Collection, GroupApprovalTask, Site, Workflow, WorkflowTask
from wagtail.models.media import UploadedFile

from campaigns.importing.ledger import LEDGER
from core.models import BackgroundJob, Section
from lpnc.roles import PORTRAITS, collection_named
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.importing.roster import ROSTER
from members.models import CorrectionReport, roster_change
from members.models.history import record
from tests import factories
from tests.members.factories import (
    CommitteeSeatFactory,
    MemberFactory,
    PersonFactory,
    RegionFactory,
)

#: What answers where no screen is; two of them only stand there with DEBUG.
NO_SCREENS = ("admin/test404/", "admin/failwhale/", "admin/^.*/$")


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    parameters: tuple

    @property
    def namespace(self):
        return self.name.rpartition(":")[0]


def admin_routes():
    return [route for route in routes() if route.pattern not in NO_SCREENS]


def routes(patterns=None, prefix="", namespace="", parameters=()):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if not path.startswith("admin/"):
            continue
        named = parameters + parameters_of(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(namespace + (pattern.name or path), path, named)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, path, inner, named)


def parameters_of(pattern):
    if isinstance(pattern, RegexPattern):
        return tuple(pattern.regex.groupindex) or tuple(range(pattern.regex.groups))
    return tuple(pattern.converters)


class AdminSample:
    """One record of each kind that an admin address may name."""

    def __init__(self):
        self.user = get_user_model().objects.create_user("somebody", password="somebody")
        self.add_content()
        self.add_roster()
        self.add_workflow()

    def add_content(self):
        self.page = factories.NewsPageFactory()
        self.page.save_revision()
        self.topic, self.publisher = factories.TopicFactory(), factories.PublisherFactory()
        self.image = factories.ImageFactory()
        self.portrait = factories.ImageFactory(collection=collection_named(PORTRAITS))
        self.document = factories.DocumentFactory()
        self.upload = UploadedFile.objects.create(file="upload.png", uploaded_by_user=self.user)
        self.priority = factories.PriorityFactory()
        self.win = factories.WinFactory()
        self.win.save_revision()
        self.section = Section.objects.create(key=Section.Key.MEMBERS, title="Members")
        self.collection = Collection.get_first_root_node().add_child(name="A collection")
        self.redirect = Redirect.add_redirect("/old", "/new")

    def add_roster(self):
        self.person = MemberFactory(portrait=self.image)
        self.seat = CommitteeSeatFactory(person=self.person)
        tenure = self.person.tenures.get()
        self.office, self.place = tenure.office, tenure.jurisdiction
        self.region = RegionFactory()
        for kept in (self.person, self.place, self.office, self.region):
            with roster_change():
                record(kept)
        self.other = PersonFactory()
        self.report = CorrectionReport.objects.create(subject=self.person, text="It is wrong.")
        self.merge = merge(suggested(*PersonFactory.create_batch(2)), self.user)
        self.roster_import = ROSTER.begin(
            "sample.csv", b"Name,Office\nExample Person,Mayor\n", self.user
        )
        self.win_import = LEDGER.begin(
            "wins.csv", b"Title,Place\nLiving wage,Sampleton\n", self.user
        )

        self.job = BackgroundJob.objects.create(job_by=self.user, title="A job", done_at=now())

    def add_workflow(self):
        self.workflow = Workflow.objects.create(name="A workflow")
        self.task = GroupApprovalTask.objects.create(name="A task")
        self.task.groups.add(Group.objects.create(name="Reviewers"))
        WorkflowTask.objects.create(workflow=self.workflow, task=self.task)
        self.page_in_workflow = factories.NewsPageFactory()
        self.page_in_workflow.save_revision()
        self.workflow_state = self.workflow.start(self.page_in_workflow, self.user)
        self.session = EditingSession.objects.create(
            user=self.user,
            content_object=self.person,
            last_seen_at=self.workflow_state.created_at,
        )

    @property
    def records(self):
        """The record that `pk` refers to, by admin section."""
        return {
            "background_jobs": self.job,
            "campaigns_priority": self.priority,
            "campaigns_win": self.win,
            "members_committeeseat": self.seat,
            "members_jurisdiction": self.place,
            "members_office": self.office,
            "members_person": self.person,
            "members_region": self.region,
            "roster_corrections": self.report,
            "roster_imports": self.roster_import,
            "win_imports": self.win_import,
            "core_publisher": self.publisher,
            "core_section": self.section,
            "core_topic": self.topic,
            "wagtailadmin_api:documents": self.document,
            "wagtailadmin_api:images": self.image,
            "wagtailadmin_api:pages": self.page,
            "wagtailadmin_collections": self.collection,
            "wagtailadmin_pages": self.page,
            "wagtailadmin_workflows": self.workflow,
            "wagtaildocs_chooser": self.document,
            "wagtailimages_chooser": self.image,
            "wagtailsites": Site.objects.get(),
            "wagtailusers_groups": Group.objects.first(),
            "wagtailusers_users": self.user,
        }

    @property
    def values(self):
        """The values of the other parameters."""
        return {
            "parent_page_id": self.page.get_parent().pk,
            "page_id": self.page.pk,
            "page_pk": self.page.pk,
            "page_to_move_id": self.page.pk,
            "destination_id": self.page.get_parent().pk,
            "content_type_app_name": "news",
            "content_type_model_name": "newspage",
            "app_name": "news",
            "app_label": "news",
            "model_name": "newspage",
            "action_name": "approve",
            "task_state_id": self.workflow_state.current_task_state_id,
            "task_id": self.task.pk,
            "workflow_state_id": self.workflow_state.pk,
            "workflow_pk": self.workflow.pk,
            "revision_id": self.page.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            0: self.page.pk,
            1: "earliest",
            2: "latest",
            "collection_id": self.collection.pk,
            "redirect_id": self.redirect.pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "image_id": self.image.pk,
            "uploaded_file_id": self.upload.pk,
            "filter_spec": "max-100x100",
            "object_id": self.page.pk,
            "session_id": self.session.pk,
            "person_id": self.person.pk,
            "other_id": self.other.pk,
            "merge_id": self.merge.pk,
            "file_format": "csv",
            "uidb64": "MQ",
            "token": "0-0",
        }

    def addresses(self):
        """`{"wagtailsnippets_members_person:edit": "/admin/snippets/members/person/edit/7/"}`."""
        found = {}
        for route in admin_routes():
            found |= dict(self.addresses_of(route))
        return found

    def addresses_of(self, route):
        if route.name == "wagtail_bulk_action":
            yield from self.bulk_actions()
        elif route.namespace == "wagtailsettings":
            yield from settings_addresses(route)
        else:
            values = self.values | self.values_for(route)
            key = f"{route.name} workflow" if "workflow_pk" in route.parameters else route.name
            yield key, reversed_with(route, values)
            if "image_id" in route.parameters or route.namespace == "wagtailimages_chooser":
                portrait = {"image_id": self.portrait.pk, "pk": self.portrait.pk}
                yield f"{key} portrait", reversed_with(route, values | portrait)

    def values_for(self, route):
        subject = route.namespace
        for prefix in ("wagtailsnippets_", "wagtailsnippetchoosers_"):
            subject = subject.removeprefix(prefix)
        if route.name == "wagtailadmin_tag_model_autocomplete":
            return {"app_name": "taggit", "model_name": "tag"}
        if route.name.startswith("wagtailadmin_pages:") and "workflow" in route.name:
            return {"page_id": self.page_in_workflow.pk}
        kept = self.records.get(subject)
        if route.name.endswith("_task"):
            return {"pk": self.task.pk, "app_label": "wagtailcore", "model_name": "task"}
        if kept is None:
            return {}
        revision = getattr(kept, "latest_revision_id", None)
        return {"pk": kept.pk} | ({"revision_id": revision} if revision else {})

    def bulk_actions(self):
        bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")
        for app, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                for action in actions:
                    address = reverse("wagtail_bulk_action", args=[app, model, action])
                    which = self.page.pk if model == "page" else "all"
                    yield f"wagtail_bulk_action:{app}.{model} {action}", f"{address}?id={which}"


def settings_addresses(route):
    """Settings are edited under the number of their site."""
    site = Site.objects.get()
    for model in settings_registry:
        meta = model._meta
        values = {"app_name": meta.app_label, "model_name": meta.model_name, "pk": site.pk}
        name = f"{route.name} {meta.label_lower}"
        yield name + (" pk" * ("pk" in route.parameters)), reversed_with(route, values)


def reversed_with(route, values):
    given = {name: values[name] for name in route.parameters}
    if given and all(isinstance(name, int) for name in given):
        return reverse(route.name, args=given.values())
    return reverse(route.name, kwargs=given)

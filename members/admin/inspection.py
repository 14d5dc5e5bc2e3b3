"""Inspection, history and comparison of records, including for users who may only view them."""

from django.db import models
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import escape
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class
from wagtail.fields import RichTextField
from wagtail.snippets.views.snippets import HistoryView, RevisionsCompareView
from wagtail.templatetags.wagtailcore_tags import richtext

from core.inspection import ReadableOnly, RecordInspectView, stacked
from members.admin.erasure import erase_buttons
from members.models.dates import PartialDateField
from members.models.person_fields import (
    PRIVATE_FIELDS,
    PUBLIC_LINES,
    PUBLIC_TEXTS,
    without_private,
)
from members.models.person_querysets import READ, may_see_private


class ReadableMixin:
    """A view that is also open to users who may only view, without links to actions they lack."""

    permission_required = None
    any_permission_required = READ
    editing_url_names = ("edit_url_name", "revisions_view_url_name", "revisions_revert_url_name")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not self.user_has_permission("change"):
            for name in self.editing_url_names:
                setattr(self, name, None)

    @cached_property
    def header_buttons(self):
        return super().header_buttons if self.edit_url_name else []


class RosterHistoryView(ReadableOnly, ReadableMixin, HistoryView):
    pass


class RosterCompareView(ReadableOnly, ReadableMixin, RevisionsCompareView):
    def get_object(self, queryset=None):
        if not self.pk.isdecimal():
            raise Http404("Records have numbers.")
        return super().get_object(queryset)


class PersonCompareView(RosterCompareView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if may_see_private(self.request.user):
            return context
        versions = [without_private(context[name]) for name in ("revision_a", "revision_b")]
        panel = self.get_edit_handler().get_bound_panel(
            instance=self.object, request=self.request, form=None
        )
        compared = [compare(*versions) for compare in panel.get_comparison()]
        context["revision_a"], context["revision_b"] = versions
        context["comparison"] = [field for field in compared if field.has_changed()]
        return context


class PersonInspectView(RecordInspectView):
    open_fields = [
        *(field.name for field in PUBLIC_LINES if field.name not in ("given_name", "family_name")),
        "title",
        "place",
        "portrait",
        *(field.name for field in PUBLIC_TEXTS),
        "tenures",
        "memberships",
        "committee_seats",
        "contacts",
        "links",
        "other_names",
        "status",
        "merged_into",
    ]
    private_fields = [*(field.name for field in PRIVATE_FIELDS), "accepted_warnings"]
    labels = {
        "title": "Title today",
        "place": "Place",
        "tenures": "Offices held",
        "memberships": "Membership",
        "committee_seats": "Organizing Committee",
        "contacts": "Contacts",
        "links": "Links",
        "other_names": "Former and other names",
        **{field.name: f"{field.heading}: never published" for field in PRIVATE_FIELDS},
        "accepted_warnings": "Warnings accepted: never published",
    }

    def get_fields(self):
        return self.open_fields + self.private_fields * may_see_private(self.request.user)

    def get_object(self, queryset=None):
        person = super().get_object(queryset)
        return person if may_see_private(self.request.user) else without_private(person)

    @cached_property
    def header_more_buttons(self):
        erase = erase_buttons(self.request.user, self.object)
        return [*super().header_more_buttons, *erase]

    def get_field_display_value(self, field_name, field):
        if isinstance(field, RichTextField) and (text := getattr(self.object, field_name)):
            return richtext(text)
        return super().get_field_display_value(field_name, field)

    def get_tenures_display_value(self):
        return stacked(f"{t.display_title}, {t.period}" for t in self.object.stated_tenures)

    def get_memberships_display_value(self):
        return stacked(membership.period for membership in self.object.memberships.all())

    def get_committee_seats_display_value(self):
        seats = self.object.committee_seats.all()
        return stacked(f"{seat.get_role_display()}, {seat.period}" for seat in seats)

    def get_contacts_display_value(self):
        return stacked(map(contact_line, self.object.contacts.all()))

    def get_links_display_value(self):
        return stacked(f"{link.label}: {link.url}" for link in self.object.links.all())

    def get_other_names_display_value(self):
        others = self.object.other_names.all()
        return stacked(f"{o}{'' if o.published else ', not published'}" for o in others)

    def get_accepted_warnings_display_value(self):
        return stacked(self.object.accepted_warnings.all())


def contact_line(contact):
    label = f" ({contact.label})" if contact.label else ""
    return f"{contact}{label}{'' if contact.published else ', not published'}"


WORDS = {None: "", True: "Yes", False: "No"}


class PlainComparison(FieldComparison):
    """A comparison that shows values as text: a partial date, a number, yes or no, or nothing if empty."""

    def htmldiff(self):
        before, after = (
            WORDS[value] if value is None or isinstance(value, bool) else str(value)
            for value in (self.val_a, self.val_b)
        )
        if before == after:
            return escape(after)
        changes = [("deletion", before), ("addition", after)]
        return TextDiff([change for change in changes if change[1]]).to_html()


def register_comparisons():
    for field_class in (
        PartialDateField,
        models.BooleanField,
        models.IntegerField,
        models.FloatField,
    ):
        register_comparison_class(field_class, comparison_class=PlainComparison)

"""The screens for merging two records and undoing a merge."""

from django.contrib.admin.utils import quote
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.views.generic import ListView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from members.admin.duplicates import duplicates
from members.admin.merging import screens
from members.admin.merging.forms import DifferentPeopleForm, MergeForm, OtherRecordForm
from members.admin.merging.merger import merge, refuse_to_merge
from members.admin.merging.records import Refused
from members.admin.merging.undo import undo, why_not_undone
from members.admin.reasons import Unaccepted, settle_warnings
from members.models import DifferentPeople, Merge, Person, RosterChanged
from members.models.people import people_with_titles

CHANGED_MEANWHILE = (
    "Someone changed the roster while you were deciding, so nothing was merged. Here are the two "
    "records as they are now, with your choices still selected. Review them and continue."
)
DUPLICATES = {"url": reverse_lazy("roster_duplicates:list"), "label": "Duplicates"}
MERGES = {"url": reverse_lazy("roster_duplicates:merges"), "label": "Merges"}


class MergingScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A screen for users who may edit people."""

    permission_policy = ModelPermissionPolicy(Person)
    permission_required = "change"
    header_icon = "copy"
    above = ()

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), *self.above, here]

    def refuse(self, sentence, *url):
        messages.error(self.request, sentence)
        return redirect(*url or ["roster_duplicates:list"])


class DuplicateListView(MergingScreen, ListView):
    """Possible duplicates, and pairs that an editor has marked as two people."""

    page_title = "Duplicates"
    template_name = "members/admin/merging/duplicates.html"
    page_kwarg = "p"
    paginate_by = 20

    @property
    def header_buttons(self):
        return [
            HeaderButton("Merges", url=reverse("roster_duplicates:merges"), icon_name="history")
        ]

    def get_queryset(self):
        return duplicates()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        found = context["object_list"]
        people = people_with_titles(
            frozenset(pk for one in found for pk in (one.first, one.second))
        )
        different = DifferentPeople.objects.select_related("first", "second", "said_by")
        return context | {
            "index_url": reverse("roster_duplicates:list"),
            "pairs": [(one, people[one.first], people[one.second]) for one in found],
            "different": different,
        }


class DifferentPeopleView(MergingScreen, TemplateView):
    """Mark two records as different people or, with `again`, remove the mark."""

    http_method_names = ["post"]

    def post(self, request):
        pair = DifferentPeopleForm(request.POST).pair
        if pair is None:
            return self.refuse("These two records no longer exist. Nothing was changed.")
        first, second = pair
        if "again" in request.POST:
            DifferentPeople.objects.filter(first=first, second=second).delete()
            messages.success(
                request, f"{first} and {second} are listed as possible duplicates again."
            )
        else:
            DifferentPeople.objects.get_or_create(
                first=first, second=second, defaults={"said_by": request.user}
            )
            messages.success(
                request,
                f"{first} and {second} are marked as two people. They won’t be listed again.",
            )
        return redirect("roster_duplicates:list")


class ChooseOtherView(MergingScreen, TemplateView):
    """The choice of the other record of the same person."""

    page_title = "Merge"
    template_name = "members/admin/merging/choose.html"
    above = (DUPLICATES,)

    def dispatch(self, request, *args, **kwargs):
        self.person = get_object_or_404(Person, pk=kwargs["person_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.person)

    def get(self, request, *args, **kwargs):
        try:
            # A record that can't be merged at all is refused before another is chosen.
            refuse_to_merge(self.person, Person(is_sample=self.person.is_sample))
        except Refused as refusal:
            return self.refuse(str(refusal))
        return super().get(request, *args, **kwargs)

    def post(self, request, person_id):
        form = OtherRecordForm(request.POST, person=self.person)
        if form.is_valid():
            return redirect("roster_duplicates:merge", person_id, form.cleaned_data["other"].pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.setdefault("form", OtherRecordForm(person=self.person))
        found = [one for one in duplicates() if self.person.pk in (one.first, one.second)]
        others = {one: sum((one.first, one.second)) - self.person.pk for one in found}
        people = people_with_titles(frozenset(others.values()))
        suggestions = [(one, people[pk]) for one, pk in others.items()]
        return context | {"person": self.person, "suggestions": suggestions}


class MergeView(MergingScreen, TemplateView):
    """Both records side by side, then a summary, then the merge. The older record is Record 1."""

    page_title = "Merge"
    template_name = "members/admin/merging/compare.html"
    above = (DUPLICATES,)

    def dispatch(self, request, *args, person_id, other_id):
        either = Q(pk=person_id) | Q(pk=other_id)
        self.people = list(Person.objects.with_titles().filter(either).order_by("pk"))
        return super().dispatch(request, *args, person_id=person_id, other_id=other_id)

    def get_page_subtitle(self):
        return " and ".join(dict.fromkeys(map(str, self.people)))

    def get(self, request, **kwargs):
        return self.unless_refused(lambda: self.compare(self.form()))

    def post(self, request, **kwargs):
        return self.unless_refused(self.go_on)

    def unless_refused(self, answer):
        try:
            if len(self.people) == 2:
                refuse_to_merge(*self.people)
                return answer()
            return self.refuse("Choose two different records. One of these doesn’t exist.")
        except Refused as refusal:
            return self.refuse(str(refusal))

    def go_on(self):
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.compare(form)
        if "merge" in self.request.POST:
            return self.merge(form)
        return self.compare(form) if "back" in self.request.POST else self.confirm(form)

    def form(self, data=None):
        first, second = self.people
        return MergeForm(data, first=first, second=second)

    def merge(self, form):
        try:
            version = form.cleaned_data["version"]
            made = merge(form.choices, self.request.user, version, settle=self.settle)
        except Unaccepted as warned:
            return self.confirm(form, reason_form=warned.form)
        except RosterChanged:
            messages.error(self.request, CHANGED_MEANWHILE)
            return self.compare(form.as_of_now())
        edit = reverse("wagtailsnippets_members_person:edit", args=[quote(made.survivor_id)])
        messages.success(
            self.request,
            f"{made.merged} is now one record with {made.survivor}.",
            buttons=[
                messages.button(edit, "Open the record"),
                messages.button(reverse("roster_duplicates:undo", args=[made.pk]), "Undo"),
            ],
        )
        return redirect("roster_duplicates:list")

    def compare(self, form):
        return self.render_to_response(
            self.get_context_data(
                form=form,
                records=list(zip(screens.NAMES.values(), self.people, strict=True)),
                fields=screens.field_questions(form),
                clashes=screens.clash_questions(form),
                same=screens.same_in_both(form),
                together=list(screens.coming_together(form)),
            )
        )

    def settle(self, survivor):
        data = self.request.POST
        settle_warnings(survivor, self.request.user, data, instead="Go back to the choices")

    def confirm(self, form, reason_form=None):
        self.template_name = "members/admin/merging/confirm.html"
        summary = screens.summary_of(form)
        return self.render_to_response(
            self.get_context_data(form=form, summary=summary, reason_form=reason_form)
        )


class MergeListView(MergingScreen, ListView):
    page_title = "Merges"
    template_name = "members/admin/merging/merges.html"
    page_kwarg = "p"
    paginate_by = 50
    above = (DUPLICATES,)
    queryset = Merge.objects.select_related("survivor", "merged", "made_by", "undone_by")

    def get_context_data(self, **kwargs):
        index_url = reverse("roster_duplicates:merges")
        return super().get_context_data(index_url=index_url, **kwargs)


class UndoView(MergingScreen, TemplateView):
    page_title = "Undo a merge"
    template_name = "members/admin/merging/undo.html"
    above = (DUPLICATES, MERGES)

    def dispatch(self, request, *args, merge_id):
        found = Merge.objects.select_related("survivor", "merged", "made_by")
        self.merge = get_object_or_404(found, pk=merge_id)
        return super().dispatch(request, *args, merge_id=merge_id)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            merge=self.merge, reason=why_not_undone(self.merge), **kwargs
        )

    def post(self, request, **kwargs):
        try:
            undo(self.merge, request.user)
        except Refused as refusal:
            return self.refuse(str(refusal), "roster_duplicates:merges")
        messages.success(
            request, f"{self.merge.survivor} and {self.merge.merged} are two records again."
        )
        return redirect("roster_duplicates:merges")


class DuplicatesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("members.change_person")


class DuplicatesViewSet(ViewSet):
    name = "roster_duplicates"
    url_prefix = "roster/duplicates"
    icon = "copy"
    menu_label = "Duplicates"
    menu_item_class = DuplicatesMenuItem

    def get_urlpatterns(self):
        pair = "merge/<int:person_id>/<int:other_id>/"
        return [
            path("", DuplicateListView.as_view(), name="list"),
            path("different/", DifferentPeopleView.as_view(), name="different"),
            path("merge/<int:person_id>/", ChooseOtherView.as_view(), name="choose"),
            path(pair, MergeView.as_view(), name="merge"),
            path("merges/", MergeListView.as_view(), name="merges"),
            path("merges/<int:merge_id>/undo/", UndoView.as_view(), name="undo"),
        ]

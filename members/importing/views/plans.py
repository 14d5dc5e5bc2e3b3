"""The preview of an import, and its application."""

from math import ceil
from urllib.parse import parse_qsl, urlencode

from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages

from members.importing.decisions import PARTS, WARNED, Part, counted, decided, unexplained
from members.importing.plans import Outcome
from members.importing.refusing import ImportRefused
from members.importing.views.base import Step

LONG_SECONDS = 5


class PlanStep(Step, TemplateView):
    """A page that shows what the import would do."""

    stage = "open"

    def elsewhere(self):
        if elsewhere := super().elsewhere():
            return elsewhere
        if self.subject.columns.complaints(self.begun.columns):
            return self.address("columns", self.begun.pk)
        return None

    @cached_property
    def plan(self):
        if self.is_outdated:
            self.tell(messages.warning, self.subject.changes_since(self.begun))
        return self.subject.preview(self.begun)

    @property
    def is_outdated(self):
        """Whether anything has changed since somebody saw the preview."""
        return self.begun.version not in (None, self.subject.version())

    def tell(self, level, sentences):
        level(self.request, " ".join(sentences))

    def get_context_data(self, **kwargs):
        return super().get_context_data(plan=self.plan, **kwargs)

    def to_warnings(self):
        messages.error(self.request, "Say why what is worth a look is right all the same.")
        return self.to_preview(f"?show={WARNED}")

    def to_preview(self, query=""):
        return redirect(f"{self.address('preview', self.begun.pk)}{query}")


class PreviewView(PlanStep):
    """What each row would do, a part and a page at a time; the answers of each page are kept."""

    page_title = "Preview of the import"
    template_name = "members/admin/imports/preview.html"

    def get_context_data(self, **kwargs):
        part = Part(self.plan, self.request.GET.get("show"), self.request.GET.get("p"))
        decisions = self.begun.decisions
        return super().get_context_data(
            part=part,
            wrong_dates=sum(bool(entry.problems) for entry in self.plan.missing),
            skips_errors=decisions.get("skip_errors"),
            general_reason=decisions.get("reason"),
            **kwargs,
        )

    def post(self, request, **kwargs):
        shown = request.POST.get("digest", "")
        changed = self.save_decisions()
        go = request.POST.get("go", "")
        if go != "apply":
            return self.to_preview(page_query(go) or page_query(request.GET.urlencode()))
        if unexplained(self.plan, self.begun.decisions):
            return self.to_warnings()
        if self.plan.digest != shown:
            if changed:
                messages.info(
                    request,
                    "Your decisions are saved. This is what the import does now: apply it?",
                )
            return self.to_preview()
        return redirect(f"{self.address('apply', self.begun.pk)}?{urlencode({'plan': shown})}")

    def save_decisions(self):
        """Whether anything is decided otherwise than before."""
        before = self.begun.decisions
        after = decided(self.plan, before, self.request.POST)
        if after == before:
            return False
        self.still_open().update(decisions=after)
        self.begun.decisions = after
        del self.plan
        return True


def page_query(text):
    """What "show=new&p=2" says of a part and a page, as a query, or ""."""
    asked = dict(parse_qsl(text))
    kept = {"show": asked.get("show") if asked.get("show") in PARTS else "", "p": asked.get("p")}
    return f"?{urlencode({name: value for name, value in kept.items() if value})}".removesuffix("?")


class ApplyView(PlanStep):
    """Says once more what will happen, and does it."""

    page_title = "Apply the import"
    template_name = "members/admin/imports/apply.html"

    def get(self, request, **kwargs):
        was_outdated = self.is_outdated
        if request.GET.get("plan") != self.plan.digest:
            if not was_outdated:
                messages.warning(request, "Look through the preview before you apply the import.")
            return self.to_preview()
        if unexplained(self.plan, self.begun.decisions):
            return self.to_warnings()
        return super().get(request, **kwargs)

    def post(self, request, **kwargs):
        if not self.is_outdated and unexplained(self.plan, self.begun.decisions):
            return self.to_warnings()
        try:
            self.subject.apply(self.begun, request.user, request.POST.get("digest", ""))
        except ImportRefused as refusal:
            if not self.is_outdated:  # or else the preview itself says so
                self.tell(messages.error, refusal.sentences)
            return self.to_preview()
        messages.success(request, f"{self.begun} was imported.")
        return redirect(self.address("result", self.begun.pk))

    def get_context_data(self, **kwargs):
        counts = self.plan.counts
        rows = counts[Outcome.NEW] + counts[Outcome.UPDATE] + counts["left"]
        seconds = rows * self.subject.seconds_a_row
        duration = ceil(seconds / 5) * 5 if seconds > LONG_SECONDS else None
        return super().get_context_data(duration=duration, counts=counted(counts), **kwargs)

"""Wins: policies that places adopted, with the date, vote and sources."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.text import Truncator, slugify
from django.utils.timezone import localdate
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.documents.models import Document
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin
from wagtail.search import index

from campaigns.models.sponsors import sponsors_of
from campaigns.models.win_log import STANDING, Status, contradictions, first_date
from campaigns.models.win_querysets import WinQuerySet
from campaigns.models.win_rows import WebAddressField
from core.previews import PublicPreview
from core.topics import Topic
from members.models.conditions import SURELY_BEGUN, holds
from members.models.dates import PartialDate
from members.models.slugs import address_of, free_slug

#: Parts of the ledger that have their own addresses below it.
RESERVED_SLUGS = ("data", "feed")
NO_SOURCE = "Enter at least one source, with its title and web address, before you publish."
#: More than the seats of any governing body whose size isn't on record.
MOST_VOTES = 50
LONGEST_SUMMARY = 600
NO_LOG = "Enter at least one status, such as “Adopted”, before you publish."


class Win(
    PublicPreview,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    """A policy adopted or an action taken by a place, proven by a source."""

    class Kind(models.TextChoices):
        ORDINANCE = "ordinance", "Ordinance"
        RESOLUTION = "resolution", "Resolution"
        BUDGET = "budget", "Budget"
        EXECUTIVE_ACTION = "executive_action", "Executive action"
        PROGRAM = "program", "Program"
        LAWSUIT = "lawsuit", "Lawsuit"

    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=180, null=True, blank=True, unique=True, editable=False)
    jurisdiction = models.ForeignKey(
        "members.Jurisdiction",
        on_delete=models.PROTECT,
        related_name="wins",
        verbose_name="place",
        help_text="The county, town or school district that did it.",
    )
    kind = models.CharField(max_length=20, choices=Kind, help_text="The type of win.")
    topics = ParentalManyToManyField(
        "core.Topic",
        blank=True,
        related_name="wins",
        limit_choices_to={"merged_into": None},
        help_text="The topics whose pages list it. Campaigns on these topics list and count it too.",
    )
    campaigns = ParentalManyToManyField(
        "campaigns.CampaignPage",
        blank=True,
        related_name="wins",
        help_text="Campaigns that list and count it regardless of their topics.",
    )
    votes_for = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many voted for it, if known."
    )
    votes_against = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many voted against it; 0 if no one did."
    )
    votes_absent = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many were absent or didn’t vote."
    )
    summary = models.TextField(
        blank=True,
        max_length=LONGEST_SUMMARY,
        validators=[MaxLengthValidator(LONGEST_SUMMARY)],
        help_text="What it does, in one to three sentences.",
    )
    text = RichTextField(
        blank=True,
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link"],
        help_text="The text of the ordinance or resolution, so that others can adapt it.",
    )
    document = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The text as a file, if there is one.",
    )
    text_url = WebAddressField(
        "address of the text",
        blank=True,
        help_text="Where the place has published the text, starting with https://.",
    )
    own_part = models.TextField(
        "LPNC’s own part",
        blank=True,
        help_text="What the network and its members did for it. Enter only known facts.",
    )

    #: Added by `WinQuerySet.with_schedule`, so that a list doesn't ask for each win.
    is_scheduled = None

    public_template = "campaigns/win.html"

    objects = WinQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.SearchField("text"),
        index.SearchField("own_part"),
        index.RelatedFields("jurisdiction", [index.SearchField("name")]),
        index.RelatedFields("topics", [index.SearchField("name"), index.SearchField("synonyms")]),
        index.FilterField("live"),
        index.FilterField("jurisdiction"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(live=False) | Q(slug__isnull=False),
                name="a_published_win_has_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS), name="no_win_has_a_reserved_slug"
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.live and not self.slug:
            kept = Win.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
            self.slug = kept or free_slug(Win, self.slug_text, RESERVED_SLUGS)
        super().save(*args, **kwargs)

    @property
    def slug_text(self):
        words = Truncator(slugify(self.title).replace("-", " ")).words(12, truncate="")
        return f"{words[:80]} {self.jurisdiction.name}"

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Return an older version; it refers to lasting records, so only its document is looked for."""
        win = super().from_serializable_data(data, check_fks=False)
        if (
            check_fks
            and win.document_id
            and not Document.objects.filter(pk=win.document_id).exists()
        ):
            win.document = None
        return win

    def with_content_json(self, content):
        """Return an older version with today's address and with merged topics replaced by their survivors."""
        topics = Topic.objects.survivors(content["topics"]).values()
        older = super().with_content_json(content | {"topics": list(dict.fromkeys(topics))})
        older.slug = self.slug
        return older

    def publish(self, revision, *args, **kwargs):
        """Publish, now or on schedule; refuse a win that has no source or can't have happened."""
        revision.as_object().clean_to_publish()
        return super().publish(revision, *args, **kwargs)

    def get_absolute_url(self):
        return address_of("win", self.slug) if self.slug else ""

    @cached_property
    def status(self):
        """The status today, unless `with_status` asked about another day."""
        return self.status_on(localdate())

    def status_on(self, day):
        """Return what `WinQuerySet.with_status` adds, for a win that may be unsaved."""
        sure = [entry.status for entry in self.log.all() if holds(SURELY_BEGUN, entry, day)]
        return sure[-1] if sure else ""

    @property
    def status_label(self):
        return Status(self.status).label if self.status else ""

    @property
    def approved_schedule(self):
        return super().approved_schedule if self.is_scheduled is None else self.is_scheduled

    @property
    def stands(self):
        return self.status in STANDING

    @property
    def cloth(self):
        """The style of its patch: "stands", "proposed" or "ended"."""
        if self.stands:
            return "stands"
        return "proposed" if self.status in ("", Status.PROPOSED) else "ended"

    @property
    def is_unadopted(self):
        """Return whether it is known not to be adopted, rather than adopted on an unknown day."""
        return self.status in (Status.PROPOSED, Status.FAILED)

    @property
    def has_text(self):
        """Return whether its text is available: here, as a file, or on the place's own site."""
        return bool(self.text or self.document_id or self.text_url)

    @property
    def adopted_on(self):
        """The date of the first adoption, as far as it is known."""
        if "adopted_last" in vars(self):  # as `with_adoption` found it
            return self.adopted_last and PartialDate(self.adopted_first, self.adopted_last)
        return first_date(self.log.all(), Status.ADOPTED)

    @property
    def year(self):
        """The year by the end of which it was adopted, or None if unknown."""
        return self.adopted_on.last.year if self.adopted_on else None

    @property
    def vote(self):
        """The vote in words, such as "7 to 2, 1 absent", or "" if it isn't on record."""
        if self.votes_for is None or self.votes_against is None:
            return ""
        absent = f", {self.votes_absent} absent" if self.votes_absent else ""
        return f"{self.votes_for} to {self.votes_against}{absent}"

    @property
    def titles_on(self):
        """The day of the sponsors' titles: that of the adoption, or else of the last known entry."""
        dated = [entry.date for entry in self.log.all() if entry.date]
        date = self.adopted_on or (dated[-1] if dated else None)
        return date.last if date else localdate()

    @cached_property
    def sponsor_people(self):
        """The sponsors with their titles on that day; see `sponsors_of` for who is left out."""
        return sponsors_of([self])[0]

    def clean(self):
        super().clean()
        errors = self._vote_errors()
        if errors:
            raise ValidationError(errors)

    def _vote_errors(self):
        numbers = {
            name: getattr(self, name) for name in ("votes_for", "votes_against", "votes_absent")
        }
        given = {name: number for name, number in numbers.items() if number is not None}
        errors = {
            name: "Enter both numbers, for and against; 0 if there were none."
            for name in ("votes_for", "votes_against")
            if given and name not in given
        }
        size = self.jurisdiction.body_size if self.jurisdiction_id else None
        voted = sum(given.values())
        if voted > (size or MOST_VOTES):
            most = max(given, key=given.get)
            errors[most] = (
                f"That is {voted} votes, but only {size} people serve on the governing body of "
                f"{self.jurisdiction}."
                if size
                else f"That is {voted} votes. Correct the numbers, or ask a roster editor to "
                "enter how many people serve on the governing body."
            )
        return errors

    def clean_to_publish(self):
        """Raise ValidationError if it can't be published with its present log and sources."""
        self.clean_fields()
        self.clean()
        for row in (*self.log.all(), *self.sources.all()):
            row.clean_fields(exclude=["win"])
        self.clean_log_and_sources()

    def clean_log_and_sources(self, is_published=True):
        """Raise ValidationError if the log can't have happened, or if a published win lacks one or a source."""
        log, sources = self.log.all(), self.sources.all()
        errors = {"log": [sentence for _, _, sentence in contradictions(log)], "sources": []}
        if is_published and not log:
            errors["log"].append(NO_LOG)
        if is_published and not sources:
            errors["sources"].append(NO_SOURCE)
        if found := {field: sentences for field, sentences in errors.items() if sentences}:
            raise ValidationError(found)

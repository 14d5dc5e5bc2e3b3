"""People. They are never deleted: a record is retired, withdrawn, or merged into another one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin
from wagtail.search import index

from core.folding import PlainTextField, SortKeyField, plain_text
from core.generation import prepared
from core.previews import PreviewAsIfSaved
from members.models.names import NameParts, split_name
from members.models.person_querysets import PersonQuerySet
from members.models.slugs import address_of, free_slug
from members.models.titles import Titled

RESERVED_SLUGS = ("former",)
LONGEST_NAME = 160


@prepared
def todays_committee():
    return list(Person.objects.on_committee().with_titles())


@prepared(most=8)
def people_with_titles(pks, on=None):
    """Return the people with these ids by their ids, in their order, with portraits and titles of the day."""
    return {person.pk: person for person in Person.objects.filter(pk__in=pks).with_titles(on)}


class Person(Titled, PreviewAsIfSaved, RevisionMixin, index.Indexed, ClusterableModel):
    """A present or past member of the network or its committee."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        RETIRED = "retired", "Retired: not on any list; the page stays and says so"
        WITHDRAWN = "withdrawn", "Withdrawn for privacy: the page is removed"

    given_name = models.CharField(
        max_length=80,
        blank=True,
        help_text="The first name, and the middle name if the person uses it.",
    )
    family_name = models.CharField(max_length=80, blank=True, help_text="The last name.")
    suffix = models.CharField(
        max_length=40, blank=True, help_text="Such as Jr., III or Esq. Leave out titles like Dr."
    )
    name = models.CharField(
        "name as shown",
        max_length=LONGEST_NAME,
        blank=True,
        help_text="Leave this empty to show the first name, last name and suffix.",
    )
    sort_name = models.CharField(
        "name to sort by",
        max_length=LONGEST_NAME,
        blank=True,
        help_text="Leave this empty for “last name, first name”. For a van der Muster who is listed under M, "
        "enter “Muster, Alex van der”.",
    )
    sort_key = SortKeyField("sort_name")
    plain_names = PlainTextField("name", "given_name", "family_name", "sort_name", max_length=600)
    slug = models.SlugField(max_length=140, unique=True, editable=False)
    pronouns = models.CharField(
        max_length=40, blank=True, help_text="As the person states them, such as she/her."
    )
    portrait = models.ForeignKey(
        "core.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="A picture of the person. If empty, the site shows a patch with the person’s initials.",
    )
    biography = RichTextField(
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text="A few public sentences about the person. Optional.",
    )
    private_notes = models.TextField(
        blank=True, help_text="Never published. Only roster editors see these."
    )
    status = models.CharField(
        max_length=20,
        choices=Status.choices,
        default=Status.ACTIVE,
        help_text="Choose whether the person is on the site’s lists and has a public page.",
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_records",
        help_text="The record that remains; this one only points to it.",
    )
    is_sample = models.BooleanField(default=False, editable=False)

    public_template = "members/member.html"

    objects = PersonQuerySet.as_manager()

    search_fields = [
        index.SearchField("searched_names", boost=2),
        index.AutocompleteField("searched_names"),
        index.FilterField("status"),
        index.FilterField("merged_into"),
        index.FilterField("sort_key"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name_plural = "people"
        ordering = ["sort_key", "pk"]
        default_permissions = ("add", "change", "view")
        permissions = [("erase_person", "Can erase contacts and notes of a withdrawn person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="nobody_is_merged_into_themselves",
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS), name="no_person_has_a_reserved_slug"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self._fill_in_names()
        if not self.slug:
            self.slug = free_slug(Person, self.name, RESERVED_SLUGS)
        super().save(**kwargs)

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Return an older version; its rows refer only to lasting records, so only two keys are checked."""
        person = super().from_serializable_data(data, check_fks=False)
        for name in ("portrait", "merged_into") if check_fks else ():
            model, pk = cls._meta.get_field(name).related_model, getattr(person, f"{name}_id")
            if pk and not model.objects.filter(pk=pk).exists():
                setattr(person, name, None)
        return person

    def get_preview_template(self, request, mode_name):
        """Show that the page is gone if the record is withdrawn for privacy."""
        withdrawn = self.status == self.Status.WITHDRAWN
        return "members/withdrawn.html" if withdrawn else self.public_template

    def get_absolute_url(self):
        return address_of("member", self.slug)

    @cached_property
    def is_public(self):
        """Return whether the person has a page."""
        return Person.objects.public().filter(pk=self.pk).exists()

    @property
    def is_active(self):
        """Return whether the record is kept up to date."""
        return self.status == self.Status.ACTIVE and not self.merged_into_id

    @property
    def name_parts(self):
        """The parts of the name, taken from the name as shown if only that is known."""
        if self.given_name or self.family_name:
            return NameParts(self.given_name, self.family_name, self.suffix)
        return split_name(self.name)

    @property
    def initials(self):
        return self.name_parts.initials

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("other_names")

    def searched_names(self):
        """The public names for the search index, in the form that `plain_text` gives a query."""
        others = [other.name for other in self.other_names.all() if other.published]
        names = [f"{self.given_name} {self.family_name}", self.name, *others]
        return " ".join(dict.fromkeys(" ".join(map(plain_text, names)).split()))

    @property
    def resolved(self):
        """The surviving record if this one was merged, or else itself."""
        if not self.merged_into_id:
            return self
        return Person.objects.get(pk=Person.objects.survivors([self.pk])[self.pk])

    def clean(self):
        super().clean()
        self._fill_in_names()
        if not self.name:
            raise ValidationError({"name": "Enter the person’s name."})
        if len(self.name) > LONGEST_NAME:
            raise ValidationError({"name": f"A name can have {LONGEST_NAME} characters at most."})
        if self.merged_into and (self.merged_into == self or self.merged_into.merged_into_id):
            raise ValidationError({"merged_into": "Choose a record that isn’t merged itself."})

    def _fill_in_names(self):
        parts = NameParts(self.given_name, self.family_name, self.suffix)
        self.name = " ".join(self.name.split()) or parts.whole
        self.sort_name = self.sort_name or self.name_parts.sort_name[:LONGEST_NAME]

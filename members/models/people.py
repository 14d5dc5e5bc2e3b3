"""People. They are never deleted: a record is retired, withdrawn, or merged into another one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils.functional import cached_property
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from core.folding import PlainTextField, SortKeyField, plain_text
from core.generation import prepared
from core.previews import PreviewAsIfSaved
from members.models.names import NameParts, split_name
from members.models.network import CommitteeSeat, Membership
from members.models.offices import Tenure
from members.models.slugs import address_of, free_slug
from members.models.states import State
from members.models.titles import Titled

#: A user with one of these permissions on people may read the roster.
READ = ["add", "change", "view"]


#: The permission to see private notes and unpublished contacts.
SEES_PRIVATE = "members.change_person"


def may_see_private(user):
    """Return whether the user may see private notes and unpublished contacts, as roster editors may."""
    return user.has_perm(SEES_PRIVATE)


RESERVED_SLUGS = ("former",)
LONGEST_NAME = 160


class PersonQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Groups of people on a day, today by default."""

    def not_withdrawn(self):
        """Return people who are neither withdrawn nor merged into another record."""
        return self.exclude(status=Person.Status.WITHDRAWN).filter(merged_into__isnull=True)

    def choosable_by(self, user):
        """Return everyone who isn't withdrawn; a merged record stands for its survivor."""
        withdrawn = Person.Status.WITHDRAWN
        survivors = Person.objects.filter(status=withdrawn)
        return self.exclude(status=withdrawn).exclude(merged_into__in=survivors)

    def readable_by(self, user):
        """Return people whose records the user may view; only roster editors see withdrawn ones."""
        return self if may_see_private(user) else self.choosable_by(user)

    def public(self):
        """Return people with a page: not withdrawn, with a past or present membership or committee seat."""
        return self.not_withdrawn().filter(
            Exists(Membership.objects.filter(person=OuterRef("pk")))
            | Exists(CommitteeSeat.objects.filter(person=OuterRef("pk")))
        )

    def marked_public(self):
        """Add `is_public` in the same query."""
        return self.annotate(is_public=Exists(Person.objects.public().filter(pk=OuterRef("pk"))))

    def listed(self):
        """Return the public people whose records are active; retired ones are on no list."""
        return self.public().filter(status=Person.Status.ACTIVE)

    def named(self, text, private=False):
        """Return people with the text in one of their names, in any spelling; `private` includes the names that
        aren't published."""
        other = Q(other_names__plain_name__icontains=text)
        if not private:
            other &= Q(other_names__published=True)
        found = Person.objects.filter(Q(plain_names__icontains=text) | other)
        return self.filter(pk__in=found.values("pk"))

    def members(self, on=None):
        """Return the members who are counted: with an open membership and a current or holdover tenure."""
        return self.filter(pk__in=Tenure.objects.counted(on).values("person"))

    def awaiting(self, on=None):
        """Return open members who aren't counted, and people whose membership may have begun."""
        memberships = Membership.objects.open(on) | Membership.objects.possibly_begun(on)
        return (
            self.listed()
            .filter(pk__in=memberships.values("person"))
            .exclude(pk__in=Tenure.objects.counted(on).values("person"))
        )

    def former(self, on=None):
        """Return people who have left, as far as known, and are neither open members nor on the committee."""
        memberships, seats = Membership.objects, CommitteeSeat.objects
        left = Q(pk__in=memberships.possibly_ended(on).values("person")) | Q(
            pk__in=seats.possibly_ended(on).values("person")
        )
        return (
            self.listed()
            .filter(left)
            .exclude(pk__in=memberships.open(on).values("person"))
            .exclude(pk__in=seats.current(on).values("person"))
        )

    def serving(self, jurisdiction, on=None):
        """Return the members with a counted tenure in the jurisdiction."""
        return self.serving_in([jurisdiction], on)

    def serving_in(self, jurisdictions, on=None):
        """Return the members with a counted tenure in one of the jurisdictions."""
        tenures = Tenure.objects.counted(on).filter(jurisdiction__in=jurisdictions)
        return self.filter(pk__in=tenures.values("person"))

    def possibly_serving(self, jurisdiction, on=None):
        """Return people who serve there in some readings of the dates, but not in all."""
        possibly = Tenure.objects.possibly_counted(on).filter(jurisdiction=jurisdiction)
        surely = self.serving(jurisdiction, on).values("pk")
        return self.filter(pk__in=possibly.values("person")).exclude(pk__in=surely)

    def on_committee(self, on=None):
        """Return the committee in its order, and add `committee_role`."""
        seat = CommitteeSeat.objects.current(on).filter(person=OuterRef("pk"))
        return (
            self.listed()
            .annotate(
                committee_order=Subquery(seat.values("sort_order")[:1]),
                committee_role=Subquery(seat.values("role")[:1]),
            )
            .filter(committee_order__isnull=False)
            .order_by("committee_order", "sort_key", "pk")
        )

    def in_state(self, state, on=None):
        """Return people whose best-known tenure is in the state on the day."""
        tenures = Tenure.objects.with_state(on).filter(person=OuterRef("pk"))
        better = State.values[: State.values.index(state)]
        return self.filter(Exists(tenures.filter(state=state))).exclude(
            Exists(tenures.filter(state__in=better))
        )

    def without_portrait(self):
        """Return people on the site's lists who have a patch instead of a portrait."""
        return self.listed().filter(portrait__isnull=True)

    def with_titles(self, on=None):
        """Fetch portraits, and titles, states and places on the day, in a fixed number of queries for any
        number of people."""
        tenures = Prefetch("tenures", Tenure.objects.for_titles(on), to_attr="stated_tenures")
        portraits = self.select_related("portrait").prefetch_related("portrait__renditions")
        return portraits.prefetch_related(tenures)

    def survivors(self, pks):
        """Map each id to that of the record it was merged into, or else to itself."""
        merged = dict(self.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
        survivors = {}
        for pk in pks:
            survivor, passed = pk, set()
            while survivor in merged and survivor not in passed:
                passed.add(survivor)
                survivor = merged[survivor]
            survivors[pk] = survivor
        return survivors

    def resolve(self, pks, on=None):
        """Return the public people with these ids, each once, in the given order, with their titles."""
        pks, public = list(pks), self.public().with_titles(on)
        found = public.in_bulk(pks)
        missing = [pk for pk in pks if pk not in found]
        survivors = self.survivors(missing) if missing else {}
        found |= public.in_bulk(set(survivors.values()) - set(missing))
        in_order = dict.fromkeys(survivors.get(pk, pk) for pk in pks)
        return [found[pk] for pk in in_order if pk in found]


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

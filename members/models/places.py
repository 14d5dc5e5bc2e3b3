"""Regions and jurisdictions: the places that members represent."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from core.child_rows import marks_of_rows
from core.folding import SortKeyField
from core.generation import prepared
from core.previews import PreviewAsIfSaved
from members.models.offices import Tenure
from members.models.slugs import address_of, free_slug

ocd_id_validator = RegexValidator(
    r"^ocd-division/country:us/state:nc(/[a-z_]+:[a-z0-9._~-]+)+$",
    "Enter it in the form ocd-division/country:us/state:nc/county:durham.",
)


class RegionQuerySet(models.QuerySet):
    def not_on_committee(self, on=None):
        """Return the regions in which no one on the committee holds an office on the day."""
        of_committee = Tenure.objects.of_committee(on).with_region().filter(region__isnull=False)
        return self.exclude(pk__in=of_committee.values("region"))


class Region(RevisionMixin, models.Model):
    name = models.CharField(max_length=80, unique=True, help_text="The region’s name on the site.")
    sort_order = models.PositiveIntegerField(
        default=0, help_text="Regions with lower numbers come first."
    )
    confirmed = models.BooleanField(
        default=False,
        help_text="Check this once someone has confirmed which counties belong to the region.",
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "name"]
        default_permissions = ("add", "change", "view")

    def __str__(self):
        return self.name


class JurisdictionQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def counties(self):
        return self.filter(kind=Jurisdiction.Kind.COUNTY)

    def active(self):
        return self.filter(retired=False)

    def represented(self, on=None):
        """Return the jurisdictions with a counted tenure on the day."""
        return self.filter(pk__in=Tenure.objects.counted(on).values("jurisdiction"))

    def mostly_in(self, county):
        """Return the county and the places that are mostly in it."""
        return self.filter(Q(pk=county.pk) | Q(primary_county=county))

    def in_region(self, region):
        """Return the region's counties and the places that are mostly in them."""
        return self.filter(Q(region=region) | Q(primary_county__region=region))


class Jurisdiction(PreviewAsIfSaved, RevisionMixin, index.Indexed, ClusterableModel):
    """A county, a municipality, a school district or another district with an elected body."""

    class Kind(models.TextChoices):
        COUNTY = "county", "County"
        CITY = "city", "City"
        TOWN = "town", "Town"
        VILLAGE = "village", "Village"
        SCHOOL_DISTRICT = "school_district", "School district"
        OTHER = "other", "Other district"

    MUNICIPAL_KINDS = (Kind.CITY, Kind.TOWN, Kind.VILLAGE)

    kind = models.CharField(max_length=20, choices=Kind.choices, help_text="The type of place.")
    name = models.CharField(
        max_length=120,
        help_text="The name as in a title: “Durham” for the city, “Durham County” for the county.",
    )
    sort_key = SortKeyField("name")
    slug = models.SlugField(max_length=140, unique=True, editable=False)
    ocd_id = models.CharField(
        "Open Civic Data id",
        max_length=200,
        null=True,
        blank=True,
        unique=True,
        validators=[ocd_id_validator],
        help_text="The place’s id in the national list of divisions, if known.",
    )
    geoid = models.CharField(
        "Census number",
        max_length=12,
        blank=True,
        help_text="The Census Bureau’s number, if known.",
    )
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="counties",
        help_text="For counties only.",
    )
    primary_county = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="primary_places",
        limit_choices_to={"kind": Kind.COUNTY},
        help_text="The county that most of the place is in. Leave this empty for a county.",
    )
    counties = ParentalManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="jurisdictions_within",
        limit_choices_to={"kind": Kind.COUNTY},
        help_text="All counties that the place is in.",
    )
    neighbors = models.ManyToManyField(
        "self", blank=True, help_text="The counties that border on this one."
    )
    governing_body = models.CharField(
        max_length=80,
        blank=True,
        help_text="Its name, such as City Council, Board of Commissioners or Board of Education.",
    )
    body_size = models.PositiveSmallIntegerField(
        "seats on the governing body",
        null=True,
        blank=True,
        help_text="How many people serve on it when all seats are filled.",
    )
    latitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="How far north the place is, such as 35.99. Leave this empty if you don’t know.",
    )
    longitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="How far west the place is, with a minus sign, such as -78.90.",
    )
    map_x = models.PositiveSmallIntegerField(null=True, editable=False)
    map_y = models.PositiveSmallIntegerField(null=True, editable=False)
    population = models.PositiveIntegerField(null=True, editable=False)
    retired = models.BooleanField(
        default=False, help_text="The place no longer exists or no longer governs itself."
    )

    public_template = "members/place.html"

    objects = JurisdictionQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("retired"),
        index.FilterField("slug"),
    ]

    class Meta:
        verbose_name = "place"
        ordering = ["sort_key", "kind", "slug"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="county") | Q(region__isnull=True),
                name="only_counties_have_a_region",
            ),
            models.CheckConstraint(
                condition=~Q(kind="county") | Q(primary_county__isnull=True),
                name="no_county_lies_in_a_county",
            ),
        ]

    def __str__(self):
        return self.display_name

    def save(self, *args, **kwargs):
        if not self.slug:
            stem = self.name.removesuffix(" County") if self.kind == self.Kind.COUNTY else self.name
            self.slug = free_slug(Jurisdiction, f"{self.kind.replace('_', '-')} {stem}")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address_of("place", self.slug)

    @property
    def display_name(self):
        """The name in full: "City of Durham", "Durham County"."""
        if self.kind in self.MUNICIPAL_KINDS:
            return f"{Jurisdiction.Kind(self.kind).label} of {self.name}"
        return self.name

    @property
    def county(self):
        """The county that it is or is mostly in, or None."""
        return self if self.kind == self.Kind.COUNTY else self.primary_county

    @cached_property
    def lies_in(self):
        """The counties that the place is in, the primary one first; none for a county."""
        found = {county.pk: county for county in self.counties.all()}
        if self.primary_county_id:
            found = {self.primary_county_id: self.primary_county} | found
        return list(found.values())

    def clean(self):
        super().clean()
        is_county = self.kind == self.Kind.COUNTY
        if self.region and not is_county:
            raise ValidationError({"region": "Only a county belongs to a region."})
        if self.primary_county and is_county:
            raise ValidationError({"primary_county": "A county can’t be in another county."})


@prepared
def all_places():
    """Return every place by its id, in order, each with its region, the counties that it is in, the ids of those
    that it borders on, and whether a page is about it."""
    places, counties_of, bordering = {}, defaultdict(set), defaultdict(set)
    named = marks_of_rows(Jurisdiction, "page_mentions")
    others = {"in_county": F("counties"), "borders_on": F("neighbors")}
    found = Jurisdiction.objects.select_related("region").annotate(**named, **others)
    for place in found:  # once for each pair of others
        places.setdefault(place.pk, place)
        counties_of[place.pk].add(place.in_county)
        bordering[place.pk].add(place.borders_on)
    ranks = {pk: rank for rank, pk in enumerate(places)}
    for place in places.values():
        place.bordering = bordering[place.pk]
        counties = sorted(counties_of[place.pk] - {None}, key=ranks.get)
        if primary := place.primary_county_id:
            place.primary_county = places[primary]
            counties = dict.fromkeys([primary, *counties])
        place.lies_in = [places[pk] for pk in counties]
    return places


def places_with(pks):
    """Return the places with these ids, without those that another process added in the last second."""
    places = all_places()
    return [places[pk] for pk in pks if pk in places]


def adjoining(counties):
    """Return these counties and those that border on them, in order."""
    pks = {county.pk for county in counties}
    return [place for place in all_places().values() if place.pk in pks or pks & place.bordering]


def lying_in(county):
    """Return the places that are wholly or partly in the county, including retired ones, in order."""
    return [place for place in all_places().values() if county in place.lies_in]


def county_of(place):
    """Return an expression for `Jurisdiction.county` of the place at the path from the queried rows."""
    is_county = Q(**{f"{place}__kind": Jurisdiction.Kind.COUNTY})
    return Case(When(is_county, then=F(place)), default=F(f"{place}__primary_county"))

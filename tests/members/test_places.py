from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from members.models import CountedRoster, Jurisdiction, Measure
from members.models.places import lying_in
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    MembershipFactory,
    RegionFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db


def represent(jurisdiction, membership=None, person=None, **tenure):
    held = TenureFactory(jurisdiction=jurisdiction, **(person or {}), **tenure)
    MembershipFactory(person=held.person, **(membership or {}))


@pytest.mark.parametrize(
    "kind, name, shown, slug",
    [
        ("county", "Durham County", "Durham County", "county-durham"),
        ("city", "Durham", "City of Durham", "city-durham"),
        ("town", "Chapel Hill", "Town of Chapel Hill", "town-chapel-hill"),
        ("village", "Pinehurst", "Village of Pinehurst", "village-pinehurst"),
        (
            "school_district",
            "Durham Public Schools",
            "Durham Public Schools",
            "school-district-durham-public-schools",
        ),
    ],
)
def test_names_and_slugs_carry_the_kind(kind, name, shown, slug):
    place = Jurisdiction.objects.create(kind=kind, name=name)
    assert (str(place), place.slug) == (shown, slug)
    assert place.get_absolute_url() == f"/places/{slug}/"
    place.kind = "other"
    place.save()
    assert place.slug == slug


def test_each_represented_place_counts_once():
    place = CityFactory()
    represent(place)
    represent(place)
    represent(CityFactory(), membership={"end": "2021"})
    represent(CityFactory(), end="2022")
    represent(CityFactory(), expected_end="2022")
    represent(CityFactory(), person={"person__status": "retired"})
    TenureFactory()
    assert list(Jurisdiction.objects.represented()) == [place]


def test_a_place_is_represented_from_the_first_day_to_the_last():
    represent(CityFactory(), start="2021-12-06", end="2023-12-04")
    days = ["2021-12-05", "2021-12-06", "2023-12-03", "2023-12-04"]
    counts = [Jurisdiction.objects.represented(date.fromisoformat(day)).count() for day in days]
    assert counts == [0, 1, 1, 0]


def test_a_county_is_reached_itself_or_through_a_place_mostly_in_it():
    reached, itself, beside, _untouched = CountyFactory.create_batch(4)
    city = CityFactory(primary_county=reached)
    city.counties.set([reached, beside])
    represent(city)
    represent(itself)
    assert CountedRoster().number(Measure.COUNTIES) == 2
    assert CountedRoster(date(2020, 1, 1)).number(Measure.COUNTIES) == 0


def test_retired_places_are_not_active():
    place = CityFactory(retired=True)
    assert place not in Jurisdiction.objects.active()
    assert place.primary_county in Jurisdiction.objects.active()
    assert list(Jurisdiction.objects.counties()) == [place.primary_county]


@pytest.mark.parametrize(
    "ocd_id, valid",
    [
        ("ocd-division/country:us/state:nc/county:durham", True),
        ("ocd-division/country:us/state:nc/place:fayetteville/council_district:3", True),
        (
            "ocd-division/country:us/state:nc/county:chowan/school_district:edenton~chowan_schools",
            True,
        ),
        ("ocd-division/country:us/state:va/county:durham", False),
        ("ocd-division/country:us/state:nc", False),
        ("durham", False),
    ],
)
def test_the_pattern_of_the_national_id(ocd_id, valid):
    place = CityFactory.build(ocd_id=ocd_id, primary_county=None)
    if valid:
        place.full_clean(exclude=["slug"])
    else:
        with pytest.raises(ValidationError, match="Enter it in the form"):
            place.full_clean(exclude=["slug"])


def test_regions_hold_counties_and_counties_hold_places():
    region, county = RegionFactory(), CountyFactory()
    for place, field in (
        (CityFactory.build(region=region, primary_county=None), "region"),
        (CountyFactory.build(primary_county=county), "primary_county"),
    ):
        with pytest.raises(ValidationError) as refusal:
            place.full_clean(exclude=["slug"], validate_constraints=False)
        assert list(refusal.value.message_dict) == [field]
        with pytest.raises(IntegrityError), transaction.atomic():
            place.save()
    county.region = region
    county.full_clean()
    county.save()
    with pytest.raises(ProtectedError):
        region.delete()


def test_what_lies_in_a_county():
    county, other = CountyFactory.create_batch(2)
    partly = CityFactory(primary_county=other, counties=[county, other])
    retired = CityFactory(primary_county=county, retired=True, counties=[county, other])
    mostly = CityFactory(primary_county=county)
    CityFactory(primary_county=other)
    assert set(lying_in(county)) == {partly, retired, mostly}
    assert len(lying_in(county)) == 3

import pytest
from django.db import transaction

from lpnc.seed.roster import OFFICES, make_office
from members.gazetteer.loader import load_jurisdictions
from members.models import Jurisdiction, Office
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)


@pytest.fixture
def durham(db):
    """The city and the county, which share their name."""
    county = CountyFactory(name="Durham County")
    return CityFactory(name="Durham", primary_county=county)


@pytest.fixture
def durham_county(durham):
    return Jurisdiction.objects.get(name="Durham County")


@pytest.fixture
def town(db):
    return CityFactory(name="Sampleton", kind=Jurisdiction.Kind.TOWN, governing_body="Town Council")


@pytest.fixture
def council(db):
    return OfficeFactory(
        name="City or town council member", in_municipalities=True, on_governing_body=True
    )


@pytest.fixture
def mayor(db):
    return OfficeFactory(
        name="Mayor", title_pattern="Mayor of {place}", one_holder=True, in_municipalities=True
    )


@pytest.fixture
def commissioner(db):
    return OfficeFactory(
        name="County commissioner",
        title_pattern="{place} Commissioner",
        in_counties=True,
        on_governing_body=True,
    )


@pytest.fixture
def offices(council, mayor, commissioner):
    return Office.objects.all()


@pytest.fixture
def kim(council, durham):
    """A council member of the city for Ward 3."""
    person = PersonFactory(given_name="Kim", family_name="Example")
    TenureFactory(
        person=person,
        office=council,
        jurisdiction=durham,
        seat_label="Ward 3",
        start="December 2021",
    )
    return person


@pytest.fixture(scope="module")
def whole_state(django_db_setup, django_db_blocker):
    """The whole gazetteer and the site's own offices, for all tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_jurisdictions()
        for name, title_pattern, facts in OFFICES:
            make_office(name=name, title_pattern=title_pattern, **dict.fromkeys(facts, True))
        yield
        transaction.set_rollback(True)

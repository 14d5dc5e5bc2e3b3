import factory
from factory.django import DjangoModelFactory

from members.models import (
    CommitteeSeat,
    ContactDetail,
    Jurisdiction,
    Membership,
    Office,
    OtherName,
    Person,
    PersonLink,
    Region,
    Tenure,
)


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region

    name = factory.Sequence(lambda n: f"Region {n:05}")


class CountyFactory(DjangoModelFactory):
    class Meta:
        model = Jurisdiction

    kind = Jurisdiction.Kind.COUNTY
    name = factory.Sequence(lambda n: f"Example {n:05} County")
    governing_body = "Board of Commissioners"


class CityFactory(DjangoModelFactory):
    class Meta:
        model = Jurisdiction

    kind = Jurisdiction.Kind.CITY
    name = factory.Sequence(lambda n: f"Example {n:05}")
    governing_body = "City Council"
    primary_county = factory.SubFactory(CountyFactory)


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office

    name = factory.Sequence(lambda n: f"Office {n:05}")
    title_pattern = "{place} {body} Member"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    given_name = "Example"
    family_name = factory.Sequence(lambda n: f"Person {n:05}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    start = "2020"


class CommitteeSeatFactory(DjangoModelFactory):
    class Meta:
        model = CommitteeSeat

    person = factory.SubFactory(PersonFactory)
    start = "2020"


class TenureFactory(DjangoModelFactory):
    class Meta:
        model = Tenure

    person = factory.SubFactory(PersonFactory)
    office = factory.SubFactory(OfficeFactory)
    jurisdiction = factory.SubFactory(CityFactory)
    start = "December 2021"


class MemberFactory(PersonFactory):
    """A counted member, with an open membership and a current tenure."""

    class Meta:
        skip_postgeneration_save = True

    membership = factory.RelatedFactory(MembershipFactory, "person")
    tenure = factory.RelatedFactory(TenureFactory, "person")


class OtherNameFactory(DjangoModelFactory):
    class Meta:
        model = OtherName

    person = factory.SubFactory(PersonFactory)
    name = "Example Former"


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = ContactDetail

    person = factory.SubFactory(PersonFactory)
    kind = ContactDetail.Kind.EMAIL
    value = "council@example.org"


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = PersonLink

    person = factory.SubFactory(PersonFactory)
    label = "Website"
    url = "https://example.org/"

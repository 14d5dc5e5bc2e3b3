"""The rows of each dataset, as a stream of `{column: value}`."""

import re
from html import unescape
from itertools import groupby
from operator import attrgetter

from django.db.models import Count
from django.utils.html import strip_tags
from django.utils.timezone import localdate

from core.datasets import absolute, streamed
from members.models import (
    CommitteeSeat,
    ContactDetail,
    Jurisdiction,
    LeadershipRole,
    Membership,
    OtherName,
    Person,
    PersonLink,
    RosterSettings,
    Tenure,
    figures,
)
from members.models.figures import CountedRoster, Measure
from members.models.person_fields import PUBLIC_LINES, PUBLIC_TEXTS

#: The name as shown comes first.
MEMBER_FIELDS = sorted([*PUBLIC_LINES, *PUBLIC_TEXTS], key=lambda field: field.name != "name")
END_OF_LINE = re.compile(r"</(?:p|li)>|<br/?>")


def iso(partial_date):
    """The partial date as ISO 8601 at its own precision; "" for none, a range and an unknown day."""
    exact = partial_date and partial_date.precision in ("day", "month", "year")
    return partial_date.isoformat() if exact else ""


def day(value):
    return value.isoformat() if value else ""


def text_of_html(html):
    """Return rich text as plain text, one line per paragraph or list item."""
    return unescape(strip_tags(END_OF_LINE.sub("\n", html))).strip()


def as_text(person, field):
    value = getattr(person, field.name)
    return text_of_html(value) if field.is_rich else value


def titled(tenures):
    return " and ".join(dict.fromkeys(tenure.display_title for tenure in tenures))


def of_listed_people(rows):
    """Return the rows of people on the site's lists, each with its person."""
    return rows.filter(person__in=Person.objects.listed().values("pk")).select_related("person")


def by(owner, queryset):
    """`{owner's id: [row, ...]}`: what belongs to each person or tenure, in its order."""
    rows = {}
    for row in queryset.order_by(owner, *queryset.model._meta.ordering):
        rows.setdefault(getattr(row, f"{owner}_id"), []).append(row)
    return rows


def member_rows(on):
    """Yield one row per member or possible member, streaming the tenures grouped by person."""
    contacts = by("person", ContactDetail.objects.published())
    links = by("person", PersonLink.objects.all())
    others = by("person", OtherName.objects.published())
    joined = {
        membership.person_id: membership
        for memberships in (Membership.objects.possibly_covering(on), Membership.objects.open(on))
        for membership in memberships.order_by("-start_first", "pk")
    }
    counted = set(Tenure.objects.counted(on).values_list("pk", flat=True))
    tenures = (
        Tenure.objects.possibly_counted(on)
        .select_related("person", "office", "jurisdiction")
        .order_by("person__sort_key", "person_id", "office__sort_order", "pk")
    )
    for person, held in groupby(streamed(tenures), key=attrgetter("person")):
        held = list(held)
        surely = [tenure for tenure in held if tenure.pk in counted]
        held = surely or held
        yield {
            "id": str(person.pk),
            **{field.name: as_text(person, field) for field in MEMBER_FIELDS},
            "title": titled(held),
            "member_since": iso(joined[person.pk].start) if person.pk in joined else "",
            "url": absolute(person),
            "state": "certain" if surely else "uncertain",
            "area_ids": list(dict.fromkeys(tenure.jurisdiction.slug for tenure in held)),
            "contact_details": [
                {"type": contact.kind, "value": contact.value, "label": contact.label}
                for contact in contacts.get(person.pk, ())
            ],
            "links": [{"url": link.url, "note": link.label} for link in links.get(person.pk, ())],
            "other_names": [
                {"name": other.name, "note": other.kind, "end_date": iso(other.until)}
                for other in others.get(person.pk, ())
            ],
        }


def membership_rows(on):
    on = on or localdate()
    memberships = of_listed_people(Membership.objects.all())
    for membership in streamed(memberships.order_by("person__sort_key", "person_id", "pk")):
        person = membership.person
        yield {
            "id": str(membership.pk),
            "person_id": str(person.pk),
            "person": person.name,
            "start_date": iso(membership.start),
            "end_date": iso(membership.end),
            "state": membership.state_on(on),
            "url": absolute(person),
        }


def tenure_rows(on):
    roles = by("tenure", LeadershipRole.objects.all())
    tenures = (
        of_listed_people(Tenure.objects.with_state(on))
        .select_related("office", "jurisdiction")
        .order_by("person__sort_key", "person_id", "pk")
    )
    for tenure in streamed(tenures):
        place = tenure.jurisdiction
        yield {
            "id": str(tenure.pk),
            "person_id": str(tenure.person_id),
            "person": tenure.person.name,
            "role": tenure.office.name,
            "label": tenure.display_title,
            "area_id": place.slug,
            "area": place.display_name,
            "ocd_division_id": place.ocd_id or "",
            "organization": place.governing_body,
            "post": tenure.seat_label,
            "start_date": iso(tenure.start),
            "end_date": iso(tenure.end),
            "start_first": day(tenure.start_first),
            "start_last": day(tenure.start_last),
            "end_first": day(tenure.end_first),
            "end_last": day(tenure.end_last),
            "expected_end": iso(tenure.expected_end),
            "began": tenure.began,
            "end_reason": tenure.end_reason,
            "verified_on": iso(tenure.verified_on),
            "source": tenure.source,
            "state": tenure.state,
            "leadership_roles": [
                {"role": role.role, "start_date": iso(role.start), "end_date": iso(role.end)}
                for role in roles.get(tenure.pk, ())
            ],
        }


def jurisdiction_rows(on):
    members = dict(
        Tenure.objects.counted(on)
        .order_by()
        .values_list("jurisdiction")
        .annotate(Count("person", distinct=True))
    )
    places = Jurisdiction.objects.active().select_related("primary_county", "region")
    for place in places.prefetch_related("counties"):
        yield {
            "id": place.slug,
            "name": place.display_name,
            "classification": place.kind,
            "ocd_division_id": place.ocd_id or "",
            "geoid": place.geoid,
            "organization": place.governing_body,
            "seats": place.body_size,
            "parent_id": place.primary_county.slug if place.primary_county else "",
            "region": place.region.name if place.region else "",
            "latitude": place.latitude,
            "longitude": place.longitude,
            "members": members.get(place.pk, 0),
            "url": absolute(place),
            "county_ids": [county.slug for county in place.counties.all()],
        }


def committee_rows(on):
    on = on or localdate()
    for seat in streamed(of_listed_people(CommitteeSeat.objects.all())):
        yield {
            "person_id": str(seat.person_id),
            "person": seat.person.name,
            "role": seat.role,
            "start_date": iso(seat.start),
            "end_date": iso(seat.end),
            "state": seat.state_on(on),
        }


def count_rows(on):
    """Yield the figures as the site shows them: counted, or entered by hand until the roster is complete.

    Figures entered by hand apply only to today; for other days there are none.
    """
    roster = CountedRoster(on) if RosterSettings.is_complete() else None
    if not roster and on not in (None, localdate()):
        return
    for figure in figures(Measure.values, roster):
        yield {
            "measure": figure.measure,
            "number": figure.number,
            "on": iso(figure.stated_on) if figure.stated_on else (on or localdate()).isoformat(),
            "basis": "stated" if figure.stated_on else "counted",
        }

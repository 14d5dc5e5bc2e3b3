import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from members.models import (
    CommitteeSeat,
    Jurisdiction,
    Membership,
    Office,
    Person,
    Region,
    Tenure,
)
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    CountyFactory,
    MemberFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

NEVER_DELETED = [Person, CommitteeSeat, Jurisdiction, Office, Region]
FACTORIES = [PersonFactory, CommitteeSeatFactory, CityFactory, OfficeFactory, RegionFactory]


def address(model, view, *args):
    return reverse(f"wagtailsnippets_members_{model._meta.model_name}:{view}", args=args)


def tenure_row(**fields):
    row = {"began": "elected", "leadership_roles": inline_formset([])}
    names = ("seat_label", "title", "start", "end", "expected_end", "end_reason")
    return row | dict.fromkeys((*names, "verified_on", "verified_by", "source"), "") | fields


def person_data(tenures=(), memberships=(), seats=(), initial=0, **fields):
    names = ("given_name", "family_name", "suffix", "name", "sort_name", "pronouns", "portrait")
    data = dict.fromkeys((*names, "private_notes"), "") | {
        "status": "active",
        "biography": rich_text("<p>Hello</p>", features=["bold"]),
        "tenures": inline_formset(tenures, initial=initial),
        "memberships": inline_formset(memberships),
        "committee_seats": inline_formset(seats),
        "contacts": inline_formset([]),
        "links": inline_formset([]),
        "other_names": inline_formset([]),
    }
    return nested_form_data(data | fields)


def seat(**fields):
    return {"office": OfficeFactory().pk, "jurisdiction": CityFactory().pk} | fields


def form_errors(response):
    form = response.context["form"]
    return form.errors, [row.errors for row in form.formsets["tenures"].forms]


def test_a_person_is_recorded_with_everything_on_one_screen(admin_client):
    role = {"role": "chair", "start": "2023", "end": ""}
    data = person_data(
        given_name="Kim",
        family_name="Example",
        tenures=[
            tenure_row(start="Dec 2023", leadership_roles=inline_formset([role]), **seat()),
        ],
        memberships=[{"start": "2020", "end": ""}],
        seats=[{"role": "co_chair", "start": "", "end": ""}],
    )
    response = admin_client.post(address(Person, "add"), data)
    assert response.status_code == 302
    person = Person.objects.members().on_committee().get()
    assert (person.name, person.slug) == ("Kim Example", "kim-example")
    tenure = person.tenures.get()
    assert str(tenure.start) == "December 2023"
    assert tenure.leadership_roles.get().get_role_display() == "Chair"


@pytest.mark.parametrize(
    "before, posted, after",
    [
        # Names that are derived follow, whether or not the form sends them along.
        (("", ""), ("Kim Example", "Example, Kim"), ("Kim Probe Jr.", "Probe, Kim, Jr.")),
        (("", ""), ("", ""), ("Kim Probe Jr.", "Probe, Kim, Jr.")),
        # Names that somebody chose stay.
        (("K. E.", "E., K."), ("K. E.", "E., K."), ("K. E.", "E., K.")),
        (("", ""), ("Kim P.", "P., Kim"), ("Kim P.", "P., Kim")),
    ],
)
def test_a_new_last_name_is_in_the_names_made_of_it(admin_client, before, posted, after):
    name, sort_name = before
    person = PersonFactory(given_name="Kim", family_name="Example", name=name, sort_name=sort_name)
    data = person_data(
        given_name="Kim",
        family_name="Probe",
        suffix="Jr.",
        name=posted[0],
        sort_name=posted[1],
    )
    response = admin_client.post(address(Person, "edit", person.pk), data)
    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.name, person.sort_name) == after


def test_the_form_shows_partial_dates_as_they_were_written(admin_client):
    tenure = TenureFactory(start="Dec 2023", verified_on="2024", expected_end="12/1/2027")
    response = admin_client.get(address(Person, "edit", tenure.person.pk))
    html = response.content.decode()
    for name, value in [
        ("start", "December 2023"),
        ("verified_on", "2024"),
        ("expected_end", "December 1, 2027"),
    ]:
        field = re.search(f'<input[^>]*name="tenures-0-{name}"[^>]*>', html)[0]
        assert 'type="text"' in field and f'value="{value}"' in field
    assert 'name="tenures-0-start_first"' not in html
    assert "Never published" in html
    assert "delete/" not in html


def test_impossible_dates_are_refused_at_the_field(admin_client):
    data = person_data(name="Kim", tenures=[tenure_row(start="February 31, 2024", **seat())])
    response = admin_client.post(address(Person, "add"), data)
    _, rows = form_errors(response)
    assert rows == [{"start": ["There is no February 31, 2024."]}]
    assert "There is no February 31, 2024." in response.content.decode()
    assert not Person.objects.exists()


def test_an_end_and_the_next_term_are_saved_at_once(admin_client):
    place = seat(seat_label="Ward 1")
    tenure = TenureFactory(
        office_id=place["office"], jurisdiction_id=place["jurisdiction"], seat_label="Ward 1"
    )
    ended = tenure_row(
        id=tenure.pk, start="2021", end="12/6/2023", end_reason="term_ended", **place
    )
    again = tenure_row(start="12/6/2023", **place)
    data = person_data(name="Kim", tenures=[ended, again], initial=1)
    response = admin_client.post(address(Person, "edit", tenure.person.pk), data)
    assert response.status_code == 302
    assert [str(t.end or "") for t in Tenure.objects.all()] == ["December 6, 2023", ""]


def test_one_person_twice_in_one_seat_is_refused_on_the_screen(admin_client):
    place = seat(seat_label="Ward 1")
    rows = [tenure_row(start="2021", **place), tenure_row(start="2023", **place)]
    response = admin_client.post(address(Person, "add"), person_data(name="Kim", tenures=rows))
    _, errors = form_errors(response)
    assert errors == [{}, {"start": ["Kim already holds this seat at that time (since 2021)."]}]
    assert not Person.objects.exists()


def test_two_people_in_one_seat_are_refused_on_the_screen(admin_client):
    held = TenureFactory(person__name="Ann", start="2021", seat_label="Ward 1")
    place = {"office": held.office_id, "jurisdiction": held.jurisdiction_id, "seat_label": "ward 1"}
    data = person_data(name="Kim", tenures=[tenure_row(start="2023", **place)])
    _, errors = form_errors(admin_client.post(address(Person, "add"), data))
    assert errors[0]["start"][0].startswith("Ann holds this seat at the same time")


@pytest.fixture
def school_board():
    """A county with its school district, and an office that only the district has."""
    county = CountyFactory(name="Wake County")
    district = CityFactory(kind="school_district", name="Wake Schools", primary_county=county)
    return OfficeFactory(name="Board member", in_school_districts=True), county, district


def test_an_office_that_the_place_does_not_have_is_refused_at_the_place(admin_client, school_board):
    office, county, district = school_board
    row = tenure_row(office=office.pk, jurisdiction=county.pk)
    _, errors = form_errors(
        admin_client.post(address(Person, "add"), person_data(name="Kim", tenures=[row]))
    )
    assert errors == [
        {
            "jurisdiction": [
                "Wake County doesn’t have the office “Board member”. Choose a school district, such as Wake "
                "Schools."
            ]
        }
    ]
    row = tenure_row(office=office.pk, jurisdiction=district.pk)
    response = admin_client.post(address(Person, "add"), person_data(name="Kim", tenures=[row]))
    assert response.status_code == 302


def test_an_office_that_is_so_on_record_does_not_hold_up_other_changes(admin_client, school_board):
    office, county, _ = school_board
    tenure = TenureFactory(office=office, jurisdiction=county, start="2021")
    row = tenure_row(id=tenure.pk, start="2022", office=office.pk, jurisdiction=county.pk)
    data = person_data(name="Kim", tenures=[row], initial=1)
    assert admin_client.post(address(Person, "edit", tenure.person_id), data).status_code == 302
    row["jurisdiction"] = CountyFactory().pk
    data = person_data(name="Kim", tenures=[row], initial=1)
    _, errors = form_errors(admin_client.post(address(Person, "edit", tenure.person_id), data))
    assert "doesn’t have the office" in errors[0]["jurisdiction"][0]


def test_the_kinds_of_place_of_an_office_are_fields_of_it(admin_client):
    office = OfficeFactory(name="Constable")
    data = {"name": "Constable", "title_pattern": "Constable", "sort_order": "1"}
    data |= {"in_counties": "on", "in_other_districts": "on"}
    assert admin_client.post(address(Office, "edit", office.pk), data).status_code == 302
    office.refresh_from_db()
    assert office.kinds == ["county", "other"]
    listing = admin_client.get(address(Office, "list")).content.decode()
    assert "a county or another district" in listing


def test_saving_again_keeps_the_day_of_an_unknown_end(admin_client):
    membership = Membership.objects.create(person=PersonFactory(), start="2020", end="unknown")
    Membership.objects.update(end_last="2021-05-01")
    data = person_data(name="Kim")
    row = {"id": membership.pk, "start": "2020", "end": "unknown"}
    data |= nested_form_data({"memberships": inline_formset([row], initial=1)})
    assert admin_client.post(address(Person, "edit", membership.person.pk), data).status_code == 302
    membership.refresh_from_db()
    assert str(membership.end_last) == "2021-05-01"


@pytest.mark.parametrize("model", NEVER_DELETED)
def test_the_listing_survives_absurd_questions(admin_client, model):
    for query in (
        "q=" + "x" * 10_000,
        "q=%00",
        'q="',
        "q=" + "w+" * 4_000,
        "q=🎈",
        "p=zzz",
        "p=0",
        "p=99",
    ):
        assert admin_client.get(f"{address(model, 'list')}?{query}").status_code in (200, 404)
    names = ("state", "standing", "office", "kind", "status", "region", "retired", "ordering")
    for value in ("zzz", "99999999999999999999", "%00", "-1"):  # each filter is read for itself
        query = "&".join(f"{name}={value}" for name in names)
        assert admin_client.get(f"{address(model, 'list')}?{query}&q=a").status_code in (200, 404)


@pytest.mark.parametrize(
    "query, found",
    [
        ("standing=members", ["Member"]),
        ("standing=awaiting", []),
        ("state=former", ["Ended"]),
        ("state=current", ["Member", "Outsider"]),
        ("status=retired", ["Ended"]),
        ("kind=city&q=out", ["Outsider"]),
        ("kind=county", []),
        ("standing=members&state=former", []),
    ],
)
def test_people_are_filtered_by_what_they_are_today(admin_client, query, found):
    MemberFactory(name="Member")
    TenureFactory(person__name="Outsider")
    TenureFactory(person__name="Ended", person__status="retired", end="2023")
    response = admin_client.get(f"{address(Person, 'list')}?{query}")
    assert sorted(person.name for person in response.context["object_list"]) == found


def test_people_are_filtered_by_office(admin_client):
    tenure, _ = TenureFactory.create_batch(2)
    response = admin_client.get(f"{address(Person, 'list')}?office={tenure.office_id}")
    assert list(response.context["object_list"]) == [tenure.person]


def test_the_listing_shows_title_place_and_state(admin_client):
    tenure = TenureFactory(title="Mayor of Durham", expected_end="2022")
    html = admin_client.get(address(Person, "list")).content.decode()
    assert "Mayor of Durham (term ended, awaiting confirmation)" in html
    assert tenure.jurisdiction.display_name in html


@pytest.mark.parametrize(
    "model, factory", [*zip(NEVER_DELETED, [MemberFactory, *FACTORIES[1:]], strict=True)]
)
def test_a_listing_costs_the_same_for_any_number(
    admin_client, django_assert_max_num_queries, model, factory
):
    record = factory.create_batch(2)[0]
    assert (
        address(model, "edit", record.pk)
        in admin_client.get(address(model, "list")).content.decode()
    )
    with django_assert_max_num_queries(30) as few:
        admin_client.get(address(model, "list"))
    factory.create_batch(9)
    with django_assert_max_num_queries(len(few)):
        admin_client.get(address(model, "list"))


@pytest.mark.parametrize("model, factory", [*zip(NEVER_DELETED, FACTORIES, strict=True)])
def test_nobody_removes_in_bulk_what_is_kept(admin_client, model, factory):
    record = factory()
    assert not Permission.objects.filter(codename=f"delete_{model._meta.model_name}").exists()
    bulk = reverse("wagtail_bulk_action", args=["members", model._meta.model_name, "delete"])
    admin_client.post(f"{bulk}?id={record.pk}")
    assert model.objects.filter(pk=record.pk).exists()
    assert "bulk-action" not in admin_client.get(address(model, "list")).content.decode()


@pytest.mark.parametrize("query", ["", "?q=example"])
def test_withdrawn_and_merged_people_can_not_be_picked(admin_client, query):
    kept = PersonFactory()
    PersonFactory(status="withdrawn")
    PersonFactory(merged_into=kept)
    chooser = reverse("wagtailsnippetchoosers_members_person:choose_results")
    response = admin_client.get(chooser + query)
    assert [person.pk for person in response.context["results"]] == [kept.pk]


def test_the_committee_is_put_in_order(admin_client):
    first, second = CommitteeSeatFactory.create_batch(2)
    reorder = address(CommitteeSeat, "reorder", second.pk)
    assert admin_client.post(f"{reorder}?position=0").status_code == 200
    assert list(Person.objects.on_committee()) == [second.person, first.person]


@pytest.mark.parametrize("model, factory", [*zip(NEVER_DELETED, FACTORIES, strict=True)])
def test_nothing_is_saved_before_somebody_presses_save(admin_client, model, factory):
    response = admin_client.get(address(model, "edit", factory().pk))
    assert response.context["autosave_enabled"] is False
    assert "data-w-autosave-interval-value" not in response.content.decode()


def test_roster_settings_are_edited_with_the_stated_figures(admin_client):
    edit = reverse("wagtailsettings:edit", args=["members", "rostersettings"])
    edit = admin_client.get(edit)["Location"]
    row = {"measure": "members", "number": "83", "stated_on": "June 2024"}
    for rows, status in (([row, row], 200), ([row | {"stated_on": ""}], 200), ([row], 302)):
        fields = {"incoming_days": "120", "stated_figures": inline_formset(rows)}
        data = nested_form_data(fields)
        assert admin_client.post(edit, data).status_code == status

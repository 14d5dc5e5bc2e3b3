"""The files below /data/: what is in them, and what never is."""

import csv
import io
import json
from datetime import date

import pytest
from django.conf import settings
from django.utils.timezone import localdate
from jsonschema import Draft202012Validator
from wagtail.models import Site

from core.models import OrganizationSettings
from members.models import (
    LeadershipRole,
    RosterSettings,
    RosterVersion,
    StatedFigure,
    roster_change,
)
from members.public.data.datasets import DATASETS
from members.public.data.schema import schema
from tests import factories
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    ContactFactory,
    LinkFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)
from tests.test_queries import added, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def read(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(client, name, **query):
    return json.loads(read(client.get(f"/data/{name}.json", query)))[name]


def lines_of(client, name):
    return list(csv.DictReader(io.StringIO(read(client.get(f"/data/{name}.csv")))))


HOSTILE = "=1+1<script>alert('“x”')</script>‏שלום"


def test_every_file_keeps_to_its_schema_and_its_csv_says_the_same(client):
    person = MemberFactory(name=HOSTILE, biography=f"<p>{HOSTILE}</p>")
    ContactFactory(person=person, published=True)
    LinkFactory(person=person, label=HOSTILE)
    CommitteeSeatFactory(person=person)
    tenure = TenureFactory(
        person=person,
        start="2020",
        end="unknown",
        expected_end="June 2024 to 2025",
        source=HOSTILE,
    )
    LeadershipRole.objects.create(tenure=tenure, role="chair")
    for name, dataset in DATASETS.items():
        document = json.loads(read(client.get(f"/data/{name}.json")))
        Draft202012Validator(schema(dataset)).validate(document)
        assert client.get(f"/data/{name}.schema.json").json() == schema(dataset)
        lines = lines_of(client, name)
        assert len(lines) == len(document[name])
        assert name == "counts" or lines
        for line, row in zip(lines, document[name], strict=True):
            assert line.keys() == {column.name for column in dataset.flat_columns}
            for key, value in line.items():
                assert value.removeprefix("'") == ("" if row[key] is None else str(row[key]))
    assert len(DATASETS) == 6


def test_a_hostile_name_is_text_in_json_and_harmless_in_csv(client):
    MemberFactory(name=HOSTILE)
    assert rows_of(client, "members")[0]["name"] == HOSTILE
    assert lines_of(client, "members")[0]["name"] == f"'{HOSTILE}"
    assert client.get("/data/members.json")["Content-Type"] == "application/json"


def test_dates_are_as_exact_as_they_are_known(client):
    person = PersonFactory()
    MembershipFactory(person=person)
    TenureFactory(person=person, start="Dec 2021", end="2023", verified_on="June 3, 2022")
    TenureFactory(person=person, start=None, end="unknown")
    first, second = rows_of(client, "tenures")
    assert (first["start_date"], first["end_date"]) == ("2021-12", "2023")
    assert (first["start_first"], first["start_last"]) == ("2021-12-01", "2021-12-31")
    assert first["verified_on"] == "2022-06-03"
    assert (second["start_date"], second["end_date"], second["end_first"]) == ("", "", "")
    assert second["end_last"] and second["state"] == "former"


def test_only_public_people_and_published_contacts_are_in_the_files(client):
    place = CityFactory()
    shown = MemberFactory(private_notes="CANARY")
    ContactFactory(person=shown, value="office@example.org", published=True)
    ContactFactory(person=shown, value="CANARY@example.org")
    for fields in ({"status": "withdrawn"}, {"status": "retired"}, {"merged_into": shown}):
        person = MemberFactory(name="CANARY", biography="<p>CANARY</p>", **fields)
        CommitteeSeatFactory(person=person)
        MembershipFactory(person=person, start="2015", end="2018")
        LinkFactory(person=person, label="CANARY")
        TenureFactory(person=person, source="CANARY", end="2018", start="2015")
    TenureFactory(person=shown, verified_by="CANARY")
    TenureFactory(person=PersonFactory(name="CANARY"), jurisdiction=place)
    texts = [
        read(client.get(f"/data/{name}.{extension}"))
        for name in DATASETS
        for extension in ("csv", "json")
    ]
    assert len(texts) == 12
    assert not any("CANARY" in text for text in texts)
    details = rows_of(client, "members")[0]["contact_details"]
    assert [detail["value"] for detail in details] == ["office@example.org"]


def test_a_day_gives_what_is_known_today_about_it(client):
    person = PersonFactory()
    MembershipFactory(person=person, start="2019")
    TenureFactory(person=person, start="January 5, 2021", end="December 5, 2023")
    assert rows_of(client, "members", on="2023-12-04")[0]["id"] == str(person.pk)
    assert rows_of(client, "members", on="2023-12-05") == []
    assert rows_of(client, "tenures", on="2020-12-01")[0]["state"] == "incoming"
    assert rows_of(client, "tenures", on="2020-01-01")[0]["state"] == "coming"


@pytest.mark.parametrize(
    "on",
    [
        "nonsense",
        "0001-01-01",
        "9999-12-31",
        "2024-02-31",
        "2024",
        "\x00",
        "2024-1-1",
        "2024-01-1",
        "20240101",
        "2024-W01-1",
        "٢٠٢٤-٠١-٠١",
    ],
)
def test_other_days_are_not_found(client, on):
    assert client.get("/data/members.json", {"on": on}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/data/people.csv", "/data/members.xlsx", "/data/x.schema.json"]
)
def test_other_files_are_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_file_is_sent_again_only_after_a_change_or_at_midnight(client, time_machine):
    time_machine.move_to("2026-03-01T15:00:00Z")
    with roster_change():
        MemberFactory()
    first = client.get("/data/members.csv")
    known = {"If-None-Match": first["ETag"]}
    assert client.get("/data/members.csv", headers=known).status_code == 304
    assert client.get("/data/members.csv?on=2025-01-01", headers=known).status_code == 200
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/data/members.csv", headers=since).status_code == 200
    time_machine.move_to("2026-03-01T15:00:05Z")
    with roster_change():
        pass
    assert client.get("/data/members.csv", headers=known).status_code == 200
    assert client.get("/data/members.csv", headers=since).status_code == 200
    second = client.get("/data/members.csv")
    time_machine.move_to("2026-03-02T06:00:00Z")
    later = client.get("/data/members.csv", headers={"If-None-Match": second["ETag"]})
    assert later.status_code == 200


def test_scripts_of_other_sites_may_read_the_files(client):
    for address in ("/data/members.json", "/data/members.csv", "/data/members.schema.json"):
        response = client.get(address)
        assert response["Access-Control-Allow-Origin"] == "*"
    assert client.post("/data/members.json").status_code == 405


def test_the_license_is_the_one_that_staff_set(client):
    set_license("CC BY 4.0")
    document = json.loads(read(client.get("/data/members.json")))
    assert document["meta"]["license"] == "CC BY 4.0"
    assert document["meta"]["roster_version"] == str(RosterVersion.current())
    assert document["meta"]["on"] <= date.today().isoformat()
    assert "CC BY 4.0" in client.get("/data/").content.decode()


def test_the_page_explains_every_column_of_every_file(client):
    page = client.get("/data/").content.decode()
    for name, dataset in DATASETS.items():
        assert f"/data/{name}.csv" in page and f"/data/{name}.json" in page
        assert all(f"<code>{column.name}</code>" in page for column in dataset.columns)


def test_a_file_takes_as_many_queries_however_long_it_is(client):
    files = [f"/data/{name}.{extension}" for name in DATASETS for extension in ("csv", "json")]

    def add_people(number):
        for _ in range(number):
            person = MemberFactory()
            CommitteeSeatFactory(person=person)
            LinkFactory(person=person)
            LeadershipRole.objects.create(tenure=person.tenures.get(), role="chair")

    add_people(3)
    few = {file: queries_of(client, file) for file in files}
    add_people(40)
    for file in files:
        many = queries_of(client, file)
        assert len(many) == len(few[file]), f"{file}\n{added(few[file], many)}"
        assert len(many) <= 14, "\n".join([file, *many])
    assert len(files) == 12


def set_license(line):
    site = factories.HomePageFactory._meta.model.objects.first().get_site()
    organization = OrganizationSettings.for_site(site)
    organization.data_license = line
    organization.save()


def test_csv_files_name_the_page_with_the_license_and_say_when_and_which_version(client):
    assert "Link" not in client.get("/data/members.csv")
    set_license("CC BY 4.0")
    response = client.get("/data/members.csv")
    assert response["Link"] == f'<{settings.BASE_URL}/data/>; rel="license"'
    stamp = f"{localdate()}-v{RosterVersion.current()}"
    assert f'filename="lpnc-members-{stamp}.csv"' in response["Content-Disposition"]
    assert read(response).startswith("id,name,")


def test_a_file_is_sent_again_when_staff_change_what_is_in_it(client):
    changes = [
        lambda: set_license("CC0"),
        lambda: RosterSettings.objects.create(site=Site.objects.get(), complete=True),
        lambda: RosterSettings.objects.update(complete=False),
    ]
    for change in changes:
        known = {"If-None-Match": client.get("/data/counts.json")["ETag"]}
        assert client.get("/data/counts.json", headers=known).status_code == 304
        change()
        assert client.get("/data/counts.json", headers=known).status_code == 200


def test_an_etag_is_the_version_and_the_day(client):
    with roster_change():
        MemberFactory()
    response = client.get("/data/members.json")
    assert response["ETag"].startswith(f'"{RosterVersion.current()}-{localdate()}-')
    assert client.get("/data/members.csv?on=2025-01-01")["ETag"] != response["ETag"]


def test_an_answer_without_a_body_has_the_same_headers(client):
    full = client.get("/data/members.json")
    head = client.head("/data/members.json")
    unchanged = client.get("/data/members.json", headers={"If-None-Match": full["ETag"]})
    assert (head.status_code, unchanged.status_code) == (200, 304)
    assert unchanged.content == b"" and b"".join(head) == b""
    for name in ("ETag", "Last-Modified", "Cache-Control", "Access-Control-Allow-Origin"):
        assert head[name] == unchanged[name] == full[name], name


def test_scripts_of_other_sites_may_ask_whether_a_file_has_changed(client):
    answer = client.options("/data/members.json")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "ETag" in client.get("/data/members.json")["Access-Control-Expose-Headers"]


def test_what_is_not_certain_on_a_day_says_so(client):
    seat = {"jurisdiction": CityFactory(), "office": OfficeFactory(), "seat_label": "Ward 3"}
    stories = {
        "B": {"start": "December 14, 2021", "end": "August 2022"},
        "C": {"start": "August 2022"},
    }
    for name, dates in stories.items():
        person = PersonFactory(name=name)
        MembershipFactory(person=person, start="2019")
        TenureFactory(person=person, **seat, **dates)
        CommitteeSeatFactory(person=person, **dates)

    def states(name, on):
        return {row["person"]: row["state"] for row in rows_of(client, name, on=on)}

    assert states("tenures", "2022-01-01") == {"B": "current", "C": "coming"}
    assert states("tenures", "2022-08-01") == {"B": "uncertain", "C": "uncertain"}
    assert states("tenures", "2024-01-01") == {"B": "former", "C": "current"}
    assert states("committee", "2022-01-01") == {"B": "current", "C": "incoming"}
    assert states("committee", "2022-08-01") == {"B": "uncertain", "C": "uncertain"}
    assert states("committee", "2024-01-01") == {"B": "former", "C": "current"}
    assert states_of_members(client, "2022-01-01") == {"B": "certain"}
    assert states_of_members(client, "2022-08-01") == {"B": "uncertain", "C": "uncertain"}
    assert states_of_members(client, "2024-01-01") == {"C": "certain"}


def test_every_membership_of_somebody_on_the_lists_is_told_with_its_state(client):
    awaiting = MembershipFactory(start="2019").person
    TenureFactory(person=awaiting, start="2018", expected_end="2020")
    left = MembershipFactory(start="June 2018", end="March 1, 2021").person
    MembershipFactory(person=left, start="2024", end="unknown")

    def told(on):
        rows = rows_of(client, "memberships", on=on)
        return [
            (row["person_id"], row["start_date"], row["end_date"], row["state"]) for row in rows
        ]

    one, other = str(awaiting.pk), str(left.pk)
    spells = [(one, "2019", ""), (other, "2018-06", "2021-03-01"), (other, "2024", "")]
    for on, *states in [
        ("2018-05-31", "incoming", "incoming", "incoming"),
        ("2018-06-15", "incoming", "uncertain", "incoming"),
        ("2019-12-30", "uncertain", "current", "incoming"),
        ("2019-12-31", "current", "current", "incoming"),
        ("2021-02-28", "current", "current", "incoming"),
        ("2021-03-01", "current", "former", "incoming"),
        ("2024-06-01", "current", "former", "uncertain"),
        (localdate().isoformat(), "current", "former", "former"),
    ]:
        assert told(on) == [(*spell, state) for spell, state in zip(spells, states, strict=True)]
    row = rows_of(client, "memberships")[0]
    assert row["url"] == f"{settings.BASE_URL}{awaiting.get_absolute_url()}"
    assert rows_of(client, "members") == []


def test_a_tenure_tells_its_source_and_the_roles_on_top_of_it(client):
    tenure = TenureFactory(person=MembershipFactory().person, source="https://example.org/oath")
    LeadershipRole.objects.create(tenure=tenure, role="chair", start="December 2023", end="2024")
    LeadershipRole.objects.create(tenure=tenure, role="mayor_pro_tem")
    row = rows_of(client, "tenures")[0]
    assert row["source"] == "https://example.org/oath"
    assert row["leadership_roles"] == [
        {"role": "chair", "start_date": "2023-12", "end_date": "2024"},
        {"role": "mayor_pro_tem", "start_date": "", "end_date": ""},
    ]


def test_a_member_has_a_biography_in_plain_words_and_links(client):
    words = "<p>Grew up <b>on a farm</b> &amp; by a river.</p><ul><li>One</li><li>Two</li></ul>"
    LinkFactory(person=MemberFactory(biography=words), label="Website", url="https://example.org/")
    row = rows_of(client, "members")[0]
    assert row["biography"] == "Grew up on a farm & by a river.\nOne\nTwo"
    assert row["links"] == [{"url": "https://example.org/", "note": "Website"}]


def states_of_members(client, on):
    return {row["name"]: row["state"] for row in rows_of(client, "members", on=on)}


def test_who_is_not_certain_is_marked_and_not_counted(client):
    RosterSettings.objects.create(site=Site.objects.get(), complete=True)
    sure, unsure = MemberFactory(membership__start="2019"), PersonFactory(name="Unsure")
    MembershipFactory(person=unsure, start="2024")
    TenureFactory(person=unsure, start="2020")
    TenureFactory(person=sure, start="2024", title="Not certain yet")
    rows = {row["name"]: row for row in rows_of(client, "members", on="2024-06-01")}
    assert {name: row["state"] for name, row in rows.items()} == {
        sure.name: "certain",
        "Unsure": "uncertain",
    }
    assert rows["Unsure"]["member_since"] == "2024"
    assert "Not certain yet" not in rows[sure.name]["title"]
    counts = {row["measure"]: row["number"] for row in rows_of(client, "counts", on="2024-06-01")}
    assert counts["members"] == 1


def test_figures_stated_of_today_are_not_those_of_another_day(client):
    standing = RosterSettings.objects.create(site=Site.objects.get(), complete=False)
    StatedFigure.objects.create(
        settings=standing, measure="members", number=83, stated_on="June 2024"
    )
    today = localdate().isoformat()
    assert [row["number"] for row in rows_of(client, "counts")] == [83]
    assert [row["number"] for row in rows_of(client, "counts", on=today)] == [83]
    assert rows_of(client, "counts", on="2024-01-01") == []


def test_a_file_of_a_day_names_the_file_of_today(client):
    canonical = f'<{settings.BASE_URL}/data/members.csv>; rel="canonical"'
    assert client.get("/data/members.csv?on=2024-01-01")["Link"] == canonical
    set_license("CC0")
    assert client.get("/data/members.csv?on=2024-01-01")["Link"].endswith(f", {canonical}")


@pytest.mark.parametrize("address", ["/data/members.json?on=abc", "/data/x.csv"])
def test_scripts_of_other_sites_may_read_that_there_is_nothing(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "address",
    [
        "/data/members.json?on=2024-01-01&on=",
        "/members/?on=2024-01-01&on=2024-01-02",
        "/members/?committee=on&committee=",
    ],
)
def test_a_parameter_that_contradicts_itself_is_missing(client, address):
    assert client.get(address).status_code == 404
    name = address.split("?")[1].split("=")[0]
    value = address.split("=")[1].split("&")[0]
    twice = f"{address.split('?')[0]}?{name}={value}&{name}={value}"
    assert client.get(twice).status_code == 200


def test_the_words_are_those_of_popolo_and_open_civic_data(client):
    """Names of Popolo's classes that the files keep to; each person's, post's and area's id refers on."""
    city = CityFactory(ocd_id="ocd-division/country:us/state:nc/place:example")
    MembershipFactory(person=TenureFactory(jurisdiction=city).person)
    member, tenure = rows_of(client, "members")[0], rows_of(client, "tenures")[0]
    places = {row["id"]: row for row in rows_of(client, "jurisdictions")}
    assert {"id", "name", "given_name", "family_name", "sort_name", "contact_details"} <= set(
        member
    )
    assert {"person_id", "organization", "post", "role", "label", "start_date", "end_date"} <= set(
        tenure
    )
    assert tenure["person_id"] == member["id"]
    assert member["area_ids"] == [tenure["area_id"]]
    assert places[tenure["area_id"]]["ocd_division_id"] == tenure["ocd_division_id"] == city.ocd_id
    assert places[tenure["area_id"]]["parent_id"] in places

"""The files below /data/: what is in them, and what never is."""

import csv
import io
import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from members.data.datasets import DATASETS
from members.data.formats import schema
from members.models import RosterVersion, roster_change
from pages.models import OrganizationSettings
from tests import factories
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    ContactFactory,
    MemberFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def read(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(client, name, **query):
    return json.loads(read(client.get(f"/data/{name}.json", query)))[name]


def lines_of(client, name):
    return list(csv.DictReader(io.StringIO(read(client.get(f"/data/{name}.csv")))))


HOSTILE = "=1+1<script>alert('“x”')</script>‏שלום"


def test_every_file_keeps_to_its_schema_and_its_csv_says_the_same(client):
    person = MemberFactory(name=HOSTILE)
    ContactFactory(person=person, published=True)
    CommitteeSeatFactory(person=person)
    TenureFactory(person=person, start="2020", end="unknown", expected_end="June 2024 to 2025")
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
    assert len(DATASETS) == 5


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
        person = MemberFactory(name="CANARY", **fields)
        CommitteeSeatFactory(person=person)
    TenureFactory(person=PersonFactory(name="CANARY"), jurisdiction=place)
    texts = [
        read(client.get(f"/data/{name}.{extension}"))
        for name in DATASETS
        for extension in ("csv", "json")
    ]
    assert len(texts) == 10
    assert not any("CANARY" in text for text in texts)
    details = rows_of(client, "members")[0]["contact_details"]
    assert [detail["value"] for detail in details] == ["office@example.org"]


def test_a_day_gives_what_is_known_today_about_it(client):
    person = PersonFactory()
    MembershipFactory(person=person, start="2019")
    TenureFactory(person=person, start="January 5, 2021", end="December 5, 2023")
    assert rows_of(client, "members", on="2023-12-04")[0]["id"] == str(person.pk)
    assert rows_of(client, "members", on="2023-12-05") == []
    assert rows_of(client, "tenures", on="2020-01-01")[0]["state"] == "incoming"


@pytest.mark.parametrize(
    "on", ["nonsense", "0001-01-01", "9999-12-31", "2024-02-31", "2024", "\x00"]
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
    assert client.get("/data/members.csv", headers=since).status_code == 304
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
    site = factories.HomePageFactory._meta.model.objects.first().get_site()
    settings = OrganizationSettings.for_site(site)
    settings.data_license = "CC BY 4.0"
    settings.save()
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


@pytest.mark.parametrize("name", DATASETS)
def test_a_file_takes_as_many_queries_however_long_it_is(
    client, name, django_assert_max_num_queries
):
    for _ in range(3):
        CommitteeSeatFactory(person=MemberFactory())
    read(client.get(f"/data/{name}.json"))
    with django_assert_max_num_queries(12) as few:
        read(client.get(f"/data/{name}.json"))
    for _ in range(40):
        CommitteeSeatFactory(person=MemberFactory())
    with django_assert_max_num_queries(12) as many:
        read(client.get(f"/data/{name}.json"))
    assert len(few) == len(many)

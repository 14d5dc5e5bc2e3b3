"""Benchmark with 10,000 members and 5,000 wins: milliseconds per page, as a multiple of the time with 83 and
14, and of an admin page unrelated to the roster.

The database is a temporary one: a SQLite file, or a test database next to the PostgreSQL one in
DATABASE_URL.
"""

import logging
import multiprocessing
import os
import re
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from throwaway_site import ROOT, environment_for

FEW, MANY = 83, 10_000
FEW_WINS, MANY_WINS = 14, 5_000
RUNS = 7
ADMIN_BAR_TIMES = 3
LISTING_BAR_MS = 300
MEMBERS_BAR_TIMES, MEMBERS_BAR_QUERIES = 2, 25
EXPORT_BAR_MB = 64
WINS_BAR_QUERIES, MAP_BAR_KB = 20, 25

BARE = "an admin page without the roster"
PEOPLE, WINS = "/admin/snippets/members/person/", "/admin/snippets/campaigns/win/"
OFFICES_HELD = "/admin/roster/offices-held/"
OF_A_PLACE = "office={office}&kind=county&county={county}&region={region}"
ADMIN_PAGES = {
    "the admin's front page": "/admin/",
    "the roster home": "/admin/roster/",
    "People, first page": PEOPLE,
    "People, last page": PEOPLE + "?p={people_pages}",
    "People, searched": PEOPLE + "?q=person+00",
    "People, counted as members": PEOPLE + "?standing=members",
    "People, current": PEOPLE + "?state=current",
    "People, term ended": PEOPLE + "?state=awaiting",
    "People, all filters": (
        f"{PEOPLE}?status=active&standing=members&state=current&attention=portrait&{OF_A_PLACE}"
    ),
    "a person's editing screen": PEOPLE + "edit/{person}/",
    "a person's inspection": PEOPLE + "inspect/{person}/",
    "the chooser of people": "/admin/snippets/choose/members/person/",
    "Offices held, first page": OFFICES_HELD,
    "Offices held, last page": OFFICES_HELD + "?p={office_pages}",
    "Offices held, by state": OFFICES_HELD + "?state=awaiting",
    "Offices held, all filters": f"{OFFICES_HELD}?worklist=unverified&state=current&{OF_A_PLACE}",
    "the committee": "/admin/snippets/members/committeeseat/",
    "the duplicates": "/admin/roster/duplicates/",
    "Places, first page": "/admin/snippets/members/jurisdiction/",
    "a place's editing screen": "/admin/snippets/members/jurisdiction/edit/{county}/",
    "Wins, first page": WINS,
    "Wins, last page": WINS + "?p={win_pages}",
    "Wins, searched": WINS + "?q=ordinance",
    "Wins, all filters": (
        f"{WINS}?published=yes&status=adopted&kind=ordinance&county={{county}}&year=2020"
    ),
    "Wins, duplicates": WINS + "?twins=yes",
    "a win's editing screen": WINS + "edit/{win}/",
}
PUBLIC_PAGES = {
    "the home page": "/",
    "/members/": "/members/",
    "/members/, by name": "/members/?name=person",
    "/members/, filtered": "/members/?name=person&kind=county",
    "/members/, on a day": "/members/?on=2024-01-01",
    "/members/former/": "/members/former/",
    "a member": "/members/{slug}/",
    "/places/": "/places/",
    "/places/, on a day": "/places/?on=2024-01-01",
    "a place": "/places/{place}/",
    "/wins/": "/wins/",
    "/find/": "/find/?q=durham",
    "/search/": "/search/?q=example+person",
    "/embed/": "/embed/",
}
PAGES = {BARE: "/admin/account/", **ADMIN_PAGES, **PUBLIC_PAGES}
EXPORTS = ("members", "tenures")


def main():
    in_throwaway_database(measure_everything)


def in_throwaway_database(measure):
    """Call `measure` with a temporary database that has the first content."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="lpnc-bench-") as folder:
        given = os.environ.get("DATABASE_URL")
        os.environ.update(environment_for(Path(folder), "http://127.0.0.1"))
        if given:
            os.environ["DATABASE_URL"] = given
        creation = throwaway_database(Path(folder))
        try:
            measure()
        finally:
            creation.destroy_test_db(creation.connection.settings_dict["NAME"], verbosity=0)


# The functions import what needs the settings, for which this script first sets the environment.


def throwaway_database(folder):
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    logging.disable(logging.INFO)
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    with open(os.devnull, "w") as nowhere:
        call_command("apply_roles", stdout=nowhere)
        call_command("seed_site", stdout=nowhere)
    call_command("collectstatic", interactive=False, verbosity=0)
    return connection.creation


def measure_everything():
    from django.db import connection

    from campaigns.models import Win
    from core import generation
    from lpnc.schedule import measure_tables
    from members.models import RosterSettings
    from tests.many import make_members, make_wins
    from tests.members.test_query_counts import ADDRESSES, grow, sql_of_each

    # What is asked once a second would make some counts of queries differ by one.
    generation.PATIENCE = float("inf")
    RosterSettings.objects.update(complete=True)
    client = administrator()
    make_members(FEW)
    make_wins(FEW_WINS - Win.objects.count())
    measure_tables()  # as the timer does every day
    few = milliseconds_of_each(client)
    grow(FEW)
    queries_of_few = sql_of_each(visitor(), ADDRESSES, queries)
    make_members(MANY)
    queries_of_many = sql_of_each(visitor(), ADDRESSES, queries)
    make_wins(MANY_WINS - Win.objects.count())
    measure_tables()  # SQLite's timer does so every day, and PostgreSQL within a minute
    many = milliseconds_of_each(client)
    print(f"The best of {RUNS} requests on {connection.display_name}, with {FEW} members and ")
    print(f"{FEW_WINS} wins, and with {MANY:,} and {MANY_WINS:,}.\n")
    print(f"{'':34}{'few':>8}   {'many':>8}     times  times the bare page")
    for name in PAGES:
        compared = f"{many[name] / few[name]:>7.1f}{many[name] / many[BARE]:>21.1f}"
        print(f"{name:34}{few[name]:>8.0f} ms{many[name]:>8.0f} ms{compared}")
    print()
    for name in ADMIN_PAGES:
        judge(name, many[name] / few[name], ADMIN_BAR_TIMES, "times")
    slowest = max(many[name] for name in PAGES if name.startswith("People,"))
    judge(f"A listing page of the admin at {MANY:,} members", slowest, LISTING_BAR_MS, "ms")
    for name in ("/members/", "/members/, by name"):
        times = many[name] / few[name]
        judge(f"{name} at {MANY:,} members", times, MEMBERS_BAR_TIMES, f"times that of {FEW}")
    judge("/members/", queries_of_many["/members/"], MEMBERS_BAR_QUERIES, "queries")
    more = [address for address, few in queries_of_few.items() if queries_of_many[address] != few]
    print(*more, sep="\n", end="\n" if more else "")
    judge(f"Of {len(queries_of_few)} addresses, those with more queries", len(more), 0, "addresses")
    judge("/wins/", queries(visitor(), "/wins/"), WINS_BAR_QUERIES, "queries")
    (drawn,) = re.findall(r'<svg class="map".*?</svg>', client.get("/wins/").text, re.DOTALL)
    judge("Its map", len(drawn.encode()) / 1000, MAP_BAR_KB, "KB")
    measure_exports()


def measure_exports():
    for name in EXPORTS:
        rows, memory = in_a_process(export_json, name)
        judge(f"{name}.json with {rows:,} rows", memory, EXPORT_BAR_MB, "MB over the idle process")


def judge(what, value, bar, unit):
    verdict = "met" if value <= bar else "MISSED"
    print(f"{what}: {value:.1f} {unit}; at most {bar}: {verdict}.")


def visitor():
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1")


def administrator():
    from django.contrib.auth import get_user_model

    client = visitor()
    client.force_login(get_user_model().objects.create_superuser("bench", password="bench"))
    return client


def milliseconds_of_each(client):
    from campaigns.models import Win
    from members.models import Jurisdiction, Office, Person, Tenure

    people = Person.objects.order_by("sort_key", "pk")
    county = Jurisdiction.objects.counties().filter(region__isnull=False).first()
    values = {
        "person": people.first().pk,
        "slug": people.first().slug,
        "people_pages": pages(people),
        "office": Office.objects.filter(one_holder=False).first().pk,
        "office_pages": pages(Tenure.objects.active()),
        "place": Jurisdiction.objects.order_by("pk").first().slug,
        "county": county.pk,
        "region": county.region_id,
        "win": Win.objects.order_by("pk").first().pk,
        "win_pages": pages(Win.objects.all()),
    }
    return {
        name: min(request(client, address.format(**values)) for _ in range(RUNS))
        for name, address in PAGES.items()
    }


def pages(records):
    return -(-records.count() // 50)


def request(client, address):
    from django.core.cache import cache

    cache.clear()
    started = seconds_spent()
    response = client.get(address)
    took = seconds_spent() - started
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return took * 1000


def seconds_spent():
    """Return the processor's time that this process and its database have taken so far.

    Other work on the machine disturbs it less than the clock's, which counts if PostgreSQL runs elsewhere.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if connection.settings_dict["HOST"] not in ("127.0.0.1", "localhost") or not server.exists():
        return time.perf_counter()
    return time.process_time() + int(server.read_text().split()[0]) / 1e9


def queries(client, address):
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def in_a_process(measure, *arguments):
    """Return the result of `measure` in a new, idle process."""
    from django.db import connections

    os.environ["DATABASE_URL"] = address_of_database()
    connections.close_all()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(measure, *arguments).result()


def address_of_database():
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    given = urlsplit(os.environ["DATABASE_URL"])
    return given._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def export_json(name):
    """Return the file's number of rows, and the memory for writing it beyond a request without rows."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    b"".join(client.get("/data/committee.json"))
    idle = peak_megabytes()
    rows = sum(
        piece.startswith(b"\n{") or piece.startswith(b",\n{")
        for piece in client.get(f"/data/{name}.json")
    )
    return rows, peak_megabytes() - idle


def peak_megabytes():
    """Return this process's peak memory; on Linux, getrusage also counts the parent process."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

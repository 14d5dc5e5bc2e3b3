"""Benchmark with 10,000 members: milliseconds per page, as a multiple of the time with 83 members and of
an admin page unrelated to the roster. Then the same for wins.

The database is a temporary one: a SQLite file, or a test database next to the PostgreSQL one in
DATABASE_URL.
"""

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
MANY_WINS = 5_000
RUNS = 7
LISTING_BAR_MS = 300
MEMBERS_BAR_TIMES, MEMBERS_BAR_QUERIES = 2, 25
EXPORT_BAR_MB = 64
WINS_BAR_QUERIES, MAP_BAR_KB = 20, 25

BARE = "an admin page without the roster"
PAGES = {
    BARE: "/admin/account/",
    "People, first page": "/admin/snippets/members/person/",
    "People, last page": "/admin/snippets/members/person/?p={last_page}",
    "People, searched": "/admin/snippets/members/person/?q=person+00",
    "People, counted as members": "/admin/snippets/members/person/?standing=members",
    "People, current": "/admin/snippets/members/person/?state=current",
    "People, term ended": "/admin/snippets/members/person/?state=awaiting",
    "the roster home": "/admin/roster/",
    "a person's editing screen": "/admin/snippets/members/person/edit/{person}/",
    "the duplicates": "/admin/roster/duplicates/",
    "the admin's front page": "/admin/",
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
    "/find/": "/find/?q=durham",
    "/search/": "/search/?q=example+person",
    "/embed/": "/embed/",
}
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


def throwaway_database(folder):
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
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

    from members.models import RosterSettings
    from tests.many import make_members
    from tests.members.test_query_counts import ADDRESSES, grow, sql_of_each

    RosterSettings.objects.update(complete=True)
    client = administrator()
    print(f"The best of {RUNS} requests on {connection.display_name}.\n")
    print(f"{'':34}{FEW:>6} members{MANY:>6} members  times  times the bare page")
    make_members(FEW)
    few = {name: milliseconds(client, address) for name, address in PAGES.items()}
    grow(FEW)
    queries_of_few = sql_of_each(visitor(), ADDRESSES, queries)
    make_members(MANY)
    many = {name: milliseconds(client, address) for name, address in PAGES.items()}
    for name in PAGES:
        compared = f"{many[name] / few[name]:>7.1f}{many[name] / many[BARE]:>21.1f}"
        print(f"{name:34}{few[name]:>11.0f} ms{many[name]:>11.0f} ms{compared}")
    print()
    slowest = max(many[name] for name in PAGES if name.startswith("People,"))
    judge(f"A listing page of the admin at {MANY:,} members", slowest, LISTING_BAR_MS, "ms")
    for name in ("/members/", "/members/, by name"):
        times = many[name] / few[name]
        judge(f"{name} at {MANY:,} members", times, MEMBERS_BAR_TIMES, f"times that of {FEW}")
    queries_of_many = sql_of_each(visitor(), ADDRESSES, queries)
    judge("/members/", queries_of_many["/members/"], MEMBERS_BAR_QUERIES, "queries")
    more = [address for address, few in queries_of_few.items() if queries_of_many[address] != few]
    print(*more, sep="\n", end="\n" if more else "")
    judge(f"Of {len(queries_of_few)} addresses, those with more queries", len(more), 0, "addresses")
    measure_exports()
    measure_wins(client)


def measure_exports():
    for name in EXPORTS:
        rows, memory = in_a_process(export_json, name)
        judge(f"{name}.json with {rows:,} rows", memory, EXPORT_BAR_MB, "MB over the idle process")


def measure_wins(client):
    from campaigns.models import Win
    from tests.many import make_wins

    number = Win.objects.count()
    few = milliseconds(client, "/wins/")
    make_wins(MANY_WINS - number)
    many = milliseconds(client, "/wins/")
    print(
        f"/wins/ with {MANY_WINS:,} wins: {many:.0f} ms, {many / few:.1f} times that of {number}."
    )
    judge("/wins/", queries(visitor(), "/wins/"), WINS_BAR_QUERIES, "queries")
    (drawn,) = re.findall(r'<svg class="map".*?</svg>', client.get("/wins/").text, re.DOTALL)
    judge("Its map", len(drawn.encode()) / 1000, MAP_BAR_KB, "KB")


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


def milliseconds(client, address):
    from members.models import Jurisdiction, Person

    people = Person.objects.order_by("sort_name", "pk")
    address = address.format(
        person=people.first().pk,
        slug=people.first().slug,
        last_page=-(-people.count() // 50),
        place=Jurisdiction.objects.order_by("pk").first().slug,
    )
    return min(request(client, address) for _ in range(RUNS))


def request(client, address):
    from django.core.cache import cache

    cache.clear()
    started = time.perf_counter()
    response = client.get(address)
    took = time.perf_counter() - started
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return took * 1000


def queries(client, address):
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

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

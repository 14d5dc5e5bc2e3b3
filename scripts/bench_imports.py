"""Benchmark of roster imports: seconds and CPU seconds for applying one of new people and for undoing it.

On SQLite, where one process at a time can write, also for how long at most no one else could. The
database is a temporary one, as in `bench.py`.
"""

import csv
import io
import multiprocessing
import sqlite3
import sys
import time
from contextlib import contextmanager
from itertools import cycle, islice

from bench import in_a_process, in_throwaway_database, judge, peak_megabytes
from throwaway_site import ROOT

SIZES = 1_000, 5_000
LOCKED_BAR_S = 10
#: Seconds between two tries at the lock.
PACE = 0.02


def main():
    in_throwaway_database(measure_imports)


def measure_imports():
    for size in SIZES:
        memory, steps = in_a_process(import_and_undo, size)
        print(f"{size:,} rows, for which the preview takes {memory:.0f} MB:")
        for step, (elapsed, cpu, locked) in steps.items():
            print(f"  {step:12}{elapsed:>7.1f} s, {cpu:>6.1f} s of CPU")
            if locked is not None:
                judge("  SQLite's lock, held at a time", locked, LOCKED_BAR_S, "s")


def import_and_undo(size):
    """Return the preview's memory, and for each step its seconds, CPU seconds, and those of the lock."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from lpnc.schedule import run_waiting_jobs
    from members.importing.roster import ROSTER
    from members.models import Person

    idle, people, steps = peak_megabytes(), Person.objects.count(), {}
    with timed(steps, "preview"):
        roster_import = ROSTER.begin("bench.csv", spreadsheet(size))
        digest = ROSTER.preview(roster_import).digest
    memory = peak_megabytes() - idle
    with timed(steps, "applying"):
        ROSTER.apply(roster_import, digest=digest)
    assert Person.objects.count() == people + size
    with timed(steps, "references"):
        run_waiting_jobs()
    with timed(steps, "undoing"):
        ROSTER.undo(roster_import)
    assert Person.objects.count() == people
    return memory, steps


@contextmanager
def timed(steps, name):
    with longest_lock() as locked:
        started = time.perf_counter(), time.process_time()
        yield
        elapsed, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
    steps[name] = elapsed, cpu, locked()


@contextmanager
def longest_lock():
    """Yield a function that afterward returns for how many seconds at most SQLite let no one else write."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield lambda: None
        return
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    name = str(connection.settings_dict["NAME"])
    watcher = spawn.Process(target=watch_lock, args=(name, theirs))
    watcher.start()
    ours.recv()
    yield ours.recv
    ours.send("done")
    watcher.join()


def watch_lock(database, told):
    """Try to write until told to stop, then say how long the longest time was in which that failed."""
    other = sqlite3.connect(database, timeout=0, isolation_level=None)
    told.send("watching")
    longest, free_at = 0, time.perf_counter()
    while not told.poll(PACE):
        try:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        except sqlite3.OperationalError:
            longest = max(longest, time.perf_counter() - free_at)
        else:
            free_at = time.perf_counter()
    told.send(longest)


def spreadsheet(size):
    from members.models import Jurisdiction, Office

    office = Office.objects.filter(one_holder=False).first()
    places = list(islice(cycle(Jurisdiction.objects.order_by("pk")), size))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Name", "Office", "Jurisdiction", "Type", "Term start", "Member since"])
    writer.writerows(
        [f"Sample Import {n:04}", office, place.name, place.get_kind_display(), "2024", "2024"]
        for n, place in enumerate(places)
    )
    return text.getvalue().encode()


if __name__ == "__main__":
    main()

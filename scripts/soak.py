"""Ten minutes of everything at once, through the whole stack: visitors on 200 addresses, an editor who publishes
every 10 seconds, and an import of 1,000 rows in the middle. Prints the figures, and fails if a bar is missed.

`make soak`, or `.venv/bin/python -m scripts.soak SECONDS`.
"""

import csv
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from http.client import HTTPSConnection

from scripts.stack import ROOT, SERVERS, unverified, whole_stack

SECONDS = 600
ADDRESSES = 200
VISITORS = 4
SECONDS_BETWEEN_REQUESTS = 0.02
SECONDS_BETWEEN_EDITS = 10
SECONDS_UNTIL_SEEN = 1
IMPORTED = 1_000
MEMORY_BAR = 1.10
HIT_BAR = 20
PUBLISH = """
import sys, time
import django
django.setup()
from pages.models import StandardPage
page = StandardPage.objects.live().first()
for line in sys.stdin:
    page.title = f"Soaked {line.strip()}"
    page.save_revision().publish()
    print(page.url, flush=True)
"""


class Visitors:
    """Threads that ask for random addresses on connections of their own, and note what they get."""

    def __init__(self, stack, addresses):
        self.stack, self.addresses = stack, addresses
        self.over = threading.Event()
        self.answers, self.errors = [], Counter()

    def start(self):
        self.threads = [threading.Thread(target=self.visit, args=(n,)) for n in range(VISITORS)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def visit(self, number):
        choice = random.Random(number)
        # The second address is asked for half as often as the first, the third a third as often, and so on.
        weights = [1 / rank for rank in range(1, len(self.addresses) + 1)]
        port = self.stack.ports["https"]
        connection = HTTPSConnection("127.0.0.1", port, context=unverified(), timeout=30)
        with closing(connection):
            while not self.over.is_set():
                self.ask(connection, *choice.choices(self.addresses, weights))
                time.sleep(SECONDS_BETWEEN_REQUESTS)

    def ask(self, connection, address):
        begun = time.perf_counter()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
        except Exception as error:
            self.errors[type(error).__name__] += 1
            connection.close()
            return
        took = time.perf_counter() - begun
        if answer.status >= 400:
            self.errors[answer.status] += 1
        kind = answer.headers["X-Cache"]
        if kind == "hit" and answer.headers["Age"] == "0":
            kind = "just made"  # and perhaps waited for
        self.answers.append((kind, took))


class Editor:
    """A process that publishes a page whenever it is told to."""

    def __init__(self, stack):
        self.stack, self.edits, self.late = stack, 0, 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", PUBLISH],
            cwd=ROOT,
            env=stack.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def publish(self):
        """Publish a title, and count the edit as late if it isn't at the edge within a second."""
        self.edits += 1
        print(self.edits, file=self.process.stdin, flush=True)
        address = self.process.stdout.readline().strip()
        path = re.sub(r"^https?://[^/]+", "", address)
        begun, asked_at = time.monotonic(), 0
        while f"Soaked {self.edits}<" not in self.stack.ask(path)[2]:
            asked_at = time.monotonic() - begun
        # The last answer that was outdated.
        self.late += asked_at > SECONDS_UNTIL_SEEN

    def stop(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


def addresses_of(stack):
    """Return 200 addresses: those of the site map, and lists on many days."""
    found = re.findall(r"<loc>https://[^/]+(/[^<]*)</loc>", stack.ask("/sitemap.xml")[2])
    found += [
        f"/{records}/?on=2024-{month:02}-{day:02}"
        for records in ("members", "places")
        for month in range(1, 13)
        for day in (1, 9, 17, 25)
    ]
    return found[:ADDRESSES]


def memory(stack):
    """Return the megabytes of memory that only the application servers' processes use."""
    total = 0
    for name in SERVERS:
        parent = stack.processes[name].pid
        children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True)
        for pid in (parent, *children.stdout.split()):
            with open(f"/proc/{pid}/smaps_rollup") as report:
                text = report.read()
            total += sum(map(int, re.findall(r"Private_\w+: +(\d+) kB", text)))
    return total / 1024


def write_roster(path):
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["First name", "Last name"])
        rows.writerows((f"Soak{number}", f"Madeup{number}") for number in range(IMPORTED))


def soak(stack, seconds):
    """Put the stack under load, and print what came of it; return whether every bar was met."""
    roster, imported = stack.folder / "roster.csv", []
    write_roster(roster)

    def load_roster():
        imported.append(stack.run("manage.py", "import_roster", str(roster), "--commit"))

    visitors, editor = Visitors(stack, addresses_of(stack)), Editor(stack)
    middle = threading.Timer(seconds / 2, load_roster)
    visitors.start()
    middle.start()
    begun, warm = time.monotonic(), None
    while time.monotonic() < begun + seconds:
        due = time.monotonic() + SECONDS_BETWEEN_EDITS
        editor.publish()
        if warm is None and time.monotonic() > begun + seconds / 4:
            warm = memory(stack)
        time.sleep(max(0, due - time.monotonic()))
    middle.join()
    visitors.stop()
    editor.stop()
    return report(visitors, editor, warm, memory(stack), imported)


def report(visitors, editor, warm, at_the_end, imported):
    hits = sorted(took for cache, took in visitors.answers if cache == "hit")
    kinds = Counter(cache for cache, _ in visitors.answers)
    median, slowest = statistics.median(hits), hits[int(len(hits) * 0.99)]
    print(
        f"{len(visitors.answers)} answers from {len(visitors.addresses)} addresses: {dict(kinds)}"
    )
    print(f"{visitors.errors.total()} errors {dict(visitors.errors)}")
    print(f"{editor.edits} edits, of which {editor.late} weren't at the edge within a second")
    print(f"import: {imported[0].strip().splitlines()[-1] if imported else 'failed'}")
    print(f"hits: median {median * 1000:.1f} ms, 99th percentile {slowest * 1000:.1f} ms")
    print(f"memory: {warm:.0f} MB after warm-up, {at_the_end:.0f} MB at the end")
    return all(
        (
            not visitors.errors,
            not editor.late,
            imported,
            at_the_end <= warm * MEMORY_BAR,
            slowest <= median * HIT_BAR,
        )
    )


if __name__ == "__main__":
    with whole_stack() as stack:
        met = soak(stack, int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
    sys.exit(None if met else "A bar was missed.")

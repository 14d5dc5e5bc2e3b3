"""The deployment as a whole: what visitors get while a page changes, and while a part of it is down."""

import re
import signal
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException

import pytest

from scripts.stack import EDITOR, PASSWORD, SERVERS, wait_until

pytestmark = [
    pytest.mark.stack,
    *(pytest.mark.needs(tool) for tool in ("browser", "nginx", "varnishd", "redis", "postgresql")),
]

SEEN = ("/", "/members/", "/wins/", "/news/", "/topics/", "/places/", "/sitemap.xml", "/robots.txt")
READS = 1_000
#: Changes by another process than the servers', and an address that shows each of them.
CHANGES = {
    "update": (
        "/members/",
        """
from members.models import Person
person = Person.objects.filter(is_sample=True).earliest("sort_name")
Person.objects.filter(pk=person.pk).update(name="Updated Person")
""",
    ),
    "import": (
        "/data/",
        """
from pathlib import Path
from django.core.management import call_command
from tempfile import TemporaryDirectory
with TemporaryDirectory() as folder:
    Path(folder, "people.csv").write_text("First name,Last name\\nImported,Madeup")
    call_command("import_roster", f"{folder}/people.csv", commit=True)
""",
    ),
    "merge": (
        "/members/",
        """
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import Person
merge(suggested(*Person.objects.filter(is_sample=True).order_by("-sort_name")[:2]))
""",
    ),
    "menu": (
        "/topics/",
        """
from wagtail.models import Site
from core.models import NavigationSettings
menus = NavigationSettings.for_site(Site.objects.get())
menus.main_menu.pop()
menus.save()
""",
    ),
}
BANNER = """
from datetime import timedelta
from django.utils.timezone import now
from core.models import OrganizationSettings
OrganizationSettings.objects.update(alert_text="Made-up banner", alert_start=now() + timedelta(seconds=4))
"""


@pytest.fixture(scope="module")
def seen(stack):
    for address in SEEN:
        assert stack.ask(address)[0] == 200, address
    return SEEN


@pytest.fixture(scope="module")
def members(stack):
    """Addresses that no one has asked for; each test takes one."""
    locations = re.findall(
        r"<loc>https://[^/]+(/members/[^<]+)</loc>", stack.ask("/sitemap.xml")[2]
    )
    assert len(locations) > 5
    return iter(locations)


def cache_of(answer):
    return answer[1]["X-Cache"]


def title_of(answer):
    return answer[2].partition("<h1")[2].partition("</h1>")[0]


def test_the_home_page_in_a_browser(stack, browser):
    failed, page = [], browser.new_page()
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda answer: answer.status < 400 or failed.append(answer.url))
    page.goto("/", wait_until="load")
    assert "Local Progress" in page.title()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert failed == []
    page.close()
    assert cache_of(stack.ask("/")) == "hit"


def test_a_cdn_in_front_learns_what_it_may_keep(stack, seen):
    for address in seen:
        headers = stack.ask(address)[1]
        assert headers["Surrogate-Control"].startswith("max-age="), address
        assert headers["Surrogate-Key"] == "site", address
    assert stack.ask("/admin/login/")[1]["Surrogate-Control"] is None


def test_a_purge_in_the_way_of_a_cdn(stack, seen):
    body = '{"purge_everything": true}'
    for method, status in (("PURGE", 200), ("POST", 200), ("GET", 405)):
        stack.ask("/")
        assert cache_of(stack.ask("/")) == "hit"
        answer = stack.ask("/", "purge", method, body, Surrogate_Key="site")
        assert answer[0] == status, method
        assert cache_of(stack.ask("/")) == ("miss" if status == 200 else "hit")


def test_a_change_through_one_server_is_seen_at_once(stack, browser):
    pk, path = stack.sql(
        "SELECT p.id, p.url_path FROM wagtailcore_page p JOIN pages_standardpage s ON s.page_ptr_id = p.id"
        " WHERE p.live AND NOT p.has_unpublished_changes ORDER BY p.id LIMIT 1"
    ).split("|")
    address = "/" + path.split("/", 2)[2]
    new_title = "Made-up title of a test"
    readers = ("https", *SERVERS)
    assert [new_title in stack.ask(address, at=at)[2] for at in readers] == [False] * 3

    page = browser.new_page()
    page.goto("/admin/")
    page.fill("input[name=username]", EDITOR)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/pages/{pk}/edit/")
    page.fill("textarea[name=title], input[name=title]", new_title)
    with page.expect_response(is_answer_to_form) as published:
        publish(page)
    assert published.value.status == 302
    since = time.monotonic()
    wait_until(lambda: new_title in stack.ask(address)[2], "the change at the edge", 1)
    assert time.monotonic() - since < 1
    assert [new_title in stack.ask(address, at=at)[2] for at in readers] == [True] * 3
    answers = [stack.ask(address, at="edge") for _ in range(READS)]
    assert sum(new_title not in answer[2] for answer in answers) == 0
    assert {answer[0] for answer in answers} == {200}
    assert sum(cache_of(answer) == "hit" for answer in answers) > READS / 2
    assert signed_in_on_both(stack, browser)
    assert dismiss(page) == 200
    page.close()


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen_within_a_second(stack, change):
    address, code = CHANGES[change]
    before = stack.ask(address)[2]
    wait_until(lambda: cache_of(stack.ask(address)) == "hit", "a hit", 10)
    stack.run("manage.py", "shell", "--no-imports", "--command", code)
    wait_until(lambda: stack.ask(address)[2] != before, "the change at the edge", 1)
    after = stack.ask(address)[2]
    assert [stack.ask(address, at=at)[2] == after for at in SERVERS] == [True] * 2
    assert {stack.ask(address)[2] for _ in range(50)} == {after}


def test_a_banner_is_seen_within_a_second_of_its_start(stack):
    stack.run("manage.py", "shell", "--no-imports", "--command", BANNER)
    assert "Made-up banner" not in stack.ask("/")[2]
    start = float(
        stack.sql("SELECT extract(epoch FROM alert_start) FROM core_organizationsettings")
    )
    seen = []
    while (asked_at := time.time()) < start + 2:
        shown = "Made-up banner" in stack.ask("/", at="edge")[2]
        seen.append((asked_at, time.time(), shown))
    early = [shown for _, answered_at, shown in seen if answered_at < start]
    late = [shown for asked_at, _, shown in seen if asked_at > start + 1]
    assert len(early) > 10 and not any(early)
    assert len(late) > 10 and all(late)


def dismiss(page):
    """Send what the admin sends when an editor dismisses a hint."""
    return page.evaluate(
        """async () => {
            const settings = JSON.parse(document.getElementById("wagtail-config").textContent);
            const headers = {[settings.CSRF_HEADER_NAME]: settings.CSRF_TOKEN, "Content-Type": "application/json"};
            const body = JSON.stringify({"made-up-hint": true});
            const sent = await fetch(settings.ADMIN_URLS.DISMISSIBLES, {method: "PATCH", headers, body});
            return sent.status;
        }"""
    )


def is_answer_to_form(answer):
    """Leave out the pings that the editing screen posts by itself."""
    return answer.request.method == "POST" and answer.request.is_navigation_request()


def publish(page):
    page.locator("footer [data-w-dropdown-target='toggle']").last.click()
    page.locator("button[name='action-publish']").click()


def signed_in_on_both(stack, browser):
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in browser.cookies())
    return [stack.ask("/admin/", at=at, Cookie=cookies)[0] for at in SERVERS] == [200, 200]


def test_the_application_stopped(stack, seen, members, stopped):
    unseen = next(members)
    stopped(*SERVERS)
    for address in seen:
        answer = stack.ask(address)
        assert answer[0] == 200, address
    assert cache_of(answer) == "stale"
    status, headers, text = stack.ask(unseen)
    assert (status, headers["Retry-After"]) == (503, "60")
    assert "We’re mending something" in text
    for name in SERVERS:
        stack.start(name)
    wait_until(lambda: stack.ask(unseen)[0] == 200, "recovery", 30)
    wait_until(lambda: cache_of(stack.ask("/")) != "stale", "recovery", 30)


def test_one_server_stopped(stack, seen, stopped):
    stopped("first")
    for number in range(20):
        assert stack.ask(f"/members/?page={number + 1}")[0] in (200, 404)
        assert stack.ask(f"/admin/login/?{number}")[0] == 200


def test_the_edge_stopped(stack, seen, stopped):
    stopped("edge")
    for address in seen:
        status, headers, _ = stack.ask(address)
        assert (status, headers["X-Cache"]) == (200, None)


def test_the_database_stopped(stack, seen, members, stopped):
    unseen = next(members)
    stopped("database")
    for address in seen:
        assert stack.ask(address)[0] == 200, address
    status, headers, text = stack.ask(unseen)
    assert (status, headers["Retry-After"]) == (503, "60")
    assert "We’re mending something" in text
    stack.start("database")
    wait_until(lambda: stack.ask(unseen)[0] == 200, "recovery", 30)


def test_redis_stopped(stack, seen, members, stopped):
    stopped("cache")
    for address in (*seen, "/admin/login/", next(members)):
        assert stack.ask(address)[0] == 200, address
        assert {stack.ask(address, at=at)[0] for at in SERVERS} == {200}, address
    stack.start("cache")
    assert [stack.ask("/", at=at)[0] for at in SERVERS] == [200, 200]


@contextmanager
def visitors(stack, *addresses):
    """Ask for each of the addresses all the time, and yield the statuses so far."""
    statuses, stop = [], threading.Event()

    def visit(address):
        while not stop.is_set():
            try:
                statuses.append(stack.ask(address)[0])
            except (OSError, HTTPException) as error:
                statuses.append(repr(error))

    threads = [threading.Thread(target=visit, args=(address,)) for address in addresses]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_the_application_stopped_while_many_ask_for_a_page(stack, seen, stopped):
    """The edge must not keep the error that the first of them meets."""
    with visitors(stack, *["/"] * 8) as statuses:
        stopped(*SERVERS)
        asked = len(statuses)
        wait_until(partial(is_longer, statuses, asked + 300), "three hundred requests")
    assert set(statuses) == {200}
    for name in SERVERS:
        stack.start(name)
    wait_until(lambda: stack.ask("/admin/login/")[0] == 200, "recovery", 30)


def test_a_reload_of_both_servers_loses_no_request(stack, seen):
    addresses = [f"/admin/login/?{number}" for number in range(4)]
    with visitors(stack, *addresses) as statuses:
        for name in SERVERS:
            workers = boots(stack, name) + 2
            stack.processes[name].send_signal(signal.SIGHUP)
            wait_until(partial(has_booted, stack, name, workers), "the reload")
            asked = len(statuses)
            wait_until(
                partial(is_longer, statuses, asked + 20), "twenty requests to the new workers"
            )
    assert set(statuses) == {200}


def has_booted(stack, name, workers):
    return boots(stack, name) == workers


def is_longer(items, count):
    return len(items) > count


def boots(stack, name):
    return (stack.folder / f"{name}.log").read_text().count("Booting worker")

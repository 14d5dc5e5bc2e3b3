"""Requests a second for each kind of page, as a share of those of a bare Django view with the same bytes.

Everything runs on this machine in one go: two processes of gunicorn for each side, eight connections, no
compression. Needs Debian's wrk, and what `scripts/stack.py` needs.
"""

import re
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from statistics import median

from scripts.stack import ROOT, free_port, listens, program, wait_until, whole_stack

ROUNDS, SECONDS, CONNECTIONS = 3, 2, 8
PAGES = {
    "home": "/",
    "members": "/members/",
    "a member": "/members/{member}/",
    "places": "/places/",
    "a place": "/places/{place}/",
    "wins": "/wins/",
    "a win": "/wins/{win}/",
    "a campaign": "{campaign}",
    "news": "/news/",
    "topics": "/topics/",
    "find": "/find/?q=27601",
    "search": "/search/?q=housing",
}
RENDERING_BAR, SEARCHING_BAR = 1 / 60, 1 / 100
SEARCHING = ("find", "search")
REDIS_BAR, FOLDER_BAR, EDGE_BAR = 0.8, 0.4, 0.9
#: What the web server in front says; without it, the edge's server leads to https.
HEADERS = {"X-Forwarded-Proto": "https"}
#: What nginx sends of its own with a file.
OF_ANY_SERVER = (
    *("Server", "Date", "Connection", "Accept-Ranges", "ETag", "Transfer-Encoding"),
    *("Content-Type", "Content-Length", "Content-Encoding"),
)
COMPRESSED = {"Accept-Encoding": "gzip"}
#: Each kind of server, with what it is told in the environment beyond the stack's own.
SITES = {
    "rendered": {"PAGE_CACHE": "0"},
    "kept in a folder": {"REDIS_URL": ""},
    "kept in Redis": {},
}


def main():
    with whole_stack() as stack:
        named = dict(
            zip(
                NAMES,
                stack.run("manage.py", "shell", "--no-imports", "--command", FIRST_OF_EACH).split(),
                strict=True,
            )
        )
        stack.environment |= {"SECURE_SSL_REDIRECT": "0", "TRUST_PROXY": "0"}
        stack.environment["CACHE_FOLDER"] = str(stack.folder / "cache")
        print(f"{'':14}{'bare view':>12}" + "".join(f"{name:>20}" for name in SITES))
        with serving_sites(stack) as ports:
            for name, address in PAGES.items():
                compare(stack, ports, name, address.format(**named))
            measure_edge(stack)


#: The members, places and so on whose pages are asked for.
NAMES = ("member", "place", "win", "campaign")
FIRST_OF_EACH = """
from campaigns.models import CampaignPage, Win
from members.models import Person, Tenure
tenure = Tenure.objects.counted().order_by("pk").first()
print(tenure.person.slug, tenure.jurisdiction.slug, Win.objects.filter(live=True).order_by("pk").first().slug)
print(CampaignPage.objects.live().order_by("pk").first().url)
"""


@contextmanager
def serving_sites(stack):
    """Serve the site in each way; yield the ports by name."""
    ports, servers = {}, []
    try:
        for name, environment in SITES.items():
            ports[name] = free_port()
            servers.append(gunicorn(stack, "lpnc.wsgi", ports[name], environment))
        yield ports
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def gunicorn(stack, application, port, environment):
    options = ["--workers", "2", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with open(stack.folder / "bench.log", "ab") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, *options, "--log-level", "error"],
            cwd=ROOT,
            env=stack.environment | environment,
            stderr=log,
        )
    wait_until(lambda: listens(port), application)
    return server


def compare(stack, ports, name, address):
    """Print the page's figures, each the median of several rounds in turn."""
    content = fetch(ports["rendered"], address)
    file = stack.folder / "bare.html"
    file.write_bytes(content)
    bare_port = free_port()
    bare = gunicorn(stack, "scripts.bare_view", bare_port, {"BARE_CONTENT": str(file)})
    try:
        rates = rates_of({"bare view": bare_port} | ports, address)
    finally:
        bare.terminate()
        bare.wait()
    shares = {site: rates[site] / rates["bare view"] for site in SITES}
    columns = "".join(f"{share_in_words(share):>20}" for share in shares.values())
    print(f"{name:14}{rates['bare view']:>10.0f}/s{columns}", flush=True)
    slowest = SEARCHING_BAR if name in SEARCHING else RENDERING_BAR
    judge(f"{name}, rendered", shares["rendered"], slowest)
    if name not in SEARCHING:
        judge(f"{name}, kept in Redis", shares["kept in Redis"], REDIS_BAR)
        judge(f"{name}, kept in a folder", shares["kept in a folder"], FOLDER_BAR)


def share_in_words(share):
    return f"{share:.2f}" if share > 0.1 else f"1/{1 / share:.0f}"


def fetch(port, address, **headers):
    url = f"http://127.0.0.1:{port}{address}"
    request = urllib.request.Request(url, headers=HEADERS | headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def rates_of(ports, address, **headers):
    measured = {name: [] for name in ports}
    for _ in range(ROUNDS):
        for name, port in ports.items():
            measured[name].append(rate(f"http://127.0.0.1:{port}{address}", **headers))
    return {name: median(rates) for name, rates in measured.items()}


def rate(url, **headers):
    """Return the requests a second that wrk gets answered; raise AssertionError if one failed, or all."""
    options = ["--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s"]
    for name, value in (HEADERS | headers).items():
        options += ["--header", f"{name}: {value}"]
    said = subprocess.run(
        [program("wrk"), *options, url], capture_output=True, text=True, check=True
    ).stdout
    answered = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    assert answered and "Non-2xx" not in said, f"{url}: {said}"
    return answered


def measure_edge(stack):
    """Compare Varnish, which has the page, with nginx serving the same bytes as a file, with the same headers.

    Both have them compressed, as all browsers take them.
    """
    port = free_port()
    folder = stack.folder / "file"
    folder.mkdir()
    compressed = fetch(stack.ports["edge"], "/", **COMPRESSED)
    sent = stack.ask("/", at="edge")[1].items()
    quoted = (
        (name, value.replace('"', r"\"")) for name, value in sent if name not in OF_ANY_SERVER
    )
    headers = "".join(f'add_header {name} "{value}";\n' for name, value in quoted)
    (folder / "index.html").touch()
    (folder / "index.html.gz").write_bytes(compressed)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;\n"
        "events {}\n"
        f"http {{ access_log off; types {{ text/html html; }}\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}; gzip_static on;\n{headers}}} }}\n"
    )
    nginx = subprocess.Popen([program("nginx"), "-p", str(folder), "-c", str(configuration)])
    try:
        wait_until(lambda: listens(port), "nginx")
        assert fetch(port, "/", **COMPRESSED) == compressed
        rates = rates_of({"edge": stack.ports["edge"], "file": port}, "/", **COMPRESSED)
    finally:
        nginx.terminate()
        nginx.wait()
    print(
        f"home{'':10}{rates['file']:>10.0f}/s as a file from nginx, {rates['edge']:.0f}/s from the edge"
    )
    judge("home, from the edge against a file of nginx", rates["edge"] / rates["file"], EDGE_BAR)


def judge(what, share, bar):
    verdict = "met" if share >= bar else "MISSED"
    print(f"  {what}: {share_in_words(share)}, at least {share_in_words(bar)}: {verdict}.")


if __name__ == "__main__":
    main()

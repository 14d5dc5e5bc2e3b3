"""Run Lighthouse on every kind of page as on a phone, and print a table of the medians without a verdict."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.throwaway_site import throwaway_site  # noqa: E402
from tests import tools  # noqa: E402

VERSION = "12.8.2"
FOLDER = ROOT / ".tools" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
RUNS = 3
ATTEMPTS = 4


def main(kinds_wanted):
    install()
    with throwaway_site(sample_roster=False) as address:
        from tests.addresses import one_of_each

        print(
            f"{'':24}" + "".join(f"{name:>16}" for name in CATEGORIES.values()) + "   less than 100"
        )
        for kind, path in one_of_each().items():
            if kinds_wanted and kind not in kinds_wanted:
                continue
            reports = [run(address + path) for _ in range(RUNS)]
            scores = [
                round(
                    100
                    * statistics.median(report["categories"][name]["score"] for report in reports)
                )
                for name in CATEGORIES
            ]
            print(f"{kind:24}" + "".join(f"{score:16}" for score in scores), end="   ")
            print(", ".join(sorted(failed(reports[0]))), flush=True)


def install():
    package = FOLDER / "node_modules" / "lighthouse" / "package.json"
    if package.exists() and json.loads(package.read_text())["version"] == VERSION:
        return
    print(f"Installing Lighthouse {VERSION} into {FOLDER.relative_to(ROOT)}")
    command = [tools.found("npm"), "install", "--prefix", FOLDER, "--no-audit", "--no-fund"]
    subprocess.run([*command, "--silent", f"lighthouse@{VERSION}"], check=True)


def run(url):
    """Return a report; retry, because Chromium sometimes fails to record a page load."""
    for _ in range(ATTEMPTS):
        ended, report = attempt(url)
        if not ended.returncode:
            return json.loads(report)
    raise SystemExit(f"Lighthouse failed on {url}:\n{ended.stderr}")


def attempt(url):
    with tempfile.TemporaryDirectory(prefix="lpnc-lighthouse-") as folder:
        report = Path(folder, "report.json")
        command = [PROGRAM, url, "--quiet", "--output=json", f"--output-path={report}"]
        flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
        ended = subprocess.run(
            [*command, f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"],
            env={**os.environ, "CHROME_PATH": tools.browser()},
            capture_output=True,
            text=True,
            timeout=300,
        )
        return ended, report.read_text() if report.exists() else ""


def failed(report):
    """Return the failed audits outside of performance, which depends on the machine."""
    for name, category in report["categories"].items():
        if name == "performance":
            continue
        for audit in category["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if audit["weight"] and score is not None and score < 1:
                yield audit["id"]


if __name__ == "__main__":
    main(sys.argv[1:])

"""The Nu HTML checker over every public page, in one run."""

import json
import subprocess
from pathlib import PurePath

import pytest
from django.test import RequestFactory
from django.views import defaults

from tests import tools

pytestmark = pytest.mark.needs("html_checker")


BROKEN = b"<!DOCTYPE html><title>x</title><p id=a><p id=a>"


def test_every_public_page_is_valid_html(public_pages, seeded_site, client, db, settings, tmp_path):
    documents = {address: page.content for address, page in public_pages.items()}
    documents["403"] = defaults.permission_denied(RequestFactory().get("/"), Exception()).content
    documents["500"] = defaults.server_error(RequestFactory().get("/")).content
    settings.DEBUG = True
    documents["style guide"] = client.get("/styleguide/").content
    assert len(documents) > 50

    # The checker would find errors: it does in the one page that has some.
    found = errors_in({**documents, "broken": BROKEN}, tmp_path)
    assert {error.partition(":")[0] for error in found} == {"broken"}, found


#: The checker doesn't know `rel="expect"` yet, for which the HTML Standard allows `blocking`
#: (https://html.spec.whatwg.org/multipage/links.html#link-type-expect).
OUTDATED = "A “link” element with a “blocking” attribute must have a “rel” attribute whose value is “stylesheet”."


def errors_in(documents, folder):
    """`"<address>: <line> <message>"` for each error the checker finds."""
    files = []
    for number, content in enumerate(documents.values()):
        files.append(folder / f"{number}.html")
        files[-1].write_bytes(content)
    command = [*tools.html_checker(), "--format", "json", "--exit-zero-always", *files]
    report = subprocess.run(command, capture_output=True, text=True, check=True, timeout=240)
    names = list(documents)
    return [
        f"{names[int(PurePath(found['url']).stem)]}: {found.get('lastLine')} {found['message']}"
        for found in json.loads(report.stderr)["messages"]
        if found["type"] != "info" and found["message"] != OUTDATED
    ]

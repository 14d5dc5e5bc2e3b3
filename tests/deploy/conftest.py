import os

import pytest
from playwright.sync_api import sync_playwright

from scripts.stack import whole_stack
from tests import tools

# Playwright keeps an event loop running in the tests' thread, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def stack():
    """The whole stack. A test that stops a part of it starts it again."""
    with whole_stack() as stack:
        yield stack


@pytest.fixture(scope="session")
def browser(stack):
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=options)
        yield browser.new_context(base_url=stack.url, ignore_https_errors=True)
        browser.close()


@pytest.fixture
def stopped(stack):
    """Return a function that stops parts of the stack, which start again after the test."""
    names = []

    def stop(*parts):
        for name in parts:
            stack.stop(name)
            names.append(name)

    yield stop
    for name in names:
        if name not in stack.processes:
            stack.start(name)

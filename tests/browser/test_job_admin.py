"""The screens of background work: a job that runs, the file that it made, and the list."""

import pytest
from django.contrib.auth import get_user_model
from django.utils.timezone import now
from playwright.sync_api import expect

from core.jobs import BackgroundJob
from tests.browser.axe import WCAG, in_every_setting
from tests.browser.keyboard import press

pytestmark = pytest.mark.needs("browser")

LONG = "A file of 10,000 people whose titles are as long as titles get in a state of a hundred counties"


@pytest.fixture
def page(sign_in):
    page = sign_in("importer")
    yield page
    BackgroundJob.objects.all().delete()


def test_a_running_job_its_file_and_the_list(page):
    job = BackgroundJob.objects.create(
        title=LONG,
        job_by=get_user_model().objects.get(username="importer"),
        job_id="0" * 32,
        job_started_at=now(),
        job_heard_at=now(),
        job_done=1200,
        job_total=10000,
        permission="members.view_person",
        address="/admin/snippets/members/person/",
        file_name="roster-2026-11-30.xlsx",
    )
    page.goto(f"{job.url}?still=1")
    assert "1,200 of 10,000 rows have been written." in page.inner_text("main")
    is_accessible(page)
    job.finish(b"PK")
    press(page.get_by_role("link", name="Look again"))
    expect(page.get_by_text("The file is ready.")).to_be_visible()
    is_accessible(page)
    with page.expect_download() as download:
        press(page.get_by_role("link", name="Download roster-2026-11-30.xlsx"))
    assert download.value.suggested_filename == job.file_name
    page.goto("/admin/jobs/")
    is_accessible(page)
    press(page.get_by_role("link", name=LONG))
    page.wait_for_url(f"**{job.url}")


def is_accessible(page):
    assert in_every_setting(page, WCAG, ["light", "dark"]) == {}

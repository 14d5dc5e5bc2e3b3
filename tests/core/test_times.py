"""Dates and times that can't be: each is refused with a sentence, wherever it is typed."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Page
from wagtail.users.models import UserProfile

from campaigns.models import CampaignAction, Win
from core.models import OrganizationSettings
from core.times import OUT_OF_RANGE, MomentFormField, validate_date
from members.public.day import DayField
from tests import factories
from tests.admin_addresses import AdminSample

pytestmark = pytest.mark.django_db

HERE = ZoneInfo("America/New_York")
REPEATED = (
    "1:30 AM on November 1, 2026 occurs twice because the clocks go back that night. "
    "Choose an earlier or later time."
)
SKIPPED = (
    "2:30 AM on March 8, 2026 doesn’t exist because the clocks go forward that night. "
    "Choose an earlier or later time."
)


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        (date(1775, 12, 31), False),
        (date(1776, 1, 1), True),
        (date(2200, 12, 31), True),
        (date(2201, 1, 1), False),
        (datetime(1775, 12, 31, 23, 59, tzinfo=HERE), False),
        (datetime(1776, 1, 1, tzinfo=HERE), True),
        (datetime(2200, 12, 31, 23, 59, tzinfo=HERE), True),
        (datetime(2201, 1, 1, tzinfo=HERE), False),
        (datetime(2201, 1, 1, 4, 59, tzinfo=UTC), True),
        (datetime(2201, 1, 1, 5, tzinfo=UTC), False),
        (datetime(1, 1, 1, tzinfo=HERE), False),
        (datetime(9999, 12, 31, 23, 59, tzinfo=HERE), False),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), False),
        (datetime(9999, 12, 31, 23, 59), False),
        (datetime(2200, 12, 31, 23, 59), True),
    ],
)
def test_a_date_lies_between_1776_and_2200_in_north_carolina(value, allowed):
    if allowed:
        validate_date(value)
    else:
        with pytest.raises(ValidationError, match=OUT_OF_RANGE):
            validate_date(value)


def subclasses(cls):
    for subclass in cls.__subclasses__():
        yield subclass
        yield from subclasses(subclass)


def test_every_date_in_every_model_and_form_has_these_limits():
    assert get_resolver().url_patterns  # which imports every form that is declared anywhere
    columns = {
        str(field): field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField)
    }
    assert {"members.Tenure.start_first", "wagtailcore.Page.go_live_at"} < columns.keys()
    assert "core.OrganizationSettings.alert_end" in columns and len(columns) > 60
    assert [name for name, field in columns.items() if validate_date not in field.validators] == []

    typed = {
        f"{form.__module__}.{form.__name__}.{name}": field
        for form in {*subclasses(forms.BaseForm)}
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, (forms.DateField, forms.DateTimeField))
    }
    assert "members.public.day.DayForm.on" in typed
    assert [name for name, field in typed.items() if validate_date not in field.validators] == []
    assert validate_date in DayField().validators


def test_every_time_in_the_admin_is_asked_for_with_the_sites_own_field():
    for model in (OrganizationSettings, Page, Win):
        for field in model._meta.get_fields():
            if isinstance(field, models.DateTimeField):
                assert isinstance(formfield_for_dbfield(field), MomentFormField), field


def banner_form(settings, **values):
    """The form of the settings screen."""
    form = get_setting_edit_handler(OrganizationSettings).get_form_class()
    organization = {"name": "N", "short_name": "N", "social_links-count": "0"}
    return form(organization | values, instance=settings)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("9999-12-31 23:59", OUT_OF_RANGE),
        ("0001-01-01 00:00", OUT_OF_RANGE),
        ("2201-01-01 00:00", OUT_OF_RANGE),
        ("2026-11-01 01:30", REPEATED),
        ("2026-03-08 02:30", SKIPPED),
    ],
)
@pytest.mark.parametrize("name", ["alert_start", "alert_end"])
def test_a_banner_takes_no_impossible_time(name, text, sentence):
    form = banner_form(OrganizationSettings(), **{name: text})
    assert form.errors == {name: [sentence]}


@pytest.mark.parametrize("text", ["1776-01-01 00:00", "2200-12-31 23:59", "2026-11-01 02:00"])
def test_a_banner_keeps_every_time_that_it_takes(text):
    settings = OrganizationSettings.for_site(factories.HomePageFactory().get_site())
    form = banner_form(settings, alert_start=text)
    assert form.is_valid()
    form.save()
    kept = OrganizationSettings.objects.get()
    assert f"{kept.alert_start.astimezone(HERE):%Y-%m-%d %H:%M}" == text


def test_a_schedule_that_no_clock_shows_is_refused_on_the_screen(client_of):
    page = factories.StandardPageFactory()
    staff, address = client_of("Communications"), reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {"title": "T", "slug": "t", "introduction": "I", "body-count": "0"}
    times = {"go_live_at": "2026-11-01 01:30", "expire_at": "9999-12-31 23:59"}
    form = staff.post(address, data | times).context["form"]
    assert form.errors == {"go_live_at": [REPEATED], "expire_at": [OUT_OF_RANGE]}


@pytest.mark.parametrize(
    "record",
    [
        lambda: CampaignAction(title="T", label="L", url="https://e.org", ends_on=date.max),
        lambda: OrganizationSettings(alert_end=datetime(9999, 12, 31, 23, 59, tzinfo=HERE)),
        lambda: factories.StandardPageFactory.build(
            parent=None, go_live_at=datetime(1, 1, 1, tzinfo=UTC)
        ),
    ],
    ids=["a call to action", "a banner", "a schedule"],
)
def test_a_model_refuses_such_a_date_whoever_sets_it(record):
    with pytest.raises(ValidationError) as refused:
        record().clean_fields()
    assert [OUT_OF_RANGE] in refused.value.message_dict.values()


@pytest.mark.parametrize(
    "address",
    [
        "/admin/reports/site-history/results/?timestamp_from={day}",
        "/admin/reports/site-history/results/?timestamp_to={day}",
        "/admin/reports/locked/results/?locked_at_to={day}",
        "/admin/reports/workflow/results/?created_at_to={day}",
        "/admin/pages/{page.pk}/results/?latest_revision_created_at_to={day}",
        "/admin/users/results/?last_login_to={day}",
    ],
)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_filter_of_wagtails_takes_no_impossible_date(admin_client, address, day):
    page = factories.HomePageFactory()
    answer = admin_client.get(address.format(page=page, day=day))
    assert answer.status_code == 200
    assert OUT_OF_RANGE in str(answer.context["filters"].form.errors)


@pytest.mark.parametrize(
    ("column", "written", "shown"),
    [
        ("alert_start", "9999-12-31 23:59:00", False),
        ("alert_end", "9999-12-31 23:59:00", True),
        ("alert_start", "0001-01-01 00:00:00", True),
        ("alert_end", "0001-01-01 00:00:00", False),
    ],
)
def test_a_time_that_no_form_let_in_leaves_the_site_standing_and_can_be_repaired(
    client, client_of, column, written, shown
):
    """In UTC, the year 10000 on PostgreSQL, which Python can't read."""
    home = factories.HomePageFactory()
    OrganizationSettings.objects.create(site=home.get_site(), alert_text="Vote!")
    zone = " America/New_York" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_organizationsettings SET {column} = %s", [f"{written}{zone}"])
    page = client.get("/")
    assert page.status_code == 200 and ("Vote!" in page.text) is shown
    staff = client_of("Communications")
    screen = reverse(
        "wagtailsettings:edit", args=["core", "organizationsettings", home.get_site().pk]
    )
    form = staff.get(screen).context["form"]
    assert form[column].value() is not None
    saved = staff.post(screen, {"name": "N", "short_name": "N", "social_links-count": "0"})
    assert saved.status_code == 302
    assert getattr(OrganizationSettings.objects.get(), column) is None


def test_nobody_types_times_of_another_zone(home, admin_client, admin_user):
    crafted = {"locale-current_time_zone": "America/Los_Angeles"}
    assert "time_zone" not in admin_client.get("/admin/account/").text
    admin_client.post("/admin/account/", crafted)
    profile = UserProfile.get_for_user(admin_user)
    assert profile.get_current_time_zone() == "America/New_York"
    profile.save()
    assert UserProfile.objects.values_list("current_time_zone", flat=True).get() == ""


def move_account(user, zone):
    """Put a time zone on file for the account, as an older version or another program could have."""
    UserProfile.get_for_user(user)
    UserProfile.objects.filter(user=user).update(current_time_zone=zone)
    stored = UserProfile.objects.filter(user=user).values_list("current_time_zone", flat=True)
    assert stored.get() == zone


def test_a_schedule_means_the_same_time_whatever_zone_an_account_has_on_file(
    admin_client, admin_user
):
    page = factories.StandardPageFactory()
    move_account(admin_user, "America/Los_Angeles")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {"title": "T", "slug": "t", "introduction": "I", "body-count": "0"}
    comments = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    schedule = {"go_live_at": "2126-07-01 21:00", "action-publish": "yes"}
    saved = admin_client.post(address, data | comments | schedule)
    assert saved.status_code == 302
    scheduled = Page.objects.get(pk=page.pk).scheduled_revision
    assert scheduled.approved_go_live_at == datetime(2126, 7, 2, 1, tzinfo=UTC)
    form = admin_client.get(address).context["form"]
    assert form["go_live_at"].value() == datetime(2126, 7, 1, 21)
    assert 'value="2126-07-01 21:00"' in admin_client.get(address).text


MONTHS = "January February March April May June July August September October November December"
SHOWN = re.compile(
    rf"(?:{'|'.join(month[:3] for month in MONTHS.split())})\w*\.? \d{{1,2}}, \d{{4}}"
    r"|\b\d{4}-\d\d-\d\d|\b\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?",
    re.IGNORECASE,
)


def times_shown(user, addresses):
    """`{address: the dates and times on its screen}`, without screens that show none."""
    client = Client()
    client.force_login(user)
    cookies = client.cookies.output(header="", sep=";")
    shown = {}
    for address in addresses:
        screen = client.get(address)
        client.cookies.load(cookies)  # one of the screens signs out
        if screen.status_code == 200 and screen["Content-Type"].startswith("text/html"):
            shown[address] = SHOWN.findall(screen.text)
    return {address: times for address, times in shown.items() if times}


@pytest.mark.same_on_every_database("a zone is chosen before any query")
def test_every_screen_shows_the_same_times_whatever_zone_an_account_has_on_file(home, admin_user):
    with time_machine.travel(datetime(2026, 7, 1, 0, 30, tzinfo=HERE), tick=False):
        addresses = [*AdminSample().addresses().values()]
        shown = {}
        for zone in ("", "America/Los_Angeles"):
            move_account(admin_user, zone)
            shown[zone] = times_shown(admin_user, addresses)
    assert len(shown[""]) > 50
    assert shown[""] == shown["America/Los_Angeles"]

"""Actions that no role may take on the home page, the site, and other people's drafts."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.utils import get_supported_extensions
from wagtail.models import Page, Site

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["Communications", "Administrators"])
@pytest.mark.parametrize("action", ["delete", "unpublish", "move", "publish", "copy"])
def test_the_admins_api_only_reads(home, client_of, role, action):
    page, staff = factories.StandardPageFactory(), client_of(role)
    for one in (home, page):
        address = f"/admin/api/main/pages/{one.pk}/action/{action}/"
        data = {"destination_page_id": home.pk, "position": "last-child"}
        answer = staff.post(address, data, content_type="application/json")
        assert answer.status_code in (400, 403, 404, 405)
    assert Page.objects.filter(pk__in=[home.pk, page.pk], live=True).count() == 2
    assert Site.objects.exists()


@pytest.mark.parametrize("role", ["Communications", "Administrators"])
def test_the_home_page_stays_published(home, client_of, role):
    staff = client_of(role)
    staff.post(reverse("wagtailadmin_pages:unpublish", args=[home.pk]))
    staff.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={home.pk}")
    assert Page.objects.get(pk=home.pk).live


def test_the_site_is_for_superusers(home, client_of, admin_client):
    site = Site.objects.get()
    address = reverse("wagtailsites:edit", args=[site.pk])
    data = {"hostname": "elsewhere.example", "port": 80, "site_name": "", "root_page": home.pk}
    for role in ("Communications", "Roster editors", "Administrators"):
        assert client_of(role).post(address, data).status_code == 302
    site.refresh_from_db()
    assert site.is_default_site and site.hostname != "elsewhere.example"
    assert admin_client.get(address).status_code == 200


def test_redirects_come_in_as_text_alone():
    assert get_supported_extensions() == ("csv", "tsv")


def test_a_move_tells_no_title_to_those_who_may_not_move_the_page(home, client_of):
    draft = factories.StandardPageFactory(title="Canary draft", live=False)
    parent = factories.StandardPageFactory()
    address = reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, parent.pk])
    assert "Canary" not in client_of("Roster editors").get(address, follow=True).text
    assert "Canary" in client_of("Communications").get(address).text

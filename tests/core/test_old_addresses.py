"""Old addresses lead on, and mailings make no second address of a page."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded_site")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/state-organizing/north-carolina/", "/"),
        ("/state-organizing/north-carolina", "/"),
        ("/state-organizing/north-carolina/?utm_source=mail", "/?utm_source=mail"),
        (
            "/2024/06/06/lpnc-state-download-protecting-local-democracy/",
            "/news/state-download-june-2024/",
        ),
        ("/2023/08/01/using-federal-funds-to-create/", "/news/using-federal-funds/"),
        ("/2023/08/01/using-federal-funds-/", "/news/using-federal-funds/"),
        ("/?p=11180", "/news/"),
        ("/?p=13754", "/news/"),
        ("/?p=13754&utm_source=mail", "/news/?utm_source=mail"),
    ],
)
def test_old_addresses_lead_to_their_new_ones(client, old, new):
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/2024/06/06/", "/2024/06/07/lpnc-state-download-x/", "/state-organizing/", "/nothing/"],
)
def test_other_addresses_are_missing(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "noindex" in response.text


@pytest.mark.parametrize("number", ["1", "abc", "-1", "²", "", "9" * 18, "011180"])
def test_an_unknown_number_is_the_home_page(client, number):
    assert client.get("/", {"p": number}).status_code == 200


def canonical(client, address):
    document = BeautifulSoup(client.get(address).content, "html.parser")
    assert (
        document.find("meta", property="og:url")["content"]
        == document.find("link", rel="canonical")["href"]
    )
    return document.find("link", rel="canonical")["href"]


@pytest.mark.parametrize("path", ["/", "/about/", "/members/", "/topics/", "/news/"])
@pytest.mark.parametrize(
    "parameters",
    ["", "?utm_source=mail&utm_campaign=x", "?emci=1&emdi=2&ceid=3", "?page=1", "?fbclid=x"],
)
def test_parameters_of_mailings_make_no_second_address(client, path, parameters):
    assert canonical(client, path + parameters) == settings.BASE_URL + path


def test_a_further_page_of_a_list_is_an_address_of_its_own(client):
    assert (
        canonical(client, "/members/?page=2&utm_source=mail")
        == f"{settings.BASE_URL}/members/?page=2"
    )
    assert canonical(client, "/members/?page=02") == f"{settings.BASE_URL}/members/?page=2"


@pytest.mark.parametrize("address", ["http://[x", "//[::1", "https://]/a/"])
def test_an_old_address_that_is_none_is_refused_in_words(admin_client, address):
    redirect = {"old_path": address, "redirect_link": "/news/", "is_permanent": "on"}
    response = admin_client.post("/admin/redirects/add/", redirect)
    assert response.status_code == 200
    assert "This can’t be an address." in response.text

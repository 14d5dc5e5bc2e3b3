import pytest

from tests.factories import DocumentFactory, ResourceIndexPageFactory, ResourcePageFactory

pytestmark = pytest.mark.django_db


def test_newest_year_first_then_by_title(client):
    index = ResourceIndexPageFactory()
    for title, year in (("B", 2023), ("C", 2024), ("A", 2023)):
        ResourcePageFactory(title=title, year=year)
    assert [page.title for page in client.get(index.url).context["resources"]] == ["C", "A", "B"]


def test_an_empty_library_says_so(client):
    assert "There is nothing in the library yet." in client.get(ResourceIndexPageFactory().url).text


def test_a_resource_offers_its_file(client):
    document = DocumentFactory(title="The whole toolkit")
    text = client.get(ResourcePageFactory(document=document).url).text
    assert document.url in text
    assert "The whole toolkit" in text


def test_a_resource_outlives_its_file(client):
    page = ResourcePageFactory(document=DocumentFactory())
    page.document.delete()
    assert client.get(page.url).status_code == 200

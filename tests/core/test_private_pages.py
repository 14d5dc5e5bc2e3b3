"""Private pages reveal nothing, at any address, to anyone without access."""

from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from campaigns.models import Priority, Win
from core.models import Topic
from core.visibility import is_published, published
from members.models import Person
from tests import addresses, factories
from tests.members.canaries import Canaries
from tests.members.crawling import asked
from tests.members.factories import CityFactory, MemberFactory
from tests.private_pages import KINDS, MAKERS, PASSWORD, make_private_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def canaries(home):
    """Canaries planted in private pages that public pages could leak."""
    planted = Canaries()
    make_private_pages(planted, person=MemberFactory(), place=CityFactory())
    return planted


def password_addresses():
    """Return the password address of every page, whatever restriction it names."""
    restriction = PageViewRestriction.objects.first()
    return [password_address(restriction.pk, page.pk) for page in Page.objects.all()]


def password_address(restriction, page):
    return reverse("wagtailcore_authenticate_with_password", args=[restriction, page])


def record_addresses():
    """Each list and each record that the private pages name or that names them."""
    person, topic = Person.objects.get(), Topic.objects.get()
    win, priority = Win.objects.get(), Priority.objects.get()
    records = (person, win.jurisdiction, topic, win, priority)
    words = (topic.name, person.name, "running", "open")
    return [
        *(record.get_absolute_url() for record in records),
        *(f"/{name}/" for name in ("members", "places", "topics", "priorities", "wins", "find")),
        *(f"/search/?q={word}" for word in words),
        *("/sitemap.xml", "/news/feed/", "/wins/feed/", "/wins/data.csv", "/wins/data.json"),
        *("/data/", "/no-such-page/"),
    ]


def test_no_public_answer_holds_a_word_of_a_private_page(canaries):
    private = Page.objects.filter(slug__in=canaries.places)
    shared = [reverse("share_image", args=[page.pk, "x"]) for page in private]
    pages = list(filter(None, addresses.every_page()))
    groups = [pages, password_addresses(), shared, record_addresses()]
    answers = {address: asked(Client(), address) for group in groups for address in group}
    assert canaries.leaks(answers) == {}
    statuses = Counter(answers[page.url].status for page in private)
    assert statuses == {200: 9, 302: 10}
    visited = [Counter(answers[address].status for address in group) for group in groups]
    opened = len(pages) - len(private)
    assert visited == [
        {200: opened + 9, 302: 10},
        {200: len(password_addresses())},
        {404: len(private)},
        {200: len(record_addresses()) - 2, 302: 1, 404: 1},
    ]
    assert opened == 6 and len(canaries.places) > 130


def test_the_words_of_private_pages_find_nothing(canaries, client):
    kinds = list(canaries.kinds.values())[::20]
    for word in kinds:
        assert not client.get("/search/", {"q": word}).context["pages"].object_list
    assert len(kinds) > 6
    PageViewRestriction.objects.all().delete()
    assert client.get("/search/", {"q": kinds[0]}).context["pages"].object_list


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_private_site_says_nothing_of_its_front_page(client, kind):
    home = factories.HomePageFactory(
        title="qxz00001zj", share_image=factories.ImageFactory(description="qxz00002zj")
    )
    restriction = PageViewRestriction.objects.create(page=home, restriction_type=kind)
    asked = ["/", "/members/", "/search/?q=qxz", "/sitemap.xml", "/no-such-page/"]
    asked.append(password_address(restriction.pk, home.pk))
    for address in asked:
        assert not Canaries().found_in(client.get(address).text), address
    assert client.get(reverse("share_image", args=[home.pk, "x"])).status_code == 404


def test_the_password_page_is_neutral_and_kept_by_nobody(home, client):
    page = factories.StandardPageFactory()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password")
    for address in (page.url, password_address(restriction.pk, page.pk)):
        response = client.get(address)
        shown = BeautifulSoup(response.content, "html.parser")
        said = {
            meta.get("name") or meta.get("property"): meta["content"]
            for meta in shown("meta", content=True)
        }
        assert shown.title.text.startswith("Password required |")
        assert said["description"] == said["og:description"] == "Enter the password you were given."
        assert said["robots"] == "noindex"
        assert {"private", "no-store"} <= kept(response)


def kept(response):
    return {rule.strip() for rule in response["Cache-Control"].split(",")}


def test_the_password_opens_a_page_that_nothing_keeps(home, client):
    page = factories.StandardPageFactory(introduction="For those who know.")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password=PASSWORD
    )
    address = password_address(restriction.pk, page.pk)
    wrong = client.post(address, {"password": "wrong", "return_url": page.url})
    assert page.introduction not in wrong.text and page.title not in wrong.text
    response = client.post(address, {"password": PASSWORD, "return_url": page.url}, follow=True)
    assert response.redirect_chain == [(page.url, 302)]
    assert page.introduction in response.text
    assert {"private", "no-store"} <= kept(response)


def test_a_password_leads_to_no_other_site(home, client):
    restriction = PageViewRestriction.objects.create(
        page=home, restriction_type="password", password=PASSWORD
    )
    address = password_address(restriction.pk, home.pk)
    elsewhere = {"password": PASSWORD, "return_url": "https://example.org/"}
    assert client.post(address, elsewhere)["Location"] == "/"


@pytest.mark.parametrize("make", MAKERS)
def test_an_alias_of_a_private_page_is_as_private(home, make):
    page = make()
    alias = page.create_alias(parent=page.get_parent(), update_slug="alias")
    further = alias.create_alias(parent=page.get_parent(), update_slug="further")
    for one in (page, alias, further):
        assert is_published(Page.objects.get(pk=one.pk))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for one in (page, alias, further):
        assert not is_published(Page.objects.get(pk=one.pk))
        assert not is_published(type(page).objects.get(pk=one.pk))
        assert one.pk not in published().values_list("pk", flat=True)


def test_links_of_running_text_to_what_is_no_page_stay_words(home, client):
    text = '<p><a linktype="page" id="{}">Words</a></p>'
    body = [("text", text.format(pk)) for pk in ("x", 9**9, "", home.pk)]
    shown = client.get(factories.StandardPageFactory(body=body).url).text
    assert shown.count("<a>Words</a>") == 3
    assert shown.count('<a href="/">Words</a>') == 1


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_signing_in_through_the_admin_leads_back_to_the_page(home, client, kind):
    page = factories.StandardPageFactory(introduction="For those signed in.")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    group = Group.objects.get(name="Communications")
    restriction.groups.add(group)
    user = get_user_model().objects.create_user("somebody", password=PASSWORD)
    user.groups.add(group)
    response = client.get(page.url, follow=True)
    login = f"{reverse('wagtailadmin_login')}?next={page.url}"
    assert response.redirect_chain[-1] == (login, 302)
    assert all(
        {"private", "no-store"} <= kept(answer) for answer in (client.get(page.url), response)
    )
    given = {"username": "somebody", "password": PASSWORD, "next": page.url}
    response = client.post(login, given, follow=True)
    assert response.redirect_chain == [(page.url, 302)]
    assert page.introduction in response.text
    assert {"private", "no-store"} <= kept(response)


def test_whoever_is_signed_in_and_not_let_in_is_told_so(home, client_of):
    page = factories.StandardPageFactory(title="For a few")
    PageViewRestriction.objects.create(page=page, restriction_type="groups")
    response = client_of("Communications").get(page.url, follow=True)
    assert response.status_code == 403
    assert page.title not in response.text


@pytest.mark.parametrize("following", ["", "?next=", "?next=https://example.org/"])
def test_the_bare_sign_in_leads_to_the_admins(client, client_of, home, following):
    response = client.get(f"/_util/login/{following}", follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("wagtailadmin_login"))
    given = {"username": "Communications", "password": "Communications"}
    client_of("Communications")
    response = client.post(response.redirect_chain[-1][0], given)
    assert response["Location"] == reverse("wagtailadmin_home")


@pytest.fixture
def private_document(home):
    collection = Collection.get_first_root_node().add_child(name="Closed")
    inner = collection.add_child(name="Inner")
    document = factories.DocumentFactory(title="qxz00001zj", collection=inner, file__data=b"Words")
    document.restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=PASSWORD
    )
    return document


def test_the_password_form_of_a_file_says_nothing_of_it(private_document, client):
    form = reverse("wagtaildocs_authenticate_with_password", args=[private_document.restriction.pk])
    for address in (private_document.url, form):
        response = client.get(address)
        assert "Password required" in response.text and "noindex" in response.text
        assert not Canaries().found_in(response.text)
        assert {"private", "no-store"} <= kept(response)


def test_a_private_file_is_kept_by_nobody(private_document, client):
    form = reverse("wagtaildocs_authenticate_with_password", args=[private_document.restriction.pk])
    given = {"password": PASSWORD, "return_url": private_document.url}
    response = client.post(form, given, follow=True)
    assert b"".join(response) == b"Words"
    assert {"private", "no-store"} <= kept(response)
    answer = client.get("/search/", {"q": private_document.title})
    assert answer.context["results"] == []


def test_a_public_file_may_be_kept(home, client):
    response = client.get(factories.DocumentFactory(file__data=b"Words").url)
    assert b"".join(response) == b"Words" and "Cache-Control" not in response


def test_a_file_for_those_signed_in_leads_to_the_admins_sign_in(private_document, client):
    CollectionViewRestriction.objects.update(restriction_type="login")
    response = client.get(private_document.url, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("wagtailadmin_login"))
    assert {"private", "no-store"} <= kept(client.get(private_document.url))


def replace_file(document, name="qxz00002zj.pdf"):
    """Give the document another file under another name; return its old address."""
    old = document.url
    document.file = ContentFile(b"New words", name)
    document.save()
    assert document.url != old
    return old


def test_an_old_name_of_a_public_file_leads_to_its_new_one(home, client):
    document = factories.DocumentFactory(file__data=b"Words")
    old = replace_file(document, "new words.pdf")
    response = client.get(f"{old}?utm_source=mail&emci=1", follow=True)
    [(address, status)] = response.redirect_chain
    assert status == 302 and urlsplit(address).path == document.url
    assert parse_qs(urlsplit(address).query) == {"utm_source": ["mail"], "emci": ["1"]}
    assert b"".join(response) == b"New words"
    document.delete()
    assert client.get(old).status_code == 404


def test_an_old_name_of_a_private_file_asks_for_the_password_first(private_document, client):
    old = replace_file(private_document)
    response = client.get(old)
    assert "Password required" in response.text and not Canaries().found_in(response.text)
    assert {"private", "no-store"} <= kept(response)
    form = reverse("wagtaildocs_authenticate_with_password", args=[private_document.restriction.pk])
    opened = client.post(form, {"password": PASSWORD, "return_url": old}, follow=True)
    assert opened.redirect_chain == [(old, 302), (private_document.url, 302)]
    assert b"".join(opened) == b"New words"
    for response in (client.get(old), opened):
        assert {"private", "no-store"} <= kept(response)


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_an_old_name_of_a_file_for_a_few_tells_no_one_else_the_new_one(
    private_document, client, client_of, kind
):
    CollectionViewRestriction.objects.update(restriction_type=kind)
    old = replace_file(private_document)
    response = client.get(old)
    assert response["Location"] == f"/_util/login/?next={old}"
    assert {"private", "no-store"} <= kept(response)
    signed_in = client_of("Communications").get(old)
    leads_on = signed_in["Location"] == private_document.url
    assert leads_on is (kind == "login") and {"private", "no-store"} <= kept(signed_in)


@pytest.mark.parametrize("levels", [1, 2, 3, 4])
def test_an_alias_of_what_is_below_a_private_page_is_as_private(home, client, levels):
    private = factories.StandardPageFactory(title="Shut")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    alias = factories.StandardPageFactory(parent=private, title="Canary below")
    for level in range(levels):
        alias = alias.create_alias(parent=home, update_slug=f"alias-{level}")
    assert "Canary" not in client.get(f"/alias-{levels - 1}/").text
    assert not published().filter(pk=alias.pk).exists()
    below = factories.StandardPageFactory(parent=alias, title="Canary of its own")
    further = below.create_alias(parent=home, update_slug="further")
    for page in (below, further):
        assert not published().filter(pk=page.pk).exists()
        assert not is_published(page)
        assert "Canary" not in client.get(page.url).text


@pytest.mark.parametrize("old_path", ["/old", "/ol*", "/?p=7"])
def test_a_redirect_doesnt_tell_where_a_closed_page_is(home, client, old_path):
    page = factories.StandardPageFactory(slug="canary-slug")
    Redirect.add_redirect(old_path=old_path, redirect_to=page)
    asked = old_path.replace("*", "d")
    assert client.get(asked).headers["Location"].endswith("/canary-slug/")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "canary" not in client.get(asked).headers.get("Location", "")
    restriction.delete()
    page.unpublish()
    assert "canary" not in client.get(asked).headers.get("Location", "")

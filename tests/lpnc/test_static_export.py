"""A static copy holds the public site, is whole, and leads nowhere that isn't there."""

import re
from html import unescape
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction

from lpnc.static_export.addresses import address_of, file_of
from lpnc.static_export.export import MARKER, refuse_foreign
from lpnc.static_export.links import with_links
from members.public import people
from tests import factories
from tests.members.canaries import Canaries
from tests.members.factories import CityFactory, MemberFactory
from tests.private_pages import make_private_pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.same_on_every_database("a copy of what visitors are shown"),
]
LIVE = "https://lpnc.example.org"


@pytest.fixture(autouse=True)
def live_site(home, settings, monkeypatch):
    factories.NewsIndexPageFactory(title="News", slug="news")
    settings.BASE_URL, settings.ALLOWED_HOSTS = LIVE, ["lpnc.example.org"]
    monkeypatch.setattr(people, "PEOPLE_PER_PAGE", 2)


def export(folder):
    """Export to the folder; return `{path: content}` of its files."""
    call_command("export_static", str(folder), stdout=StringIO())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def page(body=(), **values):
    return factories.StandardPageFactory(title="A page", slug="a-page", body=body, **values)


def text(html):
    return "text", f"<p>{html}</p>"


def test_the_copy_is_whole(tmp_path, settings):
    MemberFactory.create_batch(3)
    factories.WinFactory()
    document = factories.DocumentFactory(file=ContentFile(b"of paper", "paper.txt"))
    link = f'<a linktype="document" id="{document.pk}">A paper</a>'
    target = page([text(link), text('<a href="/wins/?kind=ordinance#log">Filtered</a>')])
    Redirect.objects.create(old_path="/an-old-page", redirect_page=target)
    Redirect.objects.create(old_path="/archive/*", redirect_page=target)
    Redirect.objects.create(old_path="/?p=7", redirect_page=target)
    settings.SECURITY_CONTACT = "security@example.org"
    files = export(tmp_path / "copy")

    expected = {
        "index.html",
        "a-page/index.html",
        "members/index.html",
        "members/page-2/index.html",
    }
    expected |= {"404.html", ".well-known/security.txt"}
    expected |= {"robots.txt", "sitemap.xml", "favicon.ico", "wins/feed/index.xml", "wins/data.csv"}
    expected |= {document.url.lstrip("/"), "static/css/main.css", "static/js/map.js"}
    assert expected <= set(files)
    assert files[document.url.lstrip("/")] == b"of paper"
    assert b'href="/wins/#log"' in files["a-page/index.html"]
    assert b'href="/members/page-2/"' in files["members/index.html"]
    assert f'rel="canonical" href="{LIVE}/a-page/"'.encode() in files["a-page/index.html"]
    moved = files["an-old-page/index.html"].decode()
    assert 'content="0; url=/a-page/"' in moved and f'href="{LIVE}/a-page/"' in moved
    redirects = files["_redirects"].decode().splitlines()
    assert {"/an-old-page /a-page/", "/archive/* /a-page/", "/?p=7 /a-page/"} <= set(redirects)
    assert dead_links(files) == []


def dead_links(files):
    """Return the links from the copy's pages into it that no file stands for, as a web server has it."""
    found = []
    pages = [(path, content.decode()) for path, content in files.items() if path.endswith(".html")]
    assert len(pages) > 10
    for path, html in pages:
        for link in re.findall(r'\s(?:href|src)="(/[^"]*)"', html):
            name = unescape(link).partition("#")[0].lstrip("/")
            if not {name, f"{name}index.html"} & set(files):
                found.append((path, link))
    return found


def test_each_form_gives_way_to_where_it_works(tmp_path):
    html = export(tmp_path / "copy")["members/index.html"].decode()
    assert "<form" not in html
    assert "This form doesn’t work in this copy of the site." in html
    assert f'<a href="{LIVE}/members/">lpnc.example.org</a>' in html
    assert f'<a class="more" href="{LIVE}/search/">' in html


def test_nothing_private_is_in_the_copy(tmp_path):
    canaries = Canaries()
    make_private_pages(canaries, person=MemberFactory(), place=CityFactory())
    closed = Collection.get_first_root_node().add_child(name="For staff")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = factories.DocumentFactory(
        collection=closed, file=ContentFile(canaries.new("document").encode(), "closed.txt")
    )
    links = [
        f'<a linktype="document" id="{document.pk}">For staff</a>',
        f'<a href="{document.file.url}">Not served</a>',
    ]
    page([text(link) for link in links])
    files = export(tmp_path / "copy")
    everything = b"\n".join([*files.values(), *(path.encode() for path in files)]).decode("latin-1")
    assert canaries.found_in(everything) == set()
    assert f'href="{LIVE}{document.url}"'.encode() in files["a-page/index.html"]
    assert len(canaries.places) > 130 and len(files) > 50


def test_a_dead_link_is_named_with_its_page_and_the_earlier_copy_stays(tmp_path):
    folder = tmp_path / "copy"
    before = export(folder)
    page([text('<a href="/nowhere/">Nowhere</a> <a href="/static/manage.py">Not served</a>')])
    with pytest.raises(CommandError) as raised:
        export(folder)
    assert str(raised.value).splitlines() == [
        "Dead links:",
        "/nowhere/ (404), on /a-page/",
        "/static/manage.py (FileNotFoundError), on /a-page/",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy"]
    assert (folder / "index.html").read_bytes() == before["index.html"]


def test_a_new_copy_takes_the_place_of_the_one_before(tmp_path, monkeypatch):
    folder = tmp_path / "copy"
    for end in ("_writing", "_previous"):  # as a killed run leaves them
        left = tmp_path / f"copy{end}"
        left.mkdir()
        (left / MARKER).touch()
        (left / "old.html").touch()
    assert "old.html" not in export(folder)
    assert "a-page/index.html" not in export(folder)
    page()
    assert "a-page/index.html" in export(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_folder_with_anything_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").touch()
    with pytest.raises(CommandError, match="isn’t a copy that this command made"):
        export(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    (tmp_path / MARKER).touch()
    refuse_foreign(tmp_path)


@pytest.mark.parametrize(
    ("link", "address", "file"),
    [
        ("?page=2", "/wins/?page=2", "wins/page-2/index.html"),
        ("?page=1", "/wins/", "wins/index.html"),
        ("?kind=ordinance&page=2", "/wins/", "wins/index.html"),
        (f"{LIVE}/wins/data.csv?x=1", "/wins/data.csv", "wins/data.csv"),
        ("/caf%C3%A9/#menu", "/caf%C3%A9/", "café/index.html"),
        (LIVE, "/", "index.html"),
    ],
)
def test_each_address_has_a_file(link, address, file):
    assert address_of(link, "/wins/") == address
    assert file_of(address) == file


@pytest.mark.parametrize("link", ["mailto:a@example.org", "https://example.org/", "//[", "data:,"])
def test_other_links_are_none_of_the_sites(link):
    assert address_of(link, "/wins/") is None


def test_links_are_rewritten_wherever_they_are():
    html = '<img srcset="/a 1x, /b 2x" src="/c" alt="href"><a href="#d"></a><meta content="/e">'
    changed = with_links(html, lambda link: f"{link}?a&b")
    assert changed == (
        '<img srcset="/a?a&amp;b 1x, /b?a&amp;b 2x" src="/c?a&amp;b" alt="href">'
        '<a href="#d"></a><meta content="/e">'
    )

"""The pictures for shared links: what is drawn, who may see it, and that it is drawn once."""

import gc
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from campaigns.models import CampaignPage
from core import share_images
from core.lettering import fitted_lines, typeface, wrapped, writable
from core.models import CustomImage, OrganizationSettings
from core.patterns import BLOCKS, DYES, ground_of
from core.share_images import SharePicture
from pages.models import HomePage, StandardPage

NAME = "Local Progress North Carolina"
ROOM, DEPTH = share_images.TITLE_BOX


def drawn(*args, **kwargs):
    return Image.open(io.BytesIO(SharePicture(*args, **kwargs).png())).convert("RGB")


def rgb(dye):
    return tuple(bytes.fromhex(DYES[dye][0][1:]))


def dyes_in(picture, area):
    colors = {color for _, color in picture.crop(area).getcolors(1_000_000)}
    return {dye for dye in DYES if rgb(dye) in colors}


@pytest.mark.parametrize("pattern", [*BLOCKS, ""])
def test_the_picture_has_its_size_its_field_and_its_cloth(pattern):
    picture = drawn("Local control", NAME, pattern, "seed")
    cloth = (share_images.WIDTH - share_images.CLOTH, 0, share_images.WIDTH, share_images.HEIGHT)
    assert picture.size == (1200, 630)
    assert picture.getpixel((10, 10)) == rgb(ground_of(pattern))
    if pattern:
        _, _, ground, shapes = BLOCKS[pattern]
        assert dyes_in(picture, cloth) == {ground, *(dye for dye, _ in shapes)}
    else:
        assert len(dyes_in(picture, cloth)) > 4


def test_the_same_page_gives_the_same_picture_and_another_seed_another_quilt():
    assert SharePicture("A", NAME, "", "one").png() == SharePicture("A", NAME, "", "one").png()
    assert SharePicture("A", NAME, "", "one").png() != SharePicture("A", NAME, "", "two").png()


def test_the_version_follows_everything_that_is_drawn(monkeypatch):
    same = SharePicture("A", NAME, "peel", "s").version
    others = [("B", NAME, "peel", "s"), ("A", "X", "peel", "s"), ("A", NAME, "star", "s")]
    versions = {SharePicture(*other).version for other in [*others, ("A", NAME, "peel", "t")]}
    assert SharePicture("A", NAME, "peel", "s").version == same
    monkeypatch.setattr(share_images, "DESIGN", share_images.DESIGN + 1)
    assert len({same, *versions, SharePicture("A", NAME, "peel", "s").version}) == 6


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("LPNC State Download: Summer 2024 🎉", "LPNC State Download: Summer 2024"),
        ("🎉\u200d🎊️ Niños &\u00a0Nguyễn", "Niños & Nguyen"),
        ("Nin\u0303os — “wins”…", "Niños — “wins”…"),
        ("Two\nlines\tand\x07 more", "Two lines and more"),
        ("½ a ﬁ", "a"),
        ("", NAME),
        ("🎉 نعم 是", NAME),
        (" — ", NAME),
    ],
)
def test_what_the_typeface_lacks_is_left_out(title, words):
    assert SharePicture(title, NAME).words == words


def test_a_picture_without_any_words_is_drawn():
    assert drawn("", "").size == drawn("是", "是").size == (1200, 630)


def test_every_letter_that_the_site_writes_is_drawn():
    letters = [chr(code) for code in (*range(0x21, 0x7F), *range(0xC0, 0x100))] + list("–—‘’“”•…")
    assert writable("".join(letters)) == "".join(letters)


LONG = (
    "What eleven cities, towns and counties decided to do with federal money, and what comes next: "
    * 3
)


@pytest.mark.parametrize(
    "title",
    ["Win", "Local control", LONG[:140], LONG[:255], "W" * 255, "Rathaus" * 9, "ab " * 85],
    ids=["word", "short", "140", "255", "one word", "63 letters", "85 words"],
)
def test_titles_of_any_length_stay_in_their_space(title):
    text = fitted_lines(title, 800, share_images.TITLE_BOX, share_images.TITLE_SIZES)
    assert max(map(text.font.getlength, text.lines)) <= ROOM
    assert 0 < text.height <= DEPTH
    assert text.font.size in share_images.TITLE_SIZES
    if len(title) < 255 or " " in title:
        assert "".join(text.lines).replace(" ", "") == title.replace(" ", "")


def test_longer_titles_are_set_smaller_and_whole_words_before_large_ones():
    sizes = [
        fitted_lines(LONG[:length], 800, share_images.TITLE_BOX, share_images.TITLE_SIZES).font.size
        for length in (10, 70, 140, 255)
    ]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1]
    whole = fitted_lines("Nondiscrimination", 800, share_images.TITLE_BOX, share_images.TITLE_SIZES)
    assert whole.lines == ["Nondiscrimination"]


def test_what_does_not_fit_at_the_smallest_size_ends_in_an_ellipsis():
    text = fitted_lines("W" * 255, 800, share_images.TITLE_BOX, share_images.TITLE_SIZES)
    assert text.lines[-1].endswith("…")


def test_lines_are_balanced():
    font = typeface(60, 800)
    title = "Using federal funds for just communities"
    plain = wrapped(title, font, ROOM)
    even = fitted_lines(title, 800, (ROOM, DEPTH), [60]).lines
    assert len(even) == len(plain)
    assert max(map(font.getlength, even)) < max(map(font.getlength, plain))


@pytest.fixture
def campaign(seeded_site, db):
    return CampaignPage.objects.get(slug="local-control")


@pytest.fixture
def address(campaign):
    return campaign.share_picture_url(OrganizationSettings.objects.get())


def shared(client, address):
    """The `og:image` properties of a page and its `twitter:card`."""
    head = BeautifulSoup(client.get(address).content, "html.parser").head
    found = {meta["property"]: meta["content"] for meta in head.select("meta[property]")}
    card = head.select_one("meta[name='twitter:card']")
    return found, card["content"]


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_a_page_names_its_picture(client, campaign, address):
    found, card = shared(client, campaign.url)
    assert found["og:image"].endswith(address) and found["og:image"].startswith("http")
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == f"Local control. {NAME}"
    assert card == "summary_large_image"


@pytest.mark.parametrize("place", ["/members/", "/topics/", "/search/", "/no-such-page/"])
def test_records_show_the_picture_of_the_home_page(client, campaign, place):
    home = HomePage.objects.get()
    found, _ = shared(client, place)
    assert found["og:image"].endswith(home.share_picture_url(OrganizationSettings.objects.get()))


def test_the_picture_is_served_and_drawn_once(client, address, monkeypatch):
    first = client.get(address)
    content = body(first)
    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    assert first["Cache-Control"] == "public, max-age=604800"
    assert "Set-Cookie" not in first and "Cookie" not in first.get("Vary", "")
    assert Image.open(io.BytesIO(content)).size == (1200, 630)
    monkeypatch.setattr(SharePicture, "png", lambda picture: pytest.fail("drawn again"))
    assert body(client.get(address)) == content


def test_a_new_title_is_drawn_anew_and_the_old_address_leads_to_it(client, campaign, address):
    body(client.get(address))
    campaign.title = "Home rule"
    campaign.save_revision().publish()
    moved = client.get(address)
    assert moved.status_code == 302 and moved.url != address
    body(client.get(moved.url))
    assert default_storage.listdir(f"share/{campaign.pk}")[1] == [moved.url.rpartition("/")[2]]


def test_made_up_versions_draw_nothing(client, campaign, address, monkeypatch):
    monkeypatch.setattr(SharePicture, "png", lambda picture: pytest.fail("drawn"))
    found = client.get(f"/share/{campaign.pk}/0000.png")
    assert (found.status_code, found.url) == (302, address)
    assert client.post(address).status_code == 405


def test_drafts_private_pages_and_others_have_no_picture(client, campaign, address):
    page = StandardPage(title="Draft", slug="draft", introduction="Soon.", live=False)
    HomePage.objects.get().add_child(instance=page)
    draft = page.share_picture_url(OrganizationSettings.objects.get())
    assert client.get(draft).status_code == 404

    restriction = PageViewRestriction.objects.create(
        page=campaign.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(address).status_code == 404
    restriction.delete()
    campaign.unpublish()
    assert client.get(address).status_code == 404

    root = Page.objects.get(depth=1).pk
    for other in (root, 999_999):
        assert client.get(f"/share/{other}/0000.png").status_code == 404


def test_a_draft_of_a_published_page_stays_unseen(client, campaign, address):
    campaign.title = "Not yet"
    campaign.save_revision()
    assert body(client.get(address))
    assert shared(client, campaign.url)[0]["og:image"].endswith(address)


# Wagtail leaves a temporary file unclosed when it makes a rendition.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_picture_that_an_editor_chose_wins(client, campaign):
    file = get_test_image_file(size=(1600, 900))
    campaign.share_image = CustomImage.objects.create(
        title="Rally", description="People at a rally", file=file
    )
    campaign.save_revision().publish()
    found, card = shared(client, campaign.url)
    gc.collect()
    assert "/share/" not in found["og:image"] and found["og:image"].endswith(".jpg")
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == "People at a rally"
    assert card == "summary_large_image"


def test_a_page_that_is_not_saved_yet_can_be_previewed(rf, campaign):
    page = StandardPage(title="New", slug="new", introduction="Soon.")
    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)
    assert b"og:image" in response.render().content

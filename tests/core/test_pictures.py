"""The picture component: its crops follow the focal point, and say how large they are."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.template.loader import render_to_string
from PIL import Image
from wagtail.images.rect import Rect

from core.images import CROPS, FORMATS, NARROW
from core.models import CustomImage
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db

PLACES = {
    "a face at the left edge": Rect(0, 200, 100, 300),
    "a sign at the right edge": Rect(940, 50, 1000, 110),
    "feet at the bottom": Rect(450, 690, 550, 750),
}
RED = (255, 0, 0)


@pytest.fixture
def photograph():
    return ImageFactory(file__width=1000, file__height=750)


def with_red(place):
    """A picture that is red in one place, which is its focal point."""
    file = io.BytesIO()
    drawn = Image.new("RGB", (1000, 750), "navy")
    drawn.paste(RED, tuple(place))
    drawn.save(file, "PNG")
    picture = CustomImage(title="Red", description="Red", file=ImageFile(file, name="red.png"))
    picture.set_focal_point(place)
    picture.save()
    return picture


def red_part(rendition):
    """Return how much of the rendition is red, and how far to the right its center is."""
    with Image.open(rendition.file.open()) as image:
        red = image.convert("RGB").getchannel("R").point(lambda value: 255 * (value > 127))
        left, _, right, _ = red.getbbox() or (0, 0, 0, 0)
        return red.histogram()[255], (left + right) / 2 / image.width


def drawn(image, **context):
    html = render_to_string("components/picture.html", {"image": image, "sizes": "92vw", **context})
    return BeautifulSoup(html, "html.parser").picture


def widths(source):
    return [int(candidate.split()[1][:-1]) for candidate in source["srcset"].split(", ")]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_both_crops_of_a_lead_contain_the_whole_focal_point(place):
    crops = [source.largest for source in with_red(place).sources("lead")]
    assert {round(crop.width / crop.height, 2) for crop in crops} == {1.5, 2.33}
    for crop in crops:
        assert red_part(crop)[0] == pytest.approx(place.width * place.height, rel=0.1)


def test_a_crop_moves_with_the_focal_point():
    shown = [
        red_part(with_red(place).sources("square")[0].largest)[1]
        for place in (Rect(0, 0, 100, 100), Rect(900, 650, 1000, 750))
    ]
    assert shown[0] < 0.2 < 0.8 < shown[1]


def test_a_lead_is_cut_otherwise_on_a_phone():
    picture = drawn(ImageFactory(file__width=2000, file__height=1500), shape="lead")
    assert [
        (source.get("media"), source["type"], source["width"], source["height"], widths(source))
        for source in picture.find_all("source")
    ] == [
        *((NARROW, f"image/{kind}", "960", "640", [480, 960]) for kind in FORMATS),
        *((None, f"image/{kind}", "1750", "750", [700, 1050, 1750]) for kind in FORMATS),
    ]
    assert (picture.img["width"], picture.img["height"]) == ("1750", "750")


@pytest.mark.parametrize("shape", [shape for shape in CROPS if shape])
def test_all_sizes_of_a_crop_have_the_same_proportions(shape):
    sources = ImageFactory(file__width=2400, file__height=1600).sources(shape)
    ratios = [
        {picture.width / picture.height for picture in source.renditions} for source in sources
    ]
    assert [len(found) for found in ratios] == [1] * len(FORMATS) * len(CROPS[shape])


def test_a_small_original_is_offered_once():
    small = drawn(ImageFactory(file__width=300, file__height=200), shape="wide")
    assert [widths(source) for source in small.find_all("source")] == [[300]] * len(FORMATS)


def test_the_first_picture_is_fetched_at_once_and_the_others_when_needed(photograph):
    first, other = drawn(photograph, eager=True).img, drawn(photograph).img
    assert (first.get("loading"), first["fetchpriority"]) == (None, "high")
    assert (other["loading"], other.get("fetchpriority")) == ("lazy", None)
    assert first["alt"] == other["alt"] == photograph.description


def test_a_lost_file_leaves_the_page_standing(photograph):
    photograph.file.delete(save=False)
    photograph.file.name = "original_images/lost.jpg"
    assert drawn(photograph, shape="lead").img["alt"] == photograph.description

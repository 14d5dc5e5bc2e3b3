"""The drawings in `static/img/` are what `core.patterns` draws."""

from pathlib import Path

from django.conf import settings
from PIL import Image, ImageChops

from core.patterns import draw

COMMITTED = Path(settings.BASE_DIR, "static", "img")


def test_every_drawing_can_be_made_again(tmp_path):
    draw(tmp_path)
    drawn = {file.name: file for file in tmp_path.iterdir()}
    assert set(drawn) >= {"mark.svg", "favicon.ico", "mark-180.png", "quilt.svg", "star.svg"}
    for name, file in drawn.items():
        if file.suffix == ".svg":
            assert file.read_text() == (COMMITTED / name).read_text(), name
        else:
            assert same_pixels(file, COMMITTED / name), name


def same_pixels(one, other):
    with Image.open(one) as drawn, Image.open(other) as committed:
        difference = ImageChops.difference(drawn.convert("RGB"), committed.convert("RGB"))
        return drawn.size == committed.size and difference.getbbox() is None

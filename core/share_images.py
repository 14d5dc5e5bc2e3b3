"""The picture for shared links to a page: title, quilt and wordmark, drawn with Pillow."""

import hashlib
import io
import json
import logging
from contextlib import suppress
from dataclasses import asdict, dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from core.lettering import fitted_lines, writable
from core.patterns import BLOCKS, DYES, box, ground_of, mark_image, pieced

logger = logging.getLogger(__name__)

WIDTH, HEIGHT = 1200, 630
DESIGN = 1  # raise this when the drawing changes so that every picture is redrawn

END_OF_PNG = b"IEND\xaeB`\x82"

CLOTH = 400
SEAM = 6
MARGIN = 64
MARK = 92
TITLE_BOX = (WIDTH - CLOTH - SEAM - 2 * MARGIN, HEIGHT - 2 * MARGIN - MARK - 80)
TITLE_SIZES = range(92, 27, -4)
NAME_BOX = (TITLE_BOX[0] - MARK - 24, MARK)
NAME_WIDTH = 300
NAME_SIZES = range(36, 15, -2)
SMOOTHING = 4

WRITTEN_WITH = {"gold": "ink", "sky": "ink", "clay": "cotton", "pine": "cotton"}


@dataclass(frozen=True)
class SharePicture:
    """The contents of a picture; equal ones look the same and have the same `version`."""

    title: str
    organization: str
    pattern: str = ""  # a quilt block; if empty, the cloth is pieced from the seed
    seed: str = ""

    @property
    def version(self):
        content = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def words(self):
        """The characters of the title that the typeface has, or else the organization's name."""
        title = writable(self.title)
        return title if any(map(str.isalnum, title)) else writable(self.organization)

    @property
    def alternative_text(self):
        title = self.title.strip()
        return f"{title}. {self.organization}" if title else self.organization

    def png(self):
        ground = ground_of(self.pattern)
        picture = Image.new("RGB", (WIDTH, HEIGHT), color(ground))
        picture.paste(cloth(self.pattern, self.seed), (WIDTH - CLOTH, 0))
        pen = ImageDraw.Draw(picture)
        pen.rectangle((WIDTH - CLOTH - SEAM, 0, WIDTH - CLOTH - 1, HEIGHT), fill=color("ink"))
        ink = color(WRITTEN_WITH[ground])
        fitted_lines(self.words, 800, TITLE_BOX, TITLE_SIZES).write(pen, (MARGIN, MARGIN), ink)
        bottom = HEIGHT - MARGIN - MARK
        for x in range(MARGIN, WIDTH - CLOTH - SEAM - MARGIN, 17):
            pen.rectangle((x, bottom - 31, x + 9, bottom - 29), fill=ink)
        picture.paste(mark_image(MARK), (MARGIN, bottom))
        name = fitted_lines(writable(self.organization), 700, NAME_BOX, NAME_SIZES, NAME_WIDTH)
        name.write(pen, (MARGIN + MARK + 24, bottom + (MARK - name.height) // 2), ink)
        content = io.BytesIO()
        picture.save(content, "PNG", optimize=True)
        return content.getvalue()


def stored(page_pk, picture):
    """Return the picture as PNG and whether it is in storage; draw it only once if there is room to store it."""
    path = f"share/{page_pk}/{picture.version}.png"
    with suppress(OSError):
        with default_storage.open(path) as file:
            content = file.read()
        if content.endswith(END_OF_PNG):
            return content, True
    content = picture.png()
    return content, store(path, content)


def store(path, content):
    """Store the picture in place of the page's other ones; return whether it worked."""
    folder = path.rpartition("/")[0]
    try:
        with suppress(FileNotFoundError):
            for other in default_storage.listdir(folder)[1]:
                if not other.startswith("."):  # being written by another server
                    default_storage.delete(f"{folder}/{other}")
        default_storage.save(path, ContentFile(content))
    except OSError:
        logger.exception("Could not store the picture %s.", path)
        return False
    return True


def color(dye):
    return DYES[dye][0]


def cloth(pattern, seed):
    """Return the right-hand patch: whole repeats of a quilt block, or a quilt pieced from the seed."""
    if pattern in BLOCKS:
        width, height, ground, shapes = BLOCKS[pattern]
        shapes = [(ground, box(0, 0, width, height)), *shapes]
        columns = 2 if width > 60 else 3
    else:
        width, height, columns = 160, 240, 1
        shapes = pieced(seed, width // 40, height // 40)
    rows = max(1, round(HEIGHT * columns * width / (CLOTH * height)))
    scale = SMOOTHING * CLOTH / columns / width
    tile = Image.new("RGB", (round(width * scale), round(height * scale)))
    pen = ImageDraw.Draw(tile)
    for dye, points in shapes:
        pen.polygon([(x * scale, y * scale) for x, y in points], fill=color(dye))
    large = Image.new("RGB", (tile.width * columns, tile.height * rows))
    for index in range(columns * rows):
        large.paste(tile, (index % columns * tile.width, index // columns * tile.height))
    return large.resize((CLOTH, HEIGHT), Image.Resampling.BOX)

"""Text in the headline typeface for pictures: which characters it has and how a text fits a space."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

TYPEFACE = Path(__file__).parent.parent / "static" / "fonts" / "besley.woff2"
LINE = 1.08


@cache
def typeface(size, weight):
    font = ImageFont.truetype(TYPEFACE, size)
    font.set_variation_by_axes([weight])
    return font


@cache
def has_glyph(character):
    """Return whether the typeface draws the character rather than nothing or the box for unknown ones."""
    drawn = glyph(character)
    return bool(drawn[0]) and drawn != glyph("\uffff")


def glyph(character):
    mask = typeface(40, 700).getmask(character)
    return bytes(mask) if all(mask.size) else b"", mask.size


def writable(text):
    """Return the text without characters missing from the typeface; a missing accent leaves its letter."""
    kept = []
    for character in unicodedata.normalize("NFC", text[:1000]):
        if character.isspace():
            kept.append(" ")
        elif has_glyph(character):
            kept.append(character)
        else:
            kept += filter(has_glyph, unicodedata.normalize("NFD", character)[:1])
    return " ".join("".join(kept).split())


@dataclass(frozen=True)
class Lines:
    lines: list
    font: ImageFont.FreeTypeFont

    @property
    def capital(self):
        """The height of a capital letter."""
        return -self.font.getbbox("H", anchor="ls")[1]

    @property
    def height(self):
        """The height from the top of the first line's capitals to the last baseline."""
        return round(self.capital + (len(self.lines) - 1) * self.font.size * LINE)

    def write(self, pen, corner, ink):
        """Draw the lines so that the first line's capitals touch the upper left corner."""
        x, y = corner
        for number, line in enumerate(self.lines):
            baseline = y + self.capital + number * self.font.size * LINE
            pen.text((x, baseline), line, fill=ink, font=self.font, anchor="ls")


def fitted_lines(text, weight, space, sizes, width=None):
    """Return the text in lines, as large as fits into `space`, breaking words only if no size avoids it.

    Text that doesn't fit at the smallest size ends in an ellipsis.
    """
    room, depth = space
    for size in sizes:
        font = typeface(size, weight)
        if max(map(font.getlength, text.split()), default=0) <= (width or room):
            found = Lines(balanced(text, font, width or room), font)
            if found.height <= depth:
                return found
    font = typeface(sizes[-1], weight)
    lines = wrapped(text, font, room)
    while Lines(lines, font).height > depth:
        lines = [*lines[:-2], cut_to_width(lines[-2], font, room)]
    return Lines(lines, font)


def cut_to_width(line, font, width):
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def balanced(text, font, width):
    """Return the lines in the narrowest width that needs no more of them, so no word is left alone."""
    lines = wrapped(text, font, width)
    longest = max(map(font.getlength, text.split()), default=0)
    for narrower in range(int(width), int(longest), -12):
        attempt = wrapped(text, font, narrower)
        if len(attempt) > len(lines):
            break
        lines = attempt
    return lines


def wrapped(text, font, width):
    lines = [""]
    for word in text.split():
        for piece in pieces(word, font, width):
            longer = f"{lines[-1]} {piece}".strip()
            if font.getlength(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def pieces(word, font, width):
    """Return the word, or pieces of it with as many characters as fit into `width`."""
    while len(word) > 1 and font.getlength(word) > width:
        count = next(
            n for n in range(len(word), 0, -1) if n == 1 or font.getlength(word[:n]) <= width
        )
        yield word[:count]
        word = word[count:]
    yield word

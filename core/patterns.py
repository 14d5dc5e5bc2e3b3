"""The quilt blocks, the mark and the pieced picture: every shape is a polygon, defined once.

`python -m core.patterns` writes them to `static/img/`; anything that paints polygons can use them too.
"""

import random
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

DYES = {  # light theme, dark theme
    "gold": ("#f4bb35", "#e6ab2b"),
    "sky": ("#8fc4e8", "#6fb0dc"),
    "sky2": ("#4f9bd0", "#3f86b9"),
    "clay": ("#b7431f", "#b9472a"),
    "pine": ("#1c4635", "#1f4e3b"),
    "pine2": ("#2f6a50", "#327257"),
    "cotton": ("#fffdf7", "#f1ead8"),
    "ink": ("#10251c", "#0a1711"),
}


GROUNDS = {"geese": "gold", "star": "sky", "peel": "clay", "steps": "pine"}


def ground_of(pattern):
    """Return the dye of the color band that goes with a quilt block; sky without a block."""
    return GROUNDS.get(pattern, "sky")


def box(x, y, width, height):
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def arc(x, y, radius, start, end, steps=10):
    """Return points on a circle around (x, y); angles in degrees, clockwise from three o'clock."""
    angles = [(start + (end - start) * step / steps) * pi / 180 for step in range(steps + 1)]
    return [(round(x + radius * cos(a), 2), round(y + radius * sin(a), 2)) for a in angles]


def flying_geese():
    return [
        ("ink", [(0, 0), (24, 24), (0, 48)]),
        ("cotton", [(24, 0), (48, 24), (24, 48)]),
        ("ink", box(8, 54, 32, 4)),
    ]


def ohio_star():
    corners = [("sky", box(x, y, 12, 12)) for x in (0, 84) for y in (0, 84)]
    points = [
        [(36, 12), (48, 24), (60, 12), (60, 36), (36, 36)],
        [(84, 36), (72, 48), (84, 60), (60, 60), (60, 36)],
        [(60, 84), (48, 72), (36, 84), (36, 60), (60, 60)],
        [(12, 60), (24, 48), (12, 36), (36, 36), (36, 60)],
    ]
    cotton = [
        [(48, 24), (60, 36), (36, 36)],
        [(72, 48), (60, 60), (60, 36)],
        [(48, 72), (36, 60), (60, 60)],
        [(24, 48), (36, 36), (36, 60)],
    ]
    return [
        *corners,
        *(("pine", shape) for shape in points),
        *(("cotton", shape) for shape in cotton),
        ("gold", box(36, 36, 24, 24)),
    ]


def orange_peel():
    radius = 33.94
    across = arc(24, 24, radius, 225, 315) + arc(24, -24, radius, 45, 135)
    petals = [
        across,
        [(x, y + 48) for x, y in across],
        [(y, x) for x, y in across],
        [(y + 48, x) for x, y in across],
    ]
    return [*(("cotton", petal) for petal in petals), ("gold", arc(24, 24, 5, 0, 360, 16))]


def courthouse_steps():
    logs = []
    for turn in range(4):
        near, long = turn * 8, 72 - turn * 16
        side, top = ("pine", "pine2")[turn % 2], ("gold", "cotton")[turn % 2]
        logs += [(side, box(x, near, 8, long)) for x in (near, 64 - near)]
        logs += [(top, box(near + 8, y, long - 16, 8)) for y in (near, 64 - near)]
    return [*logs, ("clay", box(32, 32, 8, 8))]


def mark():
    """Return the LPNC mark, a four-patch."""
    bowl = [(48, 7), *arc(62, 16.5, 9.5, 270, 450), (58, 26), (58, 33), (48, 33)]
    eye = [(58, 14), *arc(61, 16.5, 2.5, 270, 450), (58, 19)]
    inner, outer = arc(62, 60, 4, 270, 90), arc(61, 60, 13, 90, 270)
    curl = [(72, 56), *inner, (72, 64), (72, 73), *outer, (72, 47)]
    north = [(7, 73), (7, 47), (16, 47), (24, 60), (24, 47), (33, 47)]
    return [
        ("pine", box(0, 0, 40, 40)),
        ("gold", box(40, 0, 40, 40)),
        ("clay", box(0, 40, 40, 40)),
        ("cotton", box(40, 40, 40, 40)),
        ("gold", [(8, 7), (18, 7), (18, 24), (33, 24), (33, 33), (8, 33)]),
        ("ink", bowl),
        ("gold", eye),
        ("cotton", [*north, (33, 73), (24, 73), (16, 60), (16, 73)]),
        ("pine2", curl),
    ]


BLOCKS = {  # name: (width, height, ground, shapes)
    "geese": (48, 64, "gold", flying_geese()),
    "star": (96, 96, "sky2", ohio_star()),
    "peel": (48, 48, "clay", orange_peel()),
    "steps": (72, 72, "pine", courthouse_steps()),
}


def pieced(seed, columns=12, rows=6):
    """Return a quilt as (dye, polygon) pairs on a 40-unit grid; the same seed gives the same quilt."""
    chance = random.Random(str(seed))
    grounds, tops = [], []
    for row in range(rows):
        for column in range(columns):
            ground, top = chance.sample(["gold", "clay", "sky", "sky2", "pine", "cotton"], 2)
            x, y = column * 40, row * 40
            grounds.append((ground, box(x, y, 40, 40)))
            for shape in chance.choices(PIECES, weights=PIECE_WEIGHTS)[0]:
                tops.append((top, [(x + dx, y + dy) for dx, dy in shape]))
    return grounds + tops


PIECES = [
    [[(0, 0), (40, 0), (0, 40)]],
    [[(0, 0), (40, 0), (40, 40)]],
    [[(40, 0), (40, 40), (0, 40)]],
    [[(0, 0), (40, 40), (0, 40)]],
    [[(0, 0), (20, 20), (0, 40)], [(20, 0), (40, 20), (20, 40)]],
    [box(0, 0, 20, 20), box(20, 20, 20, 20)],
    [box(10, 10, 20, 20)],
    [box(0, 0, 8, 40), box(16, 0, 8, 40), box(32, 0, 8, 40)],
]
PIECE_WEIGHTS = [14, 14, 14, 14, 18, 10, 8, 8]


def outline(points):
    """Return a polygon as an SVG path."""
    (x, y), *rest = points
    return f"M{x:g} {y:g}L" + " ".join(f"{x:g} {y:g}" for x, y in rest) + "z"


def paths(shapes, attribute="class"):
    """Return SVG paths, one per run of a dye: with its class `f-...`, or its light color as `fill`."""
    runs = []
    for dye, points in shapes:
        if not runs or runs[-1][0] != dye:
            runs.append((dye, []))
        runs[-1][1].append(outline(points))
    values = {dye: f"f-{dye}" if attribute == "class" else DYES[dye][0] for dye, _ in shapes}
    return "".join(
        f'<path {attribute}="{values[dye]}" d="{"".join(outlines)}"/>' for dye, outlines in runs
    )


def svg(width, height, drawing, attributes=""):
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"{attributes}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawing}</svg>\n'


def block_svg(width, height, ground, shapes):
    """Return a quilt block as SVG that follows the reader's theme and can stretch to whole repeats."""
    shapes = [(ground, box(0, 0, width, height)), *shapes]
    dyes = sorted({dye for dye, _ in shapes})
    day, night = (
        "".join(f".f-{dye}{{fill:{DYES[dye][light]}}}" for dye in dyes) for light in (0, 1)
    )
    style = f"<style>{day}@media(prefers-color-scheme:dark){{{night}}}</style>"
    return svg(width, height, style + paths(shapes), ' preserveAspectRatio="none"')


def mark_image(size):
    """Return the mark as a Pillow image for uses where SVG isn't supported."""
    large = Image.new("RGB", (800, 800))
    pen = ImageDraw.Draw(large)
    for dye, points in mark():
        pen.polygon([(x * 10, y * 10) for x, y in points], fill=DYES[dye][0])
    return large.resize((size, size), Image.Resampling.LANCZOS)


def draw(folder):
    for name, block in BLOCKS.items():
        Path(folder, f"{name}.svg").write_text(block_svg(*block))
    Path(folder, "quilt.svg").write_text(block_svg(640, 400, "pine", pieced("sign-in", 16, 10)))
    Path(folder, "mark.svg").write_text(svg(80, 80, paths(mark(), "fill")))
    mark_image(180).save(Path(folder, "mark-180.png"), optimize=True)
    mark_image(64).save(Path(folder, "favicon.ico"), sizes=[(16, 16), (32, 32)])


if __name__ == "__main__":
    draw(Path(__file__).parent.parent / "static" / "img")

"""Cut the two typefaces down to what this site writes.

    pip install fonttools brotli
    npm pack @fontsource-variable/besley@5.3.0 @fontsource-variable/libre-franklin@5.3.0
    python build.py FOLDER-WITH-THE-TWO-PACKAGES

The packages are checked against the sums below; the results stand next to this file.
"""

import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent

# American English, the names of people who live here, and the marks our copy uses.
LETTERS = [*range(0x20, 0x7F), 0xA0, 0xA9, 0xAB, 0xB7, 0xBB, 0xD7, *range(0xC0, 0x100)]
MARKS = [ord(mark) for mark in "–—‘’“”•…−"]

FONTS = [
    {
        "package": "fontsource-variable-besley-5.3.0.tgz",
        "sha256": "52c0da55163efc9ab72b07915feb9fea6159cff13ab40bd894a5e1fcf38a0f4b",
        "member": "package/files/besley-latin-wght-normal.woff2",
        "result": "besley.woff2",
        "weights": (400, 900),
        "features": ["kern", "liga", "lnum", "tnum", "ccmp", "locl", "mark"],
    },
    {
        "package": "fontsource-variable-libre-franklin-5.3.0.tgz",
        "sha256": "4dde0620afbb8279200e23dcb7cfb6ead2259b047f4192c907b4d41f5735b5df",
        "member": "package/files/libre-franklin-latin-wght-normal.woff2",
        "result": "franklin.woff2",
        "weights": (400, 800),
        "features": ["kern", "liga", "lnum", "tnum", "ccmp", "locl", "mark"],
    },
]


def unpack(folder, font):
    package = Path(folder, font["package"]).read_bytes()
    if hashlib.sha256(package).hexdigest() != font["sha256"]:
        raise SystemExit(f"{font['package']} is not the package this script was written for.")
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        return TTFont(io.BytesIO(archive.extractfile(font["member"]).read()))


def cut(typeface, font):
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = font["features"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS + MARKS)
    subsetter.subset(typeface)
    typeface.flavor = "woff2"
    return typeface


def limit(typeface, weights):
    typeface.flavor = None
    plain = io.BytesIO()
    instancer.instantiateVariableFont(typeface, {"wght": weights}).save(plain)
    plain.seek(0)
    return TTFont(plain)


def main(folder):
    for font in FONTS:
        typeface = limit(unpack(folder, font), font["weights"])
        target = HERE / font["result"]
        cut(typeface, font).save(target)
        print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])

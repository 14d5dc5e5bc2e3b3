"""The places of North Carolina as data in the repository; README.md has the source of each figure."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def read(name):
    """Return the parsed content of one of this folder's JSON files, such as "nc_zips"."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

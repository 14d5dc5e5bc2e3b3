"""The places of North Carolina as committed data; README.md says where each figure comes from."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def read(name):
    """The parsed content of one of this folder's JSON files, such as "nc_zips"."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

from typing import NamedTuple


class EmptyState(NamedTuple):
    """What a page says in place of an empty list, and where to go instead."""

    text: str
    label: str = ""
    url: str = ""

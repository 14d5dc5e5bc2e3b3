"""The live figures that editors put on a page. Each app registers its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LiveFigure:
    """Something that the site counts, with its noun for one and for many.

    `find(context)` returns today's `Figure` in the context of a page, or None if it is unknown;
    `url()` returns the address of the list that shows what is counted.
    """

    key: str
    label: str
    nouns: tuple[str, str]
    find: Callable
    url: Callable = str


@dataclass(frozen=True)
class Figure:
    """A number with its noun. `stated_on` is the partial date of a number that was entered by hand."""

    measure: str
    number: int
    stated_on: Any = None

    @property
    def noun(self):
        return registry[self.measure].nouns[self.number != 1]

    @property
    def url(self):
        return registry[self.measure].url()


registry = {}


def register(key, label, nouns, find, url=str):
    registry[key] = LiveFigure(key, label, nouns, find, url)


def figure_choices():
    return [(figure.key, figure.label) for figure in registry.values()]


def live_figures(keys, context):
    """Return the figures with these keys, in this order, without those that are unknown."""
    known = [registry[key] for key in keys if key in registry]
    return [found for figure in known if (found := figure.find(context))]

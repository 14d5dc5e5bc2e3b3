"""Content about a person, place, topic or campaign: the sections of that record's page.

Each app registers its own in `registrations.py`, so a new kind of content appears on every related page
without one app importing another.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

SECTIONS, MENTIONS, END = "sections", "mentions", "end"


@dataclass(frozen=True)
class Related:
    """One kind of content on the page of one kind of record.

    `subject` is "person", "place", "topic" or "campaign"; `part` is where on its page the content appears:
    as a section of its own, among the short mentions, or at the page's end. `find(record, on)` returns the
    context of the template, or a false value if there is nothing to show; `on` is None for today.
    """

    subject: str
    part: str
    order: int
    template: str
    find: Callable


registry = []


def register(subject, part, order, template, find):
    registry.append(Related(subject, part, order, template, find))


def related(subject, record, on=None):
    """Return the contexts of the templates to include, in order, grouped by the part of the page."""
    found = defaultdict(list)
    for kind in sorted(registry, key=lambda kind: kind.order):
        if kind.subject == subject and (context := kind.find(record, on)):
            found[kind.part].append({"template": kind.template, **context})
    return dict(found)

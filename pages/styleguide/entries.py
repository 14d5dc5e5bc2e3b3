"""The parts of the guide: an entry for each template and a specimen for each of its states."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.text import slugify

ABOUT = re.compile(r"(?:\{#.*?#\}\n)+")
COMMENT = re.compile(r"\{# (.*?) #\}")
NOTHING = mark_safe('<p><span class="unknown">Nothing is shown.</span></p>')


@dataclass
class Specimen:
    """A state of a component; `anchor` is unique on the page, `within` has the classes of the list around it."""

    state: str
    anchor: str
    html: str
    within: str = ""

    @property
    def shown(self):
        return self.html or NOTHING


@dataclass
class Entry:
    """A component with its states, each a pair of a name and the context that shows it.

    `width` is the room for each state: "small", "medium", "full", or "bleed" from edge to edge. A
    component that is a list item is shown `within` a `list_tag` of these classes; `ground` is the color band
    behind it.
    """

    name: str
    states: list
    width: str = "full"
    within: str = ""
    ground: str = "paper"
    list_tag: str = field(default="ul", kw_only=True)
    folder: str = field(default="components", kw_only=True)

    @property
    def template_name(self):
        return f"{self.folder}/{self.name}.html"

    @property
    def anchor(self):
        return slugify(f"{self.folder} {self.name}".replace("_", "-"))

    @cached_property
    def template(self):
        return get_template(self.template_name)

    @property
    def about(self):
        """The template's description of itself and its context, from its opening comments."""
        comments = ABOUT.match(self.template.template.source)[0]
        return " ".join(COMMENT.findall(comments))

    @property
    def specimens(self):
        for state, *shown in self.states:
            html = mark_safe(self.render(state, *shown).strip())
            within = self.within if html else ""
            yield Specimen(state, self.anchor_of(state), html, within)

    def anchor_of(self, state):
        return f"{self.anchor}-{slugify(state)}"

    def render(self, state, context):
        return self.template.render(context)


@dataclass
class BlockEntry(Entry):
    """A block of a page's body or of the home page; its states: name, value and, if need be, context."""

    block: object = None
    folder: str = field(default="blocks", kw_only=True)

    def render(self, state, value, context=None):
        frame = {"anchor": f"{self.anchor_of(state)}-title", "level": 2}
        if isinstance(value, dict):
            value = {**self.block.get_default(), **value}
        return self.block.render(self.block.normalize(value), frame | (context or {}))

"""Conditions on the days of a record, each written once, as a Q in which `ON` is the day that is asked about.

`as_q` reads it for the database, and `holds` of an instance, which needn't be saved. A part of a condition
that compares no days is an object with both of these methods.
"""

import operator
from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Q, Value, When

ON = object()
COMPARISONS = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}


def as_q(condition, model, on):
    """The condition of a query of the model."""
    return Q.create(
        [_part_as_q(part, model, on) for part in condition.children],
        condition.connector,
        condition.negated,
    )


def _part_as_q(part, model, on):
    if isinstance(part, Q):
        return as_q(part, model, on)
    if isinstance(part, tuple):
        name, wanted = part
        return name, on if wanted is ON else wanted
    return part.as_q(model, on)


def holds(condition, instance, on, others=(), outer=None):
    """Whether the condition is true of the instance among others; an OuterRef means the outer one.

    As in a query, a comparison with a day that isn't known is false, and its negation true.
    """
    is_or = condition.connector == Q.OR
    for part in condition.children:
        if _part_holds(part, instance, on, others, outer) == is_or:
            return is_or != condition.negated
    return is_or == condition.negated


def _part_holds(part, instance, on, others, outer):
    if isinstance(part, Q):
        return holds(part, instance, on, others, outer)
    if not isinstance(part, tuple):
        return part.holds(instance, on, others)
    path, wanted = part
    name, _, lookup = path.rpartition("__")
    known = getattr(instance, name)
    if lookup == "isnull":
        return (known is None) == wanted
    if wanted is ON:
        wanted = on
    elif isinstance(wanted, F):
        wanted = getattr(outer if isinstance(wanted, OuterRef) else instance, wanted.name)
    return None not in (known, wanted) and COMPARISONS[lookup](known, wanted)


@dataclass(frozen=True)
class Choice:
    """The value of the first case, a pair of a condition and a value or another Choice, that holds."""

    cases: tuple
    default: object

    def as_expression(self, model, on):
        whens = [
            When(as_q(condition, model, on), then=self._expression(value, model, on))
            for condition, value in self.cases
        ]
        return Case(*whens, default=self._expression(self.default, model, on))

    @classmethod
    def _expression(cls, value, model, on):
        return value.as_expression(model, on) if isinstance(value, cls) else Value(value)

    def of(self, instance, on, others=()):
        for condition, value in self.cases:
            if holds(condition, instance, on, others):
                return value.of(instance, on, others) if isinstance(value, Choice) else value
        return self.default

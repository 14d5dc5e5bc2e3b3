"""Conditions on the days of a record, each written once, as a Q in which `ON` is the day that is asked about.

`as_q` reads it for a query of a model, and `holds` of an instance, which needn't be saved. A part of a condition
that is more than a comparison of days is an object with both of these methods.
"""

import operator
from dataclasses import dataclass

from django.db.models import Case, DateField, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

ON = object()
COMPARISONS = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}


def as_q(condition, model, on):
    if isinstance(condition, tuple):
        name, wanted = condition
        return name, on if wanted is ON else wanted
    if not isinstance(condition, Q):
        return condition.as_q(model, on)
    parts = [as_q(part, model, on) for part in condition.children]
    return Q.create(parts, condition.connector, condition.negated)


def holds(condition, instance, on, others=(), outer=None):
    """Return whether the condition is true of the instance among others; an OuterRef means the outer one.

    As in a query, a comparison with a day that isn't known is false, and its negation true.
    """
    if isinstance(condition, tuple):
        return _compares(*condition, instance, on, outer)
    if not isinstance(condition, Q):
        return condition.holds(instance, on, others)
    parts = (holds(part, instance, on, others, outer) for part in condition.children)
    return (any(parts) if condition.connector == Q.OR else all(parts)) != condition.negated


def _compares(path, wanted, instance, on, outer):
    name, _, lookup = path.rpartition("__")
    known = getattr(instance, name)
    if lookup == "isnull":
        return (known is None) == wanted
    if wanted is ON:
        wanted = on
    elif isinstance(wanted, F):
        wanted = getattr(outer if isinstance(wanted, OuterRef) else instance, wanted.name)
    return None not in (known, wanted) and COMPARISONS[lookup](known, wanted)


class SurelyBegun:
    """The first known day of the model's `start_fields` is on or before the day."""

    conditional = True

    def as_q(self, model, on):
        return LessThanOrEqual(Coalesce(*model.start_fields, output_field=DateField()), on)

    def holds(self, instance, on, others):
        return sure_start(instance) <= on


def sure_start(instance):
    """Return the day from which the instance has surely begun."""
    return next(day for name in instance.start_fields if (day := getattr(instance, name)))


SURELY_BEGUN = Q(SurelyBegun())


@dataclass(frozen=True)
class Choice:
    """The value of the first case that holds; a case pairs a condition with a value or another Choice."""

    cases: tuple
    default: object

    def as_case(self, model, on):
        def expression(value):
            return value.as_case(model, on) if isinstance(value, Choice) else Value(value)

        whens = [
            When(as_q(which, model, on), then=expression(value)) for which, value in self.cases
        ]
        return Case(*whens, default=expression(self.default))

    def of(self, instance, on, others=()):
        found = (value for which, value in self.cases if holds(which, instance, on, others))
        value = next(found, self.default)
        return value.of(instance, on, others) if isinstance(value, Choice) else value

"""The floors of the house, beyond what the linter of imports sees."""

import tomllib
from itertools import pairwise
from pathlib import Path

from django.apps import apps
from django.conf import settings

PROJECT = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text())
#: The apps from the top floor down, as the linter has them.
FLOORS = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]


def test_the_linter_knows_every_app_of_ours():
    ours = {config.label for config in apps.get_app_configs() if is_ours(config)}
    assert ours <= set(FLOORS) == set(PROJECT["tool"]["importlinter"]["root_packages"])
    assert ours >= {"lpnc", "pages", "news", "campaigns", "members", "core"}


def is_ours(config):
    return Path(config.path).parent == Path(settings.BASE_DIR)


def test_relations_between_models_point_down():
    """A foreign key may be written as a string, which no linter reads."""
    visited, upward = 0, []
    for model in apps.get_models(include_auto_created=True):
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if target and {model._meta.app_label, target._meta.app_label} <= set(FLOORS):
                visited += 1
                if floor(model) < floor(target):
                    upward.append(f"{model.__name__}.{field.name} to {target.__name__}")
    assert upward == []
    assert visited > 60


def floor(model):
    """Return the height of the model's floor."""
    return -FLOORS.index(model._meta.app_label)


def test_the_order_of_the_floors_is_that_of_the_docs():
    words = Path(settings.BASE_DIR, "docs", "architecture.md").read_text()
    places = [words.index(f"\n{name}/") for name in FLOORS]
    assert all(above < below for above, below in pairwise(places))

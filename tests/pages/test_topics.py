import pytest

from core.models import Topic
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    TopicFactory(name="Workers’ rights", synonyms="labor\nunions")
    return TopicFactory(name="Local authority", synonyms="local control\nhome rule\n\n preemption ")


@pytest.mark.parametrize(
    "words",
    [
        "local authority",
        "LOCAL CONTROL",
        "what is home rule?",
        "local-control",
        "preemption",
        "“Preemption”, again",
        "local   control now",
    ],
)
def test_is_named_by_its_name_or_a_synonym(authority, words):
    assert Topic.objects.all().named_in(words) == [authority]


@pytest.mark.parametrize(
    "words", ["", "local", "authority", "localcontrol", "locals control", "home ruled", "?"]
)
def test_is_not_named_by_parts_of_words(authority, words):
    assert Topic.objects.all().named_in(words) == []


def test_a_blank_line_among_the_synonyms_names_nothing():
    TopicFactory(synonyms="\n  \n?\n")
    assert Topic.objects.all().named_in("anything at all ?") == []


def test_several_topics_can_be_named_at_once(authority):
    assert len(Topic.objects.all().named_in("unions and local control")) == 2

import pytest

from core.models import Topic
from core.topics import named_among
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
    assert named_among(Topic.objects.all(), words) == [authority]


@pytest.mark.parametrize(
    "words", ["", "local", "authority", "localcontrol", "locals control", "home ruled", "?"]
)
def test_is_not_named_by_parts_of_words(authority, words):
    assert named_among(Topic.objects.all(), words) == []


def test_a_blank_line_among_the_synonyms_names_nothing():
    TopicFactory(synonyms="\n  \n?\n")
    assert named_among(Topic.objects.all(), "anything at all ?") == []


def test_several_topics_can_be_named_at_once(authority):
    assert len(named_among(Topic.objects.all(), "unions and local control")) == 2

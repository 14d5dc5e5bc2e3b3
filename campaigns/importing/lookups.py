"""The topics, campaigns and people that the words in a file mean."""

from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property

from django.core.exceptions import ValidationError

from campaigns.models import CampaignPage
from core.topics import Topic, normalize
from members.importing.lookups import Places
from members.models import Person
from members.models.names import normalized
from members.models.other_names import OtherName, other_names_of
from spreadsheets.cells import excerpt


class NamedRecords:
    """Records by the names that people write for them."""

    def __init__(self, noun, names):
        """`names` are pairs of a name and its record."""
        self.noun, self.by_name, self.labels = noun, defaultdict(list), {}
        for name, record in names:
            found = self.by_name[normalize(name)]
            if record not in found:
                found.append(record)
            self.labels.setdefault(normalize(name), name)

    def knows(self, text):
        return normalize(text) in self.by_name

    def called(self, text):
        """Return the record that the words mean, or raise ValidationError."""
        found = self.by_name.get(normalize(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(f"There are {len(found)} {self.noun}s called “{excerpt(text)}”.")
        alike = get_close_matches(normalize(text)[:120], self.labels, n=1, cutoff=0.8)
        hint = f" Did you mean “{self.labels[alike[0]]}”?" if alike else ""
        raise ValidationError(f"There is no {self.noun} called “{excerpt(text)}”.{hint}")


class KnownRecords:
    """Everything that a file can name, with each kind read once."""

    def __init__(self):
        self.places = Places()

    @cached_property
    def topics(self):
        """Topics by their names and synonyms; those of a merged topic lead to its survivor."""
        topics = list(Topic.objects.select_related("merged_into"))
        # A topic's own name comes before the synonyms of others.
        names = [(topic.name, topic.merged_into or topic) for topic in topics]
        taken = {normalize(name) for name, _ in names}
        others = [
            (name, topic.merged_into or topic)
            for topic in topics
            for name in topic.names
            if name.strip() and normalize(name) not in taken
        ]
        return NamedRecords("topic", [*names, *others])

    @cached_property
    def campaigns(self):
        return NamedRecords("campaign", [(page.title, page) for page in CampaignPage.objects.all()])

    @cached_property
    def people(self):
        return People()


class People:
    """Everyone on the roster who isn't withdrawn, by name and by Person ID."""

    def __init__(self):
        self.everyone = everyone = Person.objects.in_bulk()
        survivors = Person.objects.survivors(everyone)
        not_withdrawn = set(Person.objects.not_withdrawn().values_list("pk", flat=True))
        #: The record that stands for each id; withdrawn people are left out.
        self.by_pk = {
            pk: everyone[survivor]
            for pk, survivor in survivors.items()
            if survivor in not_withdrawn
        }
        self.by_name = defaultdict(list)
        self.other_names = other_names_of(OtherName.objects.all())
        for pk in not_withdrawn:
            for key in self._names_of(everyone[pk]):
                self.by_name[key].append(everyone[pk])

    def _names_of(self, person):
        return {normalized(name) for name in (person.name, *self.other_names.get(person.pk, ()))}

    def called(self, name, pk=None):
        """Return the person with that id, or else of that name, or raise ValidationError."""
        if pk is not None:
            return self._numbered(pk, name)
        found = self.by_name.get(normalized(name), [])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(f"No one on the roster is called “{excerpt(name)}”.")
        found = sorted(found, key=lambda person: person.pk)
        numbers = " or ".join(str(person.pk) for person in found)
        raise ValidationError(
            f"Several people are called “{excerpt(name)}”. Add the Person ID after the name, as in "
            f"“{excerpt(name)} (Person ID {found[0].pk})”; the ID is {numbers}."
        )

    def _numbered(self, pk, name):
        """Return the person with that id; the name may be that of a record merged into theirs."""
        if pk not in self.by_pk:
            raise ValidationError(f"There is no person with the ID {pk}.")
        person = self.by_pk[pk]
        names = self._names_of(person) | self._names_of(self.everyone[pk])
        if name and normalized(name) not in names:
            raise ValidationError(
                f"The person with the ID {pk} is {person.name}, not “{excerpt(name)}”."
            )
        return person

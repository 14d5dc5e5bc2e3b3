"""Names without accents, case and punctuation: to compare them, to sort them and to find them."""

import re
import unicodedata

from django.db import models
from django.db.models.lookups import IContains

#: Letters that Unicode doesn't decompose into a plain letter and its mark.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
APOSTROPHES = re.compile(r"['’‘ʻʼ`´′＇]")
INITIALISM = re.compile(r"(?<=\b\w)\.(?=\w\b)")
BETWEEN_WORDS = re.compile(r"[\W_]+")


def plain_words(text):
    """Return the words in lower case, without accents, apostrophes, hyphens and other marks."""
    # Some letters, such as 𝕬, have no lower case before they are decomposed.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = apart.translate(LETTERS)
    if not plain.isascii():
        plain = "".join(filter(_is_seen, plain))
    plain = INITIALISM.sub("", APOSTROPHES.sub("", plain).replace("ph.d", "phd"))
    return BETWEEN_WORDS.sub(" ", plain).split()


def _is_seen(letter):
    """Return False for accents and for signs such as a soft hyphen."""
    return not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"


def plain_text(text):
    """Return `plain_words` as one text, in which a part of a name can be looked for."""
    return " ".join(plain_words(text))


def sort_key(text):
    """Return what sorts names as a reader of English expects: "Álvaro" with A, "Example, Zoe" before "Example
    Sample, Ann".

    It has only the letters a-z and digits, which every database sorts alike, whatever its collation: 0 stands
    for a comma, 1 for a space, 2 comes before a digit, and zz before the number of any other letter.
    """
    return "0".join("1".join(map(_sortable, plain_words(part))) for part in text.split(","))


def _sortable(word):
    return word if word.isascii() and word.isalpha() else "".join(map(_sortable_letter, word))


def _sortable_letter(letter):
    if not letter.isascii():
        return f"zz{ord(letter):06x}"
    return f"2{letter}" if letter.isdigit() else letter


class DerivedField(models.CharField):
    """A column that each way of saving, one by one or in bulk, derives anew from other fields.

    Versions and snapshots don't hold it.
    """

    def __init__(self, *sources, **options):
        self.sources = sources
        defaults = {"max_length": 400, "default": "", "editable": False, "serialize": False}
        super().__init__(**defaults | options)

    def deconstruct(self):
        name, path, _, options = super().deconstruct()
        return name, path, self.sources, options

    def pre_save(self, instance, add):
        texts = [getattr(instance, source) for source in self.sources]
        setattr(instance, self.attname, self.derived(*texts)[: self.max_length])
        return getattr(instance, self.attname)

    def derived(self, *texts):
        raise NotImplementedError


class SortKeyField(DerivedField):
    """The `sort_key` of another field."""

    def derived(self, text):
        return sort_key(text)


class PlainTextField(DerivedField):
    """The `plain_text` of other fields, each different one once; `icontains` looks for any spelling of a text."""

    def derived(self, *texts):
        return " | ".join(filter(None, dict.fromkeys(map(plain_text, texts))))


@PlainTextField.register_lookup
class ContainsInAnySpelling(IContains):
    def get_prep_lookup(self):
        return plain_text(self.rhs) or self.rhs


def fill_in(model, *names):
    """Fill in derived columns of all rows, in a migration that adds them."""
    fields = [model._meta.get_field(name) for name in names]
    rows = list(model._base_manager.all())
    for row in rows:
        for field in fields:
            field.pre_save(row, add=False)
    model._base_manager.bulk_update(rows, names, batch_size=500)

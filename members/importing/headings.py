"""The columns that files about one subject may have, and which of them a heading means."""

import re


def plain(header):
    """A heading as it is compared: case, spaces and punctuation make no difference."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", header.casefold()).split())


class Columns:
    """All columns of a subject, in the order of an export."""

    #: The keys of two that a sentence about headings names.
    EXAMPLES = ()

    def __init__(self, columns, template):
        """`template` has the keys of those that a file to begin with has."""
        self.by_key = {column.key: column for column in columns}
        self.exported = [column for column in columns if column.exported]
        #: What an import takes in, in the order in which it is written.
        self.imported = [column for column in columns if not column.derived]
        self.template = [self.by_key[key] for key in template]

    def guess(self, header):
        """Which of our columns each heading of a file means: {heading: key}. The others aren't in it."""
        names = {
            plain(name): column.key
            for column in self.imported
            for name in (column.header, *column.aliases)
        }
        found = {}
        for heading in header:
            key = names.get(plain(heading))
            if key and key not in found.values():
                found[heading] = key
        return found

    def complaints(self, chosen):
        """What is wrong with a mapping {heading: key}, in sentences."""
        sentences = []
        keys = list(chosen.values())
        for key in dict.fromkeys(keys):
            headings = [heading for heading, other in chosen.items() if other == key]
            if key not in self.by_key or self.by_key[key].derived:
                sentences.append(
                    f"“{headings[0]}” is matched with a column that can’t be imported."
                )
            elif len(headings) > 1:
                listed = " and ".join(f"“{heading}”" for heading in headings)
                sentences.append(f"{listed} can’t both be “{self.by_key[key].header}”.")
        return sentences

"""Rows of a list that name nobody: vacant seats, headings, totals, footnotes, and cells with something else."""

import re

VACANT = re.compile(
    r"(?:the |this |currently |now )*(?:vacan(?:t|cy)|open|unfilled|not filled|tb[ad]|to be \w+(?: \w+)?|n/?a|"
    r"n\.a\.?|unknown|none|no ?one|nobody|pending|[-‐-―?]+)(?: (?:seat|position|office|office ?holder|now))*"
    r"(?:\s*[-–—(,:].*)?",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"(?:grand |sub)?total\b|(?:sum|count|number|average) of\b|count:", re.IGNORECASE
)
FOOTNOTE = re.compile(
    r"[*†‡§¹²³]|\(?\d\) |(?:notes?|sources?|key|legend)\b[:.]?|(?:as of|updated|last updated|compiled)\b",
    re.IGNORECASE,
)
#: Words of a heading above the members of one place or office.
HEADING = re.compile(
    r"\b(?:count(?:y|ies)|cit(?:y|ies)|towns?|villages?|districts?|wards?|municipalit(?:y|ies)|schools?|boards?|"
    r"councils?|commission(?:ers?)?|mayors?|sheriffs?|members?|officials?|region)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\w\s+(?:and|&)\s+\w|\w\s*/\s*\w|\w\s*[;\n]\s*\w", re.IGNORECASE)
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
#: The site's own made-up people are numbered.
MADE_UP = "Sample "


def seems(name, filled):
    """Return in a sentence what a row with this name and these filled cells seems to be, or "" for a person."""
    if name.startswith(MADE_UP):
        return ""
    alone = filled == [name]
    if VACANT.fullmatch(name):
        return "This looks like a vacant seat, not a person."
    if alone and TOTAL.match(name):
        return "This looks like a total, not a person."
    if alone and FOOTNOTE.match(name):
        return "This looks like a footnote, not a person."
    if alone and HEADING.search(name):
        return "This looks like a heading, not a person."
    if SEVERAL.search(name):
        return "This looks like two people in one row. Give each a row in the file."
    if "@" in name:
        return "This name has an @ in it, as an email address does."
    if ":" in name:
        return "This name has a colon in it, as a note does."
    if any(map(str.isdigit, ORDINAL.sub("", name))):
        return "This name has digits in it, as a note or an address does."
    return ""

"""The selectors of a style sheet, without the conditions under which they hold."""

import re
from itertools import product

NESTING = ("@media", "@supports", "@layer")
# What a browser or a reader adds to an element, and no document holds.
STATES = re.compile(r"::[\w-]+(\([^()]*\))?|:(?!where\b)[\w-]+(\([^()]*\))?|\[open\]")


def selectors(css):
    """Every plain selector that `css` has a rule for, each alternative of `:where()` for itself."""
    found = set()
    for prelude, body in blocks(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if prelude.startswith(NESTING):
            found |= selectors(body)
        elif not prelude.startswith("@"):
            found |= {plain for part in split(prelude) for plain in alternatives(part)}
    return found


def blocks(css):
    """Pairs of what stands before a block and what stands in it; statements without one are skipped."""
    depth, start, opened = 0, 0, 0
    for at, letter in enumerate(css):
        if letter == "{":
            depth += 1
            if depth == 1:
                prelude, opened = css[start:at].rpartition(";")[2].strip(), at + 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[opened:at]
                start = at + 1


def split(text):
    """The parts between commas that stand in no parentheses."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def alternatives(selector):
    """The selector without states, once for each of the combinations that its `:where()` lists allow."""
    selector = re.sub(r":not\([^()]*(\([^()]*\)[^()]*)*\)", "", selector)
    pieces = re.split(r":where\(((?:[^()]|\([^()]*\))*)\)", selector)
    choices = [split(piece) if at % 2 else [piece] for at, piece in enumerate(pieces)]
    for choice in product(*choices):
        yield plain("".join(choice))


def plain(selector):
    selector = STATES.sub("", selector).strip() or "*"
    return f"{selector} *" if selector[-1] in ">+~" else selector

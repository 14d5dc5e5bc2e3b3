"""Names of places as they are compared."""

import re
import unicodedata

SHORT_FORMS = {"st": "saint", "mt": "mount", "ft": "fort", "co": "county"}
STATE = re.compile(r" (nc|n c|north carolina)$")


def plain(text):
    """No accents, case or punctuation, short forms spelled out, and without the state."""
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9 ]+", " ", letters.replace("'", "")).split()
    return STATE.sub("", " ".join(SHORT_FORMS.get(word, word) for word in words))

"""How does a text leave in a cell without being a formula there, and come back as it was?

OWASP, "CSV Injection": what begins with = + - @, a tab or a line end is calculated by spreadsheet
programs. Such a text gets an apostrophe in front, and so does what a reader could not tell from it.
"""

# The full-width forms count as well: some programs read them as the plain ones (OWASP, as above).
TRIGGERS = frozenset("=+-@\t\r\n＝＋－＠")


def guarded(text: str) -> str:
    """The text as it stands in a cell."""
    return f"'{text}" if _needs_guard(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded; of others, the text without blanks around it."""
    if text.startswith("'") and _needs_guard(text[1:]):
        return text[1:]
    return text.strip()


def _needs_guard(text: str) -> bool:
    bare = text.lstrip("'")
    return text != text.strip() or bare != bare.strip() or bare[:1] in TRIGGERS

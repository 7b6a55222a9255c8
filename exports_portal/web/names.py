"""Can a name be read at all, so that somebody can be looked for under it?

Pure. A name of punctuation, or of signs that have no spelling in Latin letters, finds nothing on
any list: it would look like a party without a match and be a party that was never screened.
"""

import unicodedata

from anyascii import anyascii

# Letters beyond these are not needed to tell whether there is one; nothing of any length is slow.
LOOKED_AT = 400


def is_readable(name: str) -> bool:
    """Is there at least one letter or digit in it that can be spelled in Latin?"""
    plain = unicodedata.normalize("NFKC", name[:LOOKED_AT])[:LOOKED_AT]
    signs = "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")
    return any(sign.isalnum() for sign in anyascii(signs))

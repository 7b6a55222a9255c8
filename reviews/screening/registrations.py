"""Does this mark of an aircraft name another aircraft?

"EP-MNG" and "EP-MNZ" differ in one letter and are two machines: a mark is the same or it is not.
"""

import re

from reviews.screening.likeness import WeighedName

_MARK = re.compile(r"[a-z0-9]{1,3}[a-z0-9]{2,6}")
_MOST_WORDS = 2


def is_another_mark(screened: WeighedName, listed: WeighedName) -> bool:
    """The listed name is a mark, and does not stand in the screened one, however parted."""
    if len(listed.words) > _MOST_WORDS or not _MARK.fullmatch(listed.joined):
        return False
    return listed.joined not in screened.joined

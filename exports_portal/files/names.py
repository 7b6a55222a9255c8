"""Which names may a file have, and how is a name shown that could mislead?"""

import re

from exports_portal.bounds import LONGEST_FILE_NAME
from exports_portal.files.uploads import WrongFile

LONGEST_EXTENSION = 10  # characters; what is longer is part of the name
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# A name that says something else than it shows, or names a place instead of a file.
MISLEADING = re.compile(rf"[\x00-\x1f\x7f-\x9f/\\\u2028\u2029\ud800-\udfff{DIRECTION_MARKS}]")
# Characters that a file system, a header or a reader could misunderstand as well.
UNSAFE = re.compile(rf'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028\u2029\ud800-\udfff{DIRECTION_MARKS}]+')


def check_name(name: str) -> None:
    """WrongFile when the name is too long, or has characters that hide what the file is."""
    if len(name) > LONGEST_FILE_NAME:
        raise WrongFile(
            f"The name of the file is longer than {LONGEST_FILE_NAME} characters: shorten it."
        )
    if MISLEADING.search(name):
        raise WrongFile(
            "The name of the file has characters that hide what it is, such as slashes or marks "
            "of writing direction: rename it."
        )


def safe_name(name: str) -> str:
    """A name without paths and control characters; the extension survives a cut.

    Names are for showing alone: the path of a stored file is made of its hash.
    """
    cleaned = UNSAFE.sub("_", name).strip(" .") or "file"
    stem, dot, extension = cleaned.rpartition(".")
    if len(cleaned) <= LONGEST_FILE_NAME or len(extension) > LONGEST_EXTENSION:
        return cleaned[:LONGEST_FILE_NAME]
    return stem[: LONGEST_FILE_NAME - len(extension) - 1] + dot + extension


def extension_of(name: str) -> str:
    """What stands behind the last dot, in small letters; nothing for a name without one."""
    _, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""

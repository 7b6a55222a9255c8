"""Is a text a text, in one encoding, with nothing in it that a program would run?"""

import json
import re

from exports_portal.files.disguises import NEAR_THE_START, begins_as_another
from exports_portal.files.uploads import MEGABYTE, WrongFile

LARGEST_JSON = 2 * MEGABYTE  # bytes; reading it takes up to thirty times as much memory
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# A cell that a spreadsheet program calculates (OWASP, CSV injection). "-5" and "+1 202" are values.
FORMULA = re.compile(
    r"""(?:^|[,;\t])[ ]{0,9}["']?(?:=|[+\-@][ ]?[A-Za-z][^,;\t\n]{0,200}[(|!])""", re.M
)

NOT_UTF_8 = "The text is not in UTF-8: save it as UTF-8 (in Excel: CSV UTF-8)."
NO_TEXT = "The file has characters that no text has, so it is something else than its name says."
WEB_PAGE = "The text begins as a web page or a PDF: print it as a PDF and upload that."
FORMULAS = "The table has formulas, which would run on the reader's machine: save its values alone."
NO_JSON = "The file is no JSON: {reason}."
LARGE_JSON = f"The file is larger than the {LARGEST_JSON // MEGABYTE} MB that a JSON file may have."


def check_text(content: bytes) -> None:
    _text(content)


def check_csv(content: bytes) -> None:
    if FORMULA.search(_text(content)):
        raise WrongFile(FORMULAS)


def check_json(content: bytes) -> None:
    """Read it whole: numbers stay text, so that no digit costs more than a character."""
    if len(content) > LARGEST_JSON:
        raise WrongFile(LARGE_JSON)
    try:
        json.loads(_text(content), parse_int=str, parse_float=str, parse_constant=_no_constant)
    except RecursionError as error:
        raise WrongFile(NO_JSON.format(reason="it is nested too deep")) from error
    except ValueError as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "a number"
        raise WrongFile(NO_JSON.format(reason=f"see {place}")) from error


def _no_constant(name: str) -> str:
    raise ValueError(name)


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFile(NOT_UTF_8) from error
    if CONTROL.search(text):
        raise WrongFile(NO_TEXT)
    if begins_as_another(content[:NEAR_THE_START]):
        raise WrongFile(WEB_PAGE)
    return text

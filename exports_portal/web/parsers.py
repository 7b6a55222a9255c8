"""Which bodies does the API take? JSON of a sane depth that says each thing once, and forms with a
file that do.
"""

import json
from collections.abc import Mapping
from math import isinf
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request


class StrictJSONParser(JSONParser):
    """Malformed, too deep or ambiguous JSON is a 400, so that nothing sent is silently dropped."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return _read(stream.read())
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except ValueError as error:  # what is no JSON, and what is no UTF-8
            raise ParseError(f"This is not JSON: {error}") from error


def form_sent(request: Request) -> tuple[MultiValueDict[str, str], MultiValueDict[str, Any]]:
    """The texts and the files of a body with parts. ParseError where a name stands twice."""
    texts: MultiValueDict[str, str] = request.POST
    files: MultiValueDict[str, UploadedFile[bytes]] = request.FILES
    names = [name for sent in (texts, files) for name in sent for _ in sent.getlist(name)]
    if len(names) > len(set(names)):
        raise ParseError("A name stands twice in what was sent.")
    return texts, files


def _read(body: bytes) -> Any:
    found = json.loads(
        body.decode(),
        object_pairs_hook=_named_once,
        parse_constant=_refuse_constant,
        parse_float=_finite,
    )
    if b"\\ud" in body.lower():  # half of a surrogate pair is no character: nothing can keep it
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ParseError(f"The name “{name}” stands twice in one object.")
        found[name] = value
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError(f"{text} is too large")
    return number

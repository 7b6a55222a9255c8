"""How does a program say what it read, so that nobody's later work is lost?

RFC 9110, 13.1.1: the ETag of what was read comes back in If-Match.
"""

import re
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from exports_portal.errors import PreconditionMissing

_ETAG = re.compile(r'"([!#-~]{1,128})"')
LONGEST_REVISION = 9  # digits


def if_match(what: str) -> OpenApiParameter:
    """The header as the schema tells it. `what`: "the record"."""
    return OpenApiParameter(
        "If-Match",
        location=OpenApiParameter.HEADER,
        description=f"The `ETag` of {what} as you read it: 412 when it was changed since, 428 "
        "without it.",
    )


def etag(state: Any) -> Mapping[str, str]:
    """The header that says in which state something is."""
    return {"ETag": f'"{state}"'}


def state_read(request: Request, what: str) -> str:
    """The state that the caller read. PreconditionMissing without a single strong ETag."""
    sent = _ETAG.fullmatch(request.headers.get("If-Match", "").strip())
    if sent is None:
        raise PreconditionMissing(f"Send the ETag of {what} as you read it in If-Match.")
    return sent[1]


def revision_read(request: Request, what: str) -> int:
    """The same, of something that counts its revisions."""
    state = state_read(request, what)
    if not (state.isascii() and state.isdecimal() and len(state) <= LONGEST_REVISION):
        raise PreconditionMissing(f"Send the ETag of {what} as you read it in If-Match.")
    return int(state)

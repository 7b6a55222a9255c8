"""How does the API answer with a file, whatever kind of answer was asked for?"""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class AsItIs(DefaultContentNegotiation):
    """A file has the kind that it has, and a refusal is a problem: nothing is to be chosen."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], _format: Any = None
    ) -> tuple[BaseRenderer, str]:
        first = next(iter(renderers))
        return first, str(first.media_type)

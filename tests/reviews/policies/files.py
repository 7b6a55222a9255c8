"""Policies as a steward hands them in."""

import json
from typing import Any

from django.utils import timezone

from exports_portal.policy.loading import DATA


def shipped(name: str) -> dict[str, Any]:
    """A policy that ships, with today as its first day."""
    said = json.loads((DATA / name).read_text())
    return said | {"effective_from": timezone.localdate().isoformat()}


def groups(codes: list[str]) -> str:
    """The countries of D:5 are others."""
    said = shipped("country_groups-2026-07-23.json")
    return json.dumps(said | {"payload": said["payload"] | {"D:5": codes}})


def content(percent: str = "99.00", **changes: Any) -> str:
    """Sufficient U.S. content is presumed from another share on."""
    said = shipped("content-2025-07-23.json") | {"title": "A higher share"} | changes
    return json.dumps(said | {"payload": {"threshold_percent": percent}})

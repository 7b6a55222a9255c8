"""Who else has this record, or this grid, open?

A page tells it when it is opened, and asks again every twenty seconds while it is. Whoever asks no
more is forgotten. Only who may open the page is told, and only of people of its consortium.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exports_portal.accounts.models import Membership
from exports_portal.canonical import digest
from proposals.views.reading import Reading

FORGOTTEN_AFTER = 60  # seconds: three times that a page asks (program default)
SEEN = "seen"  # what a page shows, in the address at which it asks again


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Who is there besides oneself, and where a page asks again."""

    others: Sequence[str]
    place: str
    address: str

    @property
    def seen(self) -> str:
        return digest(list(self.others))[:16]

    @property
    def url(self) -> str:
        joint = "&" if "?" in self.address else "?"
        return f"{self.address}{joint}{SEEN}={self.seen}"


def present_at(reading: Reading, key: str, *, place: str, address: str) -> Presence:
    """Notes that this person is there as well. `place` is what the page calls it."""
    return Presence(others=_others(reading, key), place=place, address=address)


def presence_told(request: HttpRequest, presence: Presence) -> HttpResponse:
    """For htmx: nothing where the page shows it already, so that nobody hears it again."""
    if request.GET.get(SEEN) == presence.seen:
        return HttpResponse(status=204)
    return render(request, "proposals/parts/presence.html", {"presence": presence})


def _others(reading: Reading, key: str) -> list[str]:
    cache = caches["presence"]
    cache.set(_key(reading, key, reading.user.pk), True, FORGOTTEN_AFTER)
    people = {_key(reading, key, pk): said for pk, said in _people(reading).items()}
    return sorted(people[each] for each in cache.get_many(people))


def _people(reading: Reading) -> dict[int, str]:
    """Everybody else of the consortium, each with the first member for which they act."""
    members = reading.proposal.consortium.current_members().values("organization")
    rows = Membership.objects.filter(organization__in=members, user__is_active=True)
    rows = rows.exclude(user=reading.user).order_by("-organization")
    told = rows.values_list("user", "user__full_name", "organization__legal_name")
    return {pk: f"{name} of {member}" for pk, name, member in told}


def _key(reading: Reading, key: str, user: int) -> str:
    return f"present:{reading.proposal.pk}:{key}:{user}"

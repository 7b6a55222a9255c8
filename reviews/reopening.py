"""What of a review is about what an amendment changed?

No database: two contents and the findings of the rules in, the names of fields out. The subjects
of the tracks and of the agencies are program defaults, not published text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from exports_portal.accounts.roles import Agency
from exports_portal.canonical import canonical_json
from proposals.content import ProposalContent
from proposals.content.changes import Change, changes
from proposals.content.known import Known
from proposals.content.reading import PROGRAM_OFFICE
from proposals.content.whole import parts, records_of
from proposals.rules import Finding, Outcome
from reviews.parties import parties_of
from reviews.states import TrackKind as T

EVERY_TRACK = tuple(kind for kind in T if kind is not T.COMPLETENESS)

# Kind of record -> the tracks that examine it. A kind that is missing reopens all of them.
SUBJECTS: Mapping[str, tuple[T, ...]] = {
    "overview": (T.NATIONAL_INTEREST,),
    "members": (T.DESTINATION, T.NATIONAL_INTEREST),
    "layers": (T.SECURITY, T.US_CONTENT, T.NATIONAL_INTEREST),
    "contributions": (T.US_CONTENT, T.NATIONAL_INTEREST),
    "hardware": (T.US_CONTENT,),
    "components": (T.DESTINATION, T.US_CONTENT),
    "pipelines": (T.DESTINATION, T.SECURITY),
    "models": (T.DESTINATION, T.SECURITY, T.NATIONAL_INTEREST),
    "theft_protection": (T.SECURITY,),
    "security_claims": (T.SECURITY,),
    "use_cases": (T.DESTINATION, T.NATIONAL_INTEREST),
    "markets": (T.DESTINATION, T.NATIONAL_INTEREST),
    "operations": (T.DESTINATION, T.SECURITY),
    "operating_roles": (T.DESTINATION, T.SECURITY),
    "sites": (T.DESTINATION, T.SECURITY),
    "involved_parties": (T.DESTINATION,),
    "support": (T.NATIONAL_INTEREST,),
    "support_requests": (T.NATIONAL_INTEREST,),
}
# Of an item what it is worth says nothing of where it may go.
VALUE_ALONE = frozenset({"unit_value", "value_basis", "us_origin_percent", "origin_method"})
# What each agency is asked on, besides reading the whole version.
ASKED_ON: Mapping[Agency, tuple[T, ...]] = {
    Agency.STATE: (T.DESTINATION, T.NATIONAL_INTEREST),
    Agency.WAR: (T.DESTINATION, T.SECURITY, T.NATIONAL_INTEREST),
    Agency.ENERGY: (T.SECURITY, T.US_CONTENT, T.NATIONAL_INTEREST),
    Agency.OSTP: (T.SECURITY, T.US_CONTENT, T.NATIONAL_INTEREST),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """Track -> which fields it has to look at again, named without what they say."""

    tracks: Mapping[T, tuple[str, ...]]

    def of(self, kind: str) -> tuple[str, ...]:
        return self.tracks.get(T(kind), ())

    def asks(self, agency: str) -> tuple[str, ...]:
        """What is different in what this agency was asked on."""
        found = (name for kind in ASKED_ON[Agency(agency)] for name in self.of(kind))
        return tuple(dict.fromkeys(found))


def reopening(
    before: ProposalContent,
    after: ProposalContent,
    *,
    found_before: Iterable[Finding],
    found_after: Iterable[Finding],
) -> Reopening:
    """What the next version reopens. The findings are those of the rules, judged in one moment."""
    named: dict[T, dict[str, None]] = {kind: {} for kind in T}
    kinds = _kinds_of_records(before) | _kinds_of_records(after)
    for change in changes(before, after, PROGRAM_OFFICE, Known()):
        for track in _tracks_of(change, kinds):
            named[track][change.named] = None
    if _screened(before) != _screened(after):
        named[T.DESTINATION]["Parties that are screened"] = None
    for title in _differing(found_before, found_after):
        named[T.COMPLETENESS][f"Finding: {title}"] = None
    return Reopening(tracks={kind: tuple(names) for kind, names in named.items() if names})


def _tracks_of(change: Change, kinds: Mapping[UUID, str]) -> tuple[T, ...]:
    place = change.place
    if place.kind == "evidence":
        return SUBJECTS.get(kinds.get(place.about, ""), EVERY_TRACK)
    if place.kind == "components" and place.name in VALUE_ALONE:
        return (T.US_CONTENT,)
    return SUBJECTS.get(place.kind, EVERY_TRACK)


def _kinds_of_records(content: ProposalContent) -> dict[UUID, str]:
    return {
        record.id: part.name
        for part in parts().values()
        if part.is_written
        for record in records_of(content, part)
    }


def _screened(content: ProposalContent) -> Counter[str]:
    return Counter(canonical_json(party.query) for party in parties_of(content))


def _differing(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[str]:
    """The rules that find something else of what is not in order."""
    was, now = _not_passed(before), _not_passed(after)
    yield from dict.fromkeys(f"{rule} {title}" for rule, title, *_ in sorted(was ^ now))


def _not_passed(found: Iterable[Finding]) -> set[tuple[str, str, str, str, str]]:
    return {
        (one.rule_id, one.title, str(one.outcome), one.anchor, one.message)
        for one in found
        if one.outcome is not Outcome.PASS
    }

"""How is the outcome of a screening written down as plain data?"""

from collections.abc import Sequence

from reviews.screening.parties import Match, Party


def answer_of(party: Party, matches: Sequence[Match]) -> dict[str, object]:
    """Name and hits, best first: what `manage.py screen --json` and `__main__` print."""
    return {"name": party.name, "hits": [_hit(match) for match in matches]}


def _hit(match: Match) -> dict[str, object]:
    return {
        "id": match.entry.id,
        "score": match.score,
        "tier": match.tier.value,
        "matched_name": match.matched_name,
        "matched_on": match.matched_on.value,
        "explanation": match.explanation,
        "source": match.entry.source,
        "list_code": match.entry.list_code,
        "name": match.entry.name,
    }

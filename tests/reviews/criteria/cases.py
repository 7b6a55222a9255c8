"""Which case do the criteria of these tests judge?"""

from exports_portal.accounts.roles import Agency
from reviews.criteria.assessing import assess
from reviews.criteria.criterion import Row
from reviews.criteria.facts import CaseFacts, ScreeningFacts
from reviews.destinations.shipped import shipped_snapshot
from tests.proposals.rules.contents import complete_content
from tests.proposals.rules.policy import context

LIST = "list.json (0123456789ab)"


def screening(**changes) -> ScreeningFacts:
    """Finished, with nothing to look at."""
    whole = {"screened": 14, "list_version": LIST, "gaps": (), "parties": ()}
    return ScreeningFacts(**whole | changes)


def facts(**changes) -> CaseFacts:
    """A complete proposal under the policy that ships; every agency concurs, nothing is open."""
    content = complete_content(**changes.pop("content", {}))
    whole = {
        "content": content,
        "context": context(),
        "then": context(),
        "licenses": shipped_snapshot(),
        "screening": screening(),
        "ownership": (),
        "agencies": {agency.value: "CONCUR" for agency in Agency},
        "agency_names": {agency.value: agency.label for agency in Agency},
    }
    return CaseFacts(**whole | changes)


def rows_of(code: str, **changes) -> list[Row]:
    return [row for row in assess(facts(**changes)) if row.criterion.code == code]


def outcomes_of(code: str, **changes) -> dict[str, str]:
    """By the key of the subject."""
    return {row.subject.key: row.computed.outcome.value for row in rows_of(code, **changes)}

"""Which hits do the tests of the hit pages look at?"""

from django.urls import reverse

from reviews.actions.screening import screen_again, screen_parties
from tests.factories import reviews
from tests.factories.proposals_ready import ANCHOR_OWNER

FALSE_POSITIVE = {
    "outcome": "FALSE_POSITIVE",
    "code": "DIFFERENT_PLACE",
    "reason": "Another company, in another country.",
}
TREASURY = "Specially Designated Nationals (SDN) - Treasury Department"
UNVERIFIED = "Unverified List (UVL) - Bureau of Industry and Security"
ENTITY_LIST = {"name": ANCHOR_OWNER, "remarks": "Of Port Lumen."}
ON_THREE_LISTS = (
    ENTITY_LIST,
    {"name": ANCHOR_OWNER.upper(), "source": TREASURY, "entity_number": 91001, "type": "Entity"},
    {"name": ANCHOR_OWNER, "source": UNVERIFIED, "end_date": "2020-01-10"},
)


def page_of(case, name="screening", *more):
    return reverse(f"reviews:{name}", args=[case.proposal.public_id, *more])


def hit_page(case, hit=None):
    return page_of(case, "hit", (hit or case.hits[0]).pk)


def grouped_case():
    """The owner of the anchor stands on three lists, on one of them no longer."""
    return reviews.case_in_review(listed=ON_THREE_LISTS)


def reopened_case():
    """Settled by two people; then the list said something else of the entry."""
    case = reviews.case_in_review(listed=[ENTITY_LIST])
    reviews.settle(case, case.hits[0])
    changed = ENTITY_LIST | {"remarks": "Moved to Neverport.", "alt_names": ["HFH Ltd."]}
    return screened_on(case, listed=[changed])


def screened_on(case, *, listed):
    """The case after a new version of the list."""
    reviews.fictional_list(listed=listed)
    screen_parties(screen_again(case.proposal, by=case.lead))
    return case

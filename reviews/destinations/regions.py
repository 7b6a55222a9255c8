"""Is a place within a country in an occupied region?"""

from exports_portal.policy.license_positions import RuleCode
from reviews.destinations.position import Outcome, Position, position, told
from reviews.destinations.snapshot import Snapshot


def place_of(item: str, country: str, place: str, snapshot: Snapshot) -> Position:
    """The position in a city or region of a country, as an address writes it.

    In an occupied region it is embargoed; one that may be there is for a person, unless the
    country is embargoed anyway.
    """
    of_country = position(item, country, snapshot)
    if of_country.outcome is Outcome.EMBARGOED:
        return of_country
    regions = [r for r in snapshot.destinations.embargoed_regions if country in r.countries]
    if any(region.is_named_in(place) for region in regions):
        return told(Outcome.EMBARGOED, snapshot.rule(RuleCode.REGION), country, snapshot)
    if any(region.may_be_named_in(place) for region in regions):
        rule = snapshot.rule(RuleCode.PERHAPS_REGION)
        return told(Outcome.INDETERMINATE, rule, country, snapshot)
    return of_country

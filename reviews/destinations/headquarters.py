"""Where has a party its headquarters, and does that count wherever the item goes?

For chips and what holds them BIS asks for a license in any country if the recipient or its
ultimate parent has its headquarters in D:5 or Macau (guidance of May 31, 2026).
"""

from exports_portal.policy.countries import is_country
from exports_portal.policy.license_positions import RuleCode
from reviews.destinations.position import Outcome, Position, is_region, position, told
from reviews.destinations.snapshot import Snapshot


def position_of_party(
    item: str,
    country: str,
    headquarters: str | None,
    ultimate_parent: str | None,
    snapshot: Snapshot,
) -> Position:
    """The position of a recipient, operator, landlord or owner that receives `item` in `country`.

    `ultimate_parent` is the country of its headquarters; of a party that has no parent it is
    `headquarters` again. "" and None say that it is not known.
    """
    at_market = position(item, country, snapshot)
    if at_market.outcome is Outcome.EMBARGOED:
        return at_market
    seats = [seat or "" for seat in (headquarters, ultimate_parent)]
    for seat in seats:
        if is_region(seat, snapshot) or snapshot.is_embargoed(seat):
            rule = snapshot.rule(RuleCode.EMBARGOED_HEADQUARTERS)
            return told(Outcome.EMBARGOED, rule, seat, snapshot)
    found = snapshot.licenses.class_of(item)
    if found is None or not found.is_tested_by_headquarters:
        return at_market
    return _tested(at_market, country, seats, snapshot)


def _tested(at_market: Position, country: str, seats: list[str], snapshot: Snapshot) -> Position:
    """The stricter of the market and the headquarters; what is unknown is stricter than a pass."""
    for seat in seats:
        if snapshot.licenses.headquarters.has(seat, snapshot.groups_of(seat)):
            rule = snapshot.rule(RuleCode.HEADQUARTERS)
            return told(Outcome.LICENSE_REQUIRED_ENFORCED, rule, seat, snapshot)
    settled = {Outcome.LICENSE_REQUIRED_ENFORCED, Outcome.INDETERMINATE}
    if at_market.outcome in settled or all(is_country(seat) for seat in seats):
        return at_market
    rule = snapshot.rule(RuleCode.UNKNOWN_HEADQUARTERS)
    return told(Outcome.INDETERMINATE, rule, country, snapshot)

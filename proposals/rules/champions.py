"""Which foreign member contributes most to the hardware or the models, by the stated values?

National Champion status is open to a foreign member with the highest-value product or service of
layer 1 or layer 3 (domain.md 1.3). Computed and shown; the Government alone gives it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exports_portal.policy.countries import is_united_states
from proposals.content import LayerCode, Member, ProposalContent
from proposals.rules.context import RuleContext
from proposals.rules.control import control_from, share_from
from proposals.rules.r09_member_location import locations
from proposals.rules.unexplained import open_parts
from proposals.rules.wording import dollars

LAYERS = (LayerCode.L1_HARDWARE, LayerCode.L3_MODELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a foreign member stands in a layer.

    `is_highest` is None while a value is missing that could change it. `ties` are ties to a country
    of concern, `unknown` what is not stated about its owners.
    """

    member: Member
    layer: LayerCode
    is_highest: bool | None
    numbers: str
    ties: tuple[str, ...]
    unknown: tuple[str, ...]


def standings(content: ProposalContent, context: RuleContext) -> Iterator[Standing]:
    """Of every foreign member in each of the two layers that it contributes to."""
    for code in LAYERS:
        values = _values(content, code)
        for member in content.members:
            if member.organization_id in values and is_foreign(member):
                yield Standing(
                    member=member,
                    layer=code,
                    is_highest=_is_highest(member.organization_id, values),
                    numbers=_numbers(content, values),
                    ties=tuple(_ties(member, context)),
                    unknown=tuple(open_parts(member, context)),
                )


def is_foreign(member: Member) -> bool:
    """Incorporated or headquartered outside the United States."""
    countries = (member.incorporation_country, member.headquarters_country)
    return not all(is_united_states(country) for country in countries)


def _values(content: ProposalContent, code: LayerCode) -> dict[int, Decimal | None]:
    """Current members with a part in the layer -> the value of it; None where none is stated."""
    layer = content.layer(code)
    members = {member.organization_id for member in content.members}
    values: dict[int, Decimal | None] = dict.fromkeys(layer.providers if layer else ())
    values |= {
        given.contributor: given.value_usd for given in content.contributions if given.layer is code
    }
    return {pk: value for pk, value in values.items() if pk in members}


def _is_highest(pk: int, values: dict[int, Decimal | None]) -> bool | None:
    own = values[pk]
    known = [value for value in values.values() if value is not None]
    if own is not None and own < max(known):
        return False
    return None if None in values.values() else True


def _numbers(content: ProposalContent, values: dict[int, Decimal | None]) -> str:
    names = {member.organization_id: member.legal_name for member in content.members}
    return "; ".join(
        f"{names[pk]}: {'not stated' if value is None else dollars(value)}"
        for pk, value in values.items()
    )


def _ties(member: Member, context: RuleContext) -> Sequence[str]:
    """Where it is, who controls it, and any share that is held from there."""

    def is_concern(country: str) -> bool:
        return country in context.countries_of_concern

    found = [f"its {what} is there" for what, country in locations(member) if is_concern(country)]
    found += control_from(member, is_concern, context)
    if not found and share_from(member, is_concern):
        found.append("owners there hold a share")
    return found

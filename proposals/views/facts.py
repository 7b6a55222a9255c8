"""What does each section say, for somebody who reads it and does not write it?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from exports_portal.policy import readers as policy
from exports_portal.policy.countries import country_name
from proposals.content import Component, Layer, LayerCode, OperatingRole, ProposalContent
from proposals.forms.operations import QUESTIONS
from proposals.models import Component as ComponentRow
from proposals.models.proposal import DeliveryMode
from proposals.rules import places
from proposals.rules.places import Section
from proposals.rules.wording import dollars, number
from proposals.views.parties import party_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One answer. `anchor` is where a finding points to."""

    label: str
    value: str
    is_public: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Answers that belong together. `anchor` is the id of the whole."""

    heading: str
    facts: tuple[Fact, ...]
    anchor: str = ""


def blocks_of(section: Section, content: ProposalContent, *, is_whole: bool) -> list[Block]:
    """The answers of a section; without `is_whole` only what is public."""
    blocks = BLOCKS[section](content)
    if is_whole:
        return list(blocks)
    return [
        Block(
            heading=block.heading,
            anchor=block.anchor,
            facts=tuple(fact for fact in block.facts if fact.is_public),
        )
        for block in blocks
    ]


def _overview(content: ProposalContent) -> Iterator[Block]:
    names = {sector.code: sector.title for sector in policy.sectors(timezone.localdate())}
    sectors = ", ".join(names.get(code, code) for code in content.sectors)
    yield Block(
        heading="",
        facts=(
            Fact(label="Title", value=content.title, is_public=True, anchor=places.TITLE),
            Fact(
                label="Executive summary",
                value=content.executive_summary,
                is_public=True,
                anchor=places.EXECUTIVE_SUMMARY,
            ),
            Fact(label="Sectors", value=sectors, is_public=True),
            Fact(
                label="National interest statement",
                value=content.national_interest_statement,
                anchor=places.NATIONAL_INTEREST_STATEMENT,
            ),
            Fact(label="Confidential summary", value=content.confidential_summary),
        ),
    )


def _layers(content: ProposalContent) -> Iterator[Block]:
    for code in LayerCode:
        layer = content.layer(code)
        yield Block(
            heading=code.label,
            anchor=places.layer(code),
            facts=tuple(_layer(layer, content)) if layer else (),
        )


def _layer(layer: Layer, content: ProposalContent) -> Iterator[Fact]:
    providers = (content.member(pk) for pk in layer.providers)
    names = ", ".join(provider.legal_name for provider in providers if provider)
    yield Fact(label="Description", value=layer.description, is_public=True)
    if layer.code is LayerCode.L1_HARDWARE:
        statement = layer.us_manufacture_statement
        yield Fact(label="Manufacture in the United States", value=statement, is_public=True)
    yield Fact(label="Provided by", value=names, is_public=True)
    yield Fact(label="Confidential detail", value=layer.confidential_detail)


def _hardware(content: ProposalContent) -> Iterator[Block]:
    yield Block(
        heading="Bill of materials",
        anchor=places.HARDWARE_ROWS,
        facts=tuple(_component(row) for row in content.components),
    )
    justification = Fact(
        label="Justification of the U.S. content",
        value=content.content_justification,
        anchor=places.CONTENT_JUSTIFICATION,
    )
    yield Block(heading="Justification", facts=(justification,))


def _component(row: Component) -> Fact:
    category = dict(ComponentRow.Category.choices).get(row.category, row.category)
    value = "value not stated" if row.unit_value is None else f"{dollars(row.unit_value)} each"
    parts = (
        f"{row.quantity:,} × {value}",
        _share(row.us_origin_percent),
        f"{category} by {row.manufacturer}",
        f"assembled in {country_name(row.origin_country)}" if row.origin_country else "",
        f"ECCN {row.eccn}" if row.eccn else "",
    )
    return Fact(label=row.name, value="; ".join(part for part in parts if part))


def _share(percent: Decimal | None) -> str:
    return "U.S. origin not stated" if percent is None else f"{number(percent)} % U.S. origin"


def _markets(content: ProposalContent) -> Iterator[Block]:
    blocs = {bloc.code: bloc.name for bloc in policy.blocs(timezone.localdate())}
    facts = []
    for row, market in enumerate(content.markets, start=1):
        is_bloc = market.kind == "BLOC"
        name = blocs.get(market.code, market.code) if is_bloc else country_name(market.code)
        facts.append(Fact(label=f"Market {row}", value=name, is_public=True))
        facts.append(Fact(label=f"Why {name}", value=market.rationale))
    yield Block(heading="", anchor=places.MARKET_ROWS, facts=tuple(facts))


def _operations(content: ProposalContent) -> Iterator[Block]:
    mode = dict(DeliveryMode.choices).get(content.delivery_mode, "")
    delivery = Fact(label="How the package reaches the buyer", value=mode, is_public=True)
    yield Block(heading="Delivery", facts=(delivery,))
    answers = {answer.role: answer for answer in content.operating_roles}
    yield Block(
        heading="Who builds, owns and operates",
        anchor=places.OPERATING_ROLES,
        facts=tuple(
            Fact(label=question, value=_role(answers.get(role)), anchor=places.operating_role(role))
            for role, question in QUESTIONS.items()
        ),
    )


def _role(answer: OperatingRole | None) -> str:
    if answer is None:
        return ""
    country = f" ({country_name(answer.country)})" if answer.country else ""
    name = "To be decided" if answer.to_be_decided else f"{answer.name}{country}"
    return "\n".join(part for part in (name, answer.explanation) if part)


def _parties(content: ProposalContent) -> Iterator[Block]:
    """A block each; the first, or an empty one, is where a finding points to."""
    if not content.involved_parties:
        yield Block(heading="", anchor=places.PARTY_ROWS, facts=())
    for row, party in enumerate(content.involved_parties):
        (_, name), *answers = party_facts(party)
        yield Block(
            heading=str(name),
            anchor="" if row else places.PARTY_ROWS,
            facts=tuple(Fact(label=label, value=str(value)) for label, value in answers),
        )


def _support(content: ProposalContent) -> Iterator[Block]:
    instruments = policy.support_instruments(timezone.localdate())
    titles = {item.code: f"{item.title} ({item.agency})" for item in instruments}
    facts = [
        Fact(
            label=titles.get(request.code, request.code),
            value="\n".join(
                part
                for part in (dollars(request.amount) if request.amount else "", request.purpose)
                if part
            ),
        )
        for request in content.support_requests
    ]
    if content.no_support_requested:
        facts.append(Fact(label="Federal support", value="No Federal support is requested."))
    yield Block(heading="", anchor=places.SUPPORT_ROWS, facts=tuple(facts))


BLOCKS: dict[Section, Callable[[ProposalContent], Iterator[Block]]] = {
    Section.OVERVIEW: _overview,
    Section.LAYERS: _layers,
    Section.HARDWARE: _hardware,
    Section.MARKETS: _markets,
    Section.OPERATIONS: _operations,
    Section.PARTIES: _parties,
    Section.SUPPORT: _support,
}

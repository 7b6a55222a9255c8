"""Could a consortium take part at all? A few answers, judged by the readiness rules themselves.

The answers become the smallest content that says them. What was not answered is never a pass.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from proposals.content import (
    Category,
    Component,
    Hardware,
    Layer,
    LayerCode,
    Market,
    MarketKind,
    Member,
    ModelRecord,
    Overview,
    Owner,
    ProposalContent,
)
from proposals.content.models import Openness
from proposals.rules.context import RuleContext
from proposals.rules.control import WHOLE
from proposals.rules.finding import WORST_FIRST, Finding
from proposals.rules.r02_us_anchor import us_anchor
from proposals.rules.r03_five_layers import five_layers
from proposals.rules.r05_target_market import target_market
from proposals.rules.r08_call_window import call_window
from proposals.rules.r09_member_location import member_location
from proposals.rules.r10_member_control import member_control
from proposals.rules.r12_base_model import base_model
from proposals.rules.r13_content import us_content
from proposals.rules.r17_destination_groups import destination_groups
from proposals.rules.r18_embargo import embargo
from proposals.rules.r19_barred_destinations import barred_destinations

LEAD = 1
# What an answer leaves to the proposal itself: a description, a justification.
LATER = "said in the proposal"
HERE = "US"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is known so far. Countries are ISO 3166-1 alpha-2 codes, the share is in percent.

    An empty answer stands for "I do not know yet". `lead_owners` and `member_owners`: from where
    the lead company, and the other members, are owned by half or more or controlled.
    """

    incorporated: str = ""
    headquarters: str = ""
    lead_owners: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    member_owners: tuple[str, ...] = ()
    layers: tuple[LayerCode, ...] = ()
    us_percent: Decimal | None = None
    models: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()

    @property
    def says_where_the_lead_is(self) -> bool:
        return bool(self.incorporated and self.headquarters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Rules that can be judged from the answers, and whether these say enough for it."""

    title: str
    rules: tuple[Callable[[ProposalContent, RuleContext], list[Finding]], ...]
    is_answered: Callable[[Answers], bool]


QUESTIONS = (
    Question(title="The call", rules=(call_window,), is_answered=lambda said: True),
    Question(
        title="The lead company",
        rules=(us_anchor,),
        is_answered=lambda said: said.says_where_the_lead_is and bool(said.lead_owners),
    ),
    Question(
        title="Where the members are",
        rules=(member_location,),
        is_answered=lambda said: said.says_where_the_lead_is and bool(said.members),
    ),
    Question(
        title="Who owns or controls the members",
        rules=(member_control,),
        is_answered=lambda said: bool(said.lead_owners and said.member_owners),
    ),
    Question(
        title="The five layers",
        rules=(five_layers,),
        is_answered=lambda said: bool(said.layers),
    ),
    Question(
        title="U.S. content of the hardware",
        rules=(us_content,),
        is_answered=lambda said: said.us_percent is not None,
    ),
    Question(
        title="Where the models come from",
        rules=(base_model,),
        is_answered=lambda said: bool(said.models),
    ),
    Question(
        title="The target markets",
        rules=(target_market, destination_groups, embargo, barred_destinations),
        is_answered=lambda said: bool(said.markets),
    ),
)


def judged(answers: Answers, context: RuleContext) -> list[Finding]:
    """What the rules say of it, the most serious first; nothing of a question that is open."""
    content = content_of(answers, context)
    found = [
        finding
        for question in QUESTIONS
        if question.is_answered(answers)
        for rule in question.rules
        for finding in rule(content, context)
    ]
    return sorted(found, key=lambda finding: WORST_FIRST.index(finding.outcome))


def open_questions(answers: Answers) -> list[str]:
    """What could not be judged."""
    return [question.title for question in QUESTIONS if not question.is_answered(answers)]


def content_of(answers: Answers, context: RuleContext) -> ProposalContent:
    """The smallest content that says these answers."""
    return ProposalContent(
        call_code="",
        consortium_name="",
        overview=Overview(title=""),
        members=tuple(_members(answers, context)),
        layers=tuple(
            Layer(code=code, description=LATER, providers=(LEAD,)) for code in answers.layers
        ),
        hardware=Hardware(content_justification=LATER),
        components=(_hardware(answers),),
        models=tuple(_model(code, context) for code in answers.models),
        markets=tuple(Market(kind=MarketKind.COUNTRY, code=code) for code in answers.markets),
    )


def _members(answers: Answers, context: RuleContext) -> Iterator[Member]:
    yield replace(
        _member(LEAD, "The lead company", HERE, answers.lead_owners, context),
        role="ANCHOR",
        incorporation_country=answers.incorporated,
        headquarters_country=answers.headquarters,
        principal_place_country=answers.headquarters,
    )
    yield _member(LEAD + 1, "Another member", HERE, answers.member_owners, context)
    for number, code in enumerate(answers.members, start=LEAD + 2):
        name = f"Member in {context.country_name(code)}"
        yield _member(number, name, code, (HERE,), context)


def _member(
    number: int, name: str, country: str, owners: tuple[str, ...], context: RuleContext
) -> Member:
    return Member(
        organization_id=number,
        role="MEMBER",
        legal_name=name,
        other_names=(),
        incorporation_country=country,
        headquarters_country=country,
        principal_place_country=country,
        parent_name="",
        parent_country="",
        addresses=(),
        owners=tuple(_owners(owners, context)),
    )


def _owners(countries: tuple[str, ...], context: RuleContext) -> Iterator[Owner]:
    """Each controls it, and together they hold the whole of it, so that nothing more is asked."""
    share = WHOLE // max(len(countries), 1)
    for number, code in enumerate(countries):
        yield Owner(
            name=f"an owner in {context.country_name(code)}",
            kind="PERSON",
            country=code,
            percent=share if number else WHOLE - share * (len(countries) - 1),
            has_control=True,
            holds_shares_in="",
        )


def _hardware(answers: Answers) -> Component:
    return Component(
        name="The hardware",
        category=Category.SERVER,
        manufacturer="",
        quantity=1,
        unit_value=Decimal(100),
        us_origin_percent=answers.us_percent,
    )


def _model(country: str, context: RuleContext) -> ModelRecord:
    where = context.country_name(country)
    return ModelRecord(
        name=f"the model from {where}",
        developer="",
        developer_country=country,
        openness=Openness.CLOSED,
    )

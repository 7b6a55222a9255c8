"""R42: can somebody in a country of concern reach bulk sensitive data of U.S. persons?"""

from collections.abc import Iterator

from proposals.content import DataPipeline, LayerCode, Member, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.control import control_from
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.r09_member_location import locations
from proposals.rules.wording import listed

# 28 CFR 202.601: China with Hong Kong and Macau, Cuba, Iran, North Korea, Russia, Venezuela. A set
# of its own, not that of the call (domain.md 4.8).
DATA_CONCERN = frozenset({"CN", "HK", "MO", "CU", "IR", "KP", "RU", "VE"})
RULE = Rule(
    rule_id="R42",
    version=1,
    title="Bulk sensitive data of U.S. persons stays out of reach of countries of concern",
    section=places.Section.DATA,
    source=f"28 CFR part 202. What the dossier shows of it, and the outcomes: {PROGRAM_DEFAULT}",
)


def bulk_data(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No pipeline with bulk sensitive personal data of U.S. persons is within reach from there.

    Inputs: whether a pipeline holds such data, where it is labeled; members that provide layer 2,
    their countries, parents and owners. Outcome: BLOCK for such a pipeline that is labeled in a
    country of concern of 28 CFR 202; NEEDS_HUMAN where it is not stated where it is labeled, and
    for a provider of layer 2 that is there or controlled from there; WARN without a pipeline;
    otherwise PASS.
    Source: 28 CFR part 202 (domain.md 4.8, R42).
    """
    if not content.pipelines:
        message = "List the data pipelines, and whether they hold sensitive data of U.S. persons."
        return [RULE.warns(message, anchor=places.DATA_ROWS)]
    bulk = [pipeline for pipeline in content.pipelines if pipeline.bulk_us_sensitive_data]
    found = [finding for pipeline in bulk for finding in _judge(pipeline, context)]
    if bulk:
        found += [f for member in _providers(content) for f in _of_provider(member, context)]
    message = "No bulk sensitive data of U.S. persons is within reach of a country of concern."
    return found or [RULE.passes(message, anchor=places.DATA_ROWS)]


def _judge(pipeline: DataPipeline, context: RuleContext) -> Iterator[Finding]:
    there = [country for country in pipeline.labeling_countries if country in DATA_CONCERN]
    if there:
        where = listed([context.country_name(country) for country in there])
        message = f"Take the labeling of {pipeline.name} out of {where}."
        yield RULE.blocks(message, anchor=places.DATA_ROWS)
    elif not pipeline.labeling_countries:
        message = f"State where {pipeline.name} is labeled, and who can reach its data."
        yield RULE.needs_person(message, anchor=places.DATA_ROWS)


def _providers(content: ProposalContent) -> Iterator[Member]:
    layer = content.layer(LayerCode.L2_DATA)
    for member in content.members:
        if layer and member.organization_id in layer.providers:
            yield member


def _of_provider(member: Member, context: RuleContext) -> Iterator[Finding]:
    is_there = any(country in DATA_CONCERN for _, country in locations(member))
    if is_there or control_from(member, DATA_CONCERN.__contains__, context):
        message = (
            f"A person must ask what data {member.legal_name} can reach: it is in a country of "
            "concern of 28 CFR 202, or controlled from one."
        )
        yield RULE.needs_person(message, anchor=places.DATA_ROWS)

"""R11: can another state compel a provider of data, software, security or applications?"""

from collections.abc import Iterator
from dataclasses import replace

from proposals.content import Contribution, LayerCode, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, PROGRAM_DEFAULT, Finding, Rule

# Models and systems are software, so layer 3 counts with 2, 4 and 5.
JUDGED = (
    LayerCode.L2_DATA,
    LayerCode.L3_MODELS,
    LayerCode.L4_SECURITY,
    LayerCode.L5_APPLICATIONS,
)
RULE = Rule(
    rule_id="R11",
    version=1,
    title="No data, software, security or application comes from where it can be compelled",
    section=places.Section.CONTRIBUTIONS,
    source=(
        f"{CALL} and reported by the press: no provider is incorporated or primarily based where "
        f"national-security laws can compel it. The countries, and layer 3: {PROGRAM_DEFAULT}"
    ),
)
LAYER_RULE = replace(RULE, section=places.Section.LAYERS)
Provided = tuple[Rule, str, str, str]


def provider_location(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No provider of layers 2 to 5 is based in such a country, and nothing is provided from there.

    Inputs: providers of these layers with their countries of incorporation, headquarters and
    principal place of business; the country that each contribution to them is provided from; the
    policy COUNTRIES_OF_CONCERN. Outcome: BLOCK for a country of concern; NEEDS_HUMAN for one of the
    warn list and for a country that is not stated; WARN while no such layer has a provider;
    otherwise PASS.
    Source: call for proposals, as reported (domain.md 1.3, R11); the set is a program default.
    """
    provided = [*_providers(content), *_contributions(content)]
    found = [finding for each in provided for finding in _judge(each, context)]
    if not provided:
        message = "Name the members that provide the layers 2 to 5."
        return [LAYER_RULE.warns(message, anchor=places.LAYERS)]
    message = "No provider of data, software, security or applications is in such a country."
    return found or [RULE.passes(message, anchor=places.CONTRIBUTION_ROWS)]


def _judge(provided: Provided, context: RuleContext) -> Iterator[Finding]:
    rule, anchor, what, country = provided
    where = context.country_name(country)
    if country in context.countries_of_concern:
        message = f"Replace {what}: {where} is a country of concern."
        yield rule.blocks(message, anchor=anchor)
    elif country in context.warn_countries:
        message = f"A person must look at {what}: {where} is on the warning list."
        yield rule.needs_person(message, anchor=anchor)
    elif country not in context.countries:
        yield rule.needs_person(f"State the country of {what}.", anchor=anchor)


def _providers(content: ProposalContent) -> Iterator[Provided]:
    """Each provider once for each of its countries."""
    for layer in content.layers:
        if layer.code not in JUDGED:
            continue
        for member in content.members:
            if member.organization_id in layer.providers:
                what = f"{member.legal_name} as a provider of “{layer.code.label}”"
                stated = (
                    member.incorporation_country,
                    member.headquarters_country,
                    member.principal_place_country,
                )
                for country in dict.fromkeys(stated):
                    yield LAYER_RULE, places.layer(layer.code), what, country


def _contributions(content: ProposalContent) -> Iterator[Provided]:
    for given in content.contributions:
        if given.layer in JUDGED:
            what = contribution_named(given, content)
            yield RULE, places.CONTRIBUTION_ROWS, what, given.jurisdiction


def contribution_named(given: Contribution, content: ProposalContent) -> str:
    member = content.member(given.contributor)
    whose = f" of {member.legal_name}" if member else ""
    return f"the contribution{whose} to “{given.layer.label}”"

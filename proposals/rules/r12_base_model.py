"""R12: does a model come from a country of concern, or was it made from one that does?"""

from collections.abc import Iterator

from proposals.content import ModelRecord, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R12",
    version=1,
    title="No model is made from one of a country of concern",
    section=places.Section.MODELS,
    source=(
        "Reports on the call say that open-weight models from countries of concern are barred "
        f"(domain.md R12, S16). That it blocks, and for which countries: {PROGRAM_DEFAULT}"
    ),
)


def base_model(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The origin of every model is stated and is not a country of concern.

    Inputs: base model and its country, else the developer's country; the policy
    COUNTRIES_OF_CONCERN. Outcome, per model: BLOCK for a country of concern; NEEDS_HUMAN for a
    country of the warn list, for an origin that nobody stated, and for a developer in a country of
    either list; WARN when no model is listed, for layer 3 is models; otherwise PASS.
    Source: domain.md R12 (reported, not published text).
    """
    found = [finding for model in content.models for finding in _judge(model, context)]
    if not content.models:
        message = "List every model of layer 3, with its developer and what it was made from."
        found = [RULE.warns(message, anchor=places.MODEL_ROWS)]
    message = "The origin of every model is stated, and none is a country of concern."
    return found or [RULE.passes(message, anchor=places.MODEL_ROWS)]


def _judge(model: ModelRecord, context: RuleContext) -> Iterator[Finding]:
    anchor, origin = places.MODEL_ROWS, origin_of(model)
    what = f"the base model of {model.name}" if model.base_model else model.name
    name = context.country_name(origin)
    if origin in context.countries_of_concern:
        yield RULE.blocks(
            f"Replace {what}: it comes from {name}, a country of concern.", anchor=anchor
        )
    elif origin in context.warn_countries:
        yield RULE.needs_person(f"A person looks at {what}: it comes from {name}.", anchor=anchor)
    elif origin not in context.countries:
        yield RULE.needs_person(f"State which country {what} comes from.", anchor=anchor)
    elif model.developer_country in context.countries_of_concern | context.warn_countries:
        where = context.country_name(model.developer_country)
        message = f"A person looks at {model.name}: its developer is in {where}."
        yield RULE.needs_person(message, anchor=anchor)


def origin_of(model: ModelRecord) -> str:
    """The country of the base model, or of the developer where there is none; "" if unknown."""
    return model.base_model_origin_country if model.base_model else model.developer_country

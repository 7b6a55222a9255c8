"""R30: does a letter of the Government restrict a model, and what takes its place?"""

from collections.abc import Iterator

from proposals.content import ModelRecord, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R30",
    version=1,
    title="Models that a letter restricts are known, with what takes their place",
    section=places.Section.MODELS,
    source=(
        "“Is informed” letters, 15 CFR 744 and 50 U.S.C. 4817(b)(1): a named model can be cut off "
        f"within hours (domain.md 4.4, fact 25). What it means for a proposal: {PROGRAM_DEFAULT}"
    ),
)


def letter_restricted(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No letter restricts a model; where one does, buyers must know, and there is a fallback.

    Inputs: whether a letter restricts each model, and its fallback. Outcome, per restricted model:
    NEEDS_HUMAN without a fallback, WARN with one; otherwise PASS.
    Source: domain.md 4.4, R30.
    """
    found = [finding for model in content.models for finding in _judge(model)]
    message = "No letter restricts a model."
    return found or [RULE.passes(message, anchor=places.MODEL_ROWS)]


def _judge(model: ModelRecord) -> Iterator[Finding]:
    if not model.restricted_by_letter:
        return
    if model.fallback_model.strip():
        message = (
            f"A letter restricts {model.name}: the package is offered with limits, and buyers must "
            "be told."
        )
        explanation = f"Fallback: {model.fallback_model}."
        yield RULE.warns(message, anchor=places.MODEL_ROWS, explanation=explanation)
    else:
        message = f"A letter restricts {model.name}: name the model that takes its place."
        yield RULE.needs_person(message, anchor=places.MODEL_ROWS)

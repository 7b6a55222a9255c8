"""R29: is a model so large that its weights may need a license?"""

from collections.abc import Iterator
from decimal import Decimal

from proposals.content import ModelRecord, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import number

# 15 CFR 774 Supp. 1, ECCN 4E091: 10^26 operations or more. On the books, not enforced since
# 2025-05-13 (domain.md 4.3, fact 16).
CONTROLLED_FROM = Decimal(26)
RULE = Rule(
    rule_id="R29",
    version=1,
    title="Very large models are known",
    section=places.Section.MODELS,
    source=(
        "15 CFR 774 Supp. 1, ECCN 4E091, on the books and not enforced. "
        f"What it means for a proposal: {PROGRAM_DEFAULT}"
    ),
)


def frontier_model(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Every model whose weights are not published says how many operations trained it.

    Inputs: training operations (log10), whether the weights are published. Outcome, per model with
    unpublished weights: WARN from 26 on; NEEDS_HUMAN when the number is not stated; otherwise PASS.
    Source: domain.md R29; 15 CFR 774 Supp. 1, 4E091.
    """
    found = [finding for model in content.models for finding in _judge(model)]
    message = "No model with unpublished weights was trained with 10^26 operations or more."
    return found or [RULE.passes(message, anchor=places.MODEL_ROWS)]


def _judge(model: ModelRecord) -> Iterator[Finding]:
    if model.weights_are_published:
        return
    exponent = model.training_ops_log10
    if exponent is None:
        message = f"State with how many operations {model.name} was trained, as a power of ten."
        yield RULE.needs_person(message, anchor=places.MODEL_ROWS)
    elif exponent >= CONTROLLED_FROM:
        yield RULE.warns(
            f"{model.name} is a candidate for ECCN 4E091: its weights may need a license.",
            anchor=places.MODEL_ROWS,
            explanation=f"10^{number(exponent)} operations; the entry begins at 10^26.",
        )

"""PD02: are the questions on the theft of models answered?"""

from collections.abc import Iterator, Sequence

from exports_portal.policy.controls import Situation
from proposals.content import ModelRecord, ProposalContent, TheftProtection
from proposals.content.saying import fields_by_name
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.coverage import situations_of
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="PD02",
    version=1,
    title="How models are kept from theft is stated",
    section=places.Section.SECURITY,
    source=f"Recommended disclosures after NSTM-4 and others (domain.md 5): {PROGRAM_DEFAULT}",
)


def theft_protection(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """A package with closed weights says how they, and access to them, are protected.

    Inputs: the answers on customers, proxy accounts, limits, jailbreaks, distillation, insiders and
    incidents; per closed model who reaches its weights, keys, copies, limits on what leaves, level
    and reasoning steps. Outcome: WARN for what is not known yet; PASS where everything is said, or
    where every model's weights are given out.
    Source: domain.md 5, recommended disclosures; program default, not published text.
    """
    if Situation.CLOSED_WEIGHTS not in situations_of(content):
        message = "The weights of every model are given out, so nothing is asked on their theft."
        return [RULE.passes(message, anchor=places.SECURITY_QUESTIONS)]
    found = [*_of_package(content.theft_protection), *_of_models(content.models)]
    message = "What is asked on the theft of models is answered."
    return found or [RULE.passes(message, anchor=places.SECURITY_QUESTIONS)]


def _of_package(answers: TheftProtection) -> Iterator[Finding]:
    if names := answers.open_questions():
        message = f"Answer {_counted(names)} on customers, jailbreaks, distillation and incidents."
        yield RULE.warns(
            message,
            anchor=places.SECURITY_QUESTIONS,
            explanation=f"Not known yet: {_labels(TheftProtection, names)}.",
        )


def _of_models(models: Sequence[ModelRecord]) -> Iterator[Finding]:
    for model in models:
        if model.is_closed and (names := model.open_questions()):
            yield RULE.warns(
                f"Answer {_counted(names)} on the custody of the weights of {model.name}.",
                anchor=places.SECURITY_QUESTIONS,
                explanation=f"Not known yet: {_labels(ModelRecord, names)}.",
            )


def _counted(names: Sequence[str]) -> str:
    return "one question" if len(names) == 1 else f"{len(names)} questions"


def _labels(of: type, names: Sequence[str]) -> str:
    declared = fields_by_name(of)
    return "; ".join(declared[name].said.label for name in names)

"""R03: does the consortium deliver all five layers of the stack?"""

from collections.abc import Iterator

from proposals.content import Layer, LayerCode, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R03",
    version=1,
    title="All five layers are covered",
    section=places.Section.LAYERS,
    source=f"E.O. 14320 sec. 3(b)(i)(A)-(E); {CALL}: the consortium can deliver all five layers",
)


def five_layers(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Each of the five layers has a description and a provider who is a current member.

    Inputs: descriptions and providers of the layers, current members. Outcome: BLOCK for a layer
    without either; WARN for a layer that also names a provider who is no member; otherwise PASS.
    Source: E.O. 14320 sec. 3(b)(i)(A)-(E) and the call, as summarized by law firms (domain.md R03).
    """
    found = [finding for code in LayerCode for finding in _judge(code, content)]
    message = "Each of the five layers is described and has a member that provides it."
    return found or [RULE.passes(message, anchor=places.LAYERS)]


def _judge(code: LayerCode, content: ProposalContent) -> Iterator[Finding]:
    layer = content.layer(code)
    members = {member.organization_id for member in content.members}
    lacks = list(_lacks(layer, members))
    if lacks:
        message = f"{code.label}: add {listed(lacks)}."
        yield RULE.blocks(message, anchor=places.layer(code))
    elif layer and not members.issuperset(layer.providers):
        message = (
            f"{code.label}: take out the provider that is not a member of the consortium, "
            "or invite it."
        )
        yield RULE.warns(message, anchor=places.layer(code))


def _lacks(layer: Layer | None, members: set[int]) -> Iterator[str]:
    if layer is None or not layer.description.strip():
        yield "a description"
    if layer is None or members.isdisjoint(layer.providers):
        yield "a current member as its provider"

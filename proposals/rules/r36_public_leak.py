"""R36: does a text for the public repeat something confidential?"""

from collections.abc import Iterator
from dataclasses import replace

from proposals.confidential import leaks_in, secrets_of
from proposals.content import ProposalContent
from proposals.content.reading import Reader, shown_to, sight_of
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R36",
    version=4,
    title="No public text repeats something confidential",
    section=places.Section.OVERVIEW,
    source=PROGRAM_DEFAULT,
)


LAYER_RULE = replace(RULE, section=places.Section.LAYERS)
MARKING_RULE = replace(RULE, section=places.Section.CONFIDENTIAL)
MEMBER_RULE = replace(RULE, section=places.Section.MEMBERS)


def public_leak(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No text that becomes public repeats a passage, an amount or a name marked as confidential.

    Inputs: the texts that the catalog copies, the public substitutes, and every value that is not
    public as declared and marked; a name counts unless it is part of a member's, which is public.
    Outcome: BLOCK for each public text with something confidential, for after submission no step
    could mend it; otherwise PASS.
    Source: domain.md R36, program default, not published text.
    """
    public = list(public_texts(content))
    found = leaks_in(tuple(text for *_, text in public), secrets_of(content))
    findings = [
        rule.blocks(
            f"{where} repeats {source}, and would be published: take it out of one of the two.",
            anchor=anchor,
        )
        for (rule, where, anchor, _), sources in zip(public, found, strict=True)
        for source in sources
    ]
    message = "No public text repeats a confidential passage, amount or name."
    return findings or [RULE.passes(message, anchor=places.EXECUTIVE_SUMMARY)]


def public_texts(content: ProposalContent) -> Iterator[tuple[Rule, str, str, str]]:
    """(the rule with its page, what the text is called, the field it stands in, the text).

    As the public reads them: of a text that is withheld the substitute.
    """
    sight = sight_of(Reader(), content)
    yield RULE, "The title", places.TITLE, content.title
    for member in content.members:
        yield MEMBER_RULE, "A member's name", places.MEMBER_ROWS, member.legal_name
    yield MEMBER_RULE, "The consortium's name", places.MEMBER_ROWS, content.consortium_name
    yield (
        RULE,
        "The executive summary",
        places.EXECUTIVE_SUMMARY,
        shown_to(sight, content.overview).executive_summary,
    )
    for layer in (shown_to(sight, each) for each in content.layers):
        anchor, name = places.layer(layer.code), f"The description of “{layer.code.label}”"
        yield LAYER_RULE, name, anchor, layer.description
        name = "The statement on U.S. manufacture"
        yield LAYER_RULE, name, anchor, layer.us_manufacture_statement
    for marking in content.markings:
        anchor, name = places.marking(marking.id), "A public substitute"
        yield MARKING_RULE, name, anchor, marking.public_substitute

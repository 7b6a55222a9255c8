"""How does a test name a field of the only record of a kind, as if it stood in the proposal?"""

from dataclasses import replace

from proposals.content import Hardware, Operations, Overview, ProposalContent, Support

# Fields of the kinds of which there is one record, so that a test can name them alone.
OF_THE_ONE = {
    "overview": (
        Overview,
        (
            *("title", "executive_summary", "confidential_summary"),
            *("national_interest_statement", "sectors"),
        ),
    ),
    "hardware": (Hardware, ("content_justification",)),
    "operations": (Operations, ("delivery_mode",)),
    "support": (Support, ("no_support_requested",)),
}


def nested(values):
    """The fields of the only record of a kind, put into that record."""
    rest = dict(values)
    ones = {
        kind: made(**{name: rest.pop(name) for name in names})
        for kind, (made, names) in OF_THE_ONE.items()
        if kind not in rest
    }
    return rest | ones


def changed(content: ProposalContent, **changes) -> ProposalContent:
    """The content with these fields changed, also those of the only record of a kind."""
    for kind, (_, names) in OF_THE_ONE.items():
        own = {name: changes.pop(name) for name in names if name in changes}
        if own:
            changes[kind] = replace(getattr(content, kind), **own)
    return replace(content, **changes)

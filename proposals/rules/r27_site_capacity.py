"""R27: has each site the power for the accelerators that are to run there?"""

from collections.abc import Iterator

from proposals.content import ProposalContent, Site
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed, number

RULE = Rule(
    rule_id="R27",
    version=1,
    title="Each site can power its accelerators",
    section=places.Section.SITES,
    source=(
        "BIS red flags of May 13, 2025: a data center that cannot show the power for the chips. "
        f"How the portal compares: {PROGRAM_DEFAULT}"
    ),
)


def site_capacity(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The accelerators of a site draw no more power than it has.

    Inputs: power, number of accelerators and power of one, for each site. Outcome, per site: WARN
    where they draw more than it has, and where a number is missing; WARN without a site; otherwise
    PASS.
    Source: BIS red flags of May 13, 2025 (domain.md 4.5, R27).
    """
    if not content.sites:
        message = "List the sites where the package will run, with their power."
        return [RULE.warns(message, anchor=places.SITE_ROWS)]
    found = [finding for site in content.sites for finding in _judge(site)]
    message = "Each site has the power for its accelerators."
    return found or [RULE.passes(message, anchor=places.SITE_ROWS)]


def _judge(site: Site) -> Iterator[Finding]:
    numbers = {
        "its power": site.mw,
        "the number of its accelerators": site.accelerator_count,
        "the power of one": site.accelerator_kw,
    }
    missing = [what for what, value in numbers.items() if value is None]
    if missing:
        message = f"State for {site.name}: {listed(missing)}."
        yield RULE.warns(message, anchor=places.SITE_ROWS)
    elif site.load_mw and site.mw is not None and site.load_mw > site.mw:
        yield RULE.warns(
            f"Check the numbers of {site.name}: its accelerators draw more power than it has.",
            anchor=places.SITE_ROWS,
            explanation=(
                f"{site.accelerator_count:,} accelerators draw {number(site.load_mw)} MW; the site "
                f"has {number(site.mw)} MW."
            ),
        )

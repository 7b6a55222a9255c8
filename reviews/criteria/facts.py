"""What is known of a case when its criteria are computed? No database: it is handed over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from proposals.content import ProposalContent
from proposals.rules.context import RuleContext
from proposals.rules.coverage import AreaCoverage, coverage
from reviews.destinations.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A screened party with something to look at: open hits, and hits that are true matches."""

    name: str
    relation: str
    open_hits: int
    true_matches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts:
    """The latest screening of the version. `gaps`: why it cannot carry a decision.

    `parties`: those with open hits or true matches, and no others. `list_version`: what they were
    screened against; "" before a screening is finished.
    """

    screened: int
    list_version: str
    gaps: tuple[str, ...]
    parties: tuple[PartyFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipFact:
    """A result on ownership that nobody has resolved."""

    key: str
    body: str
    text: str
    blocks: bool


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """`then`: call and policy of the day on which the version was handed in; `context`: of today.
    `agencies`: the code of each agency that is consulted, to its answer ("" is none yet).
    """

    content: ProposalContent
    context: RuleContext
    then: RuleContext
    licenses: Snapshot
    screening: ScreeningFacts
    ownership: tuple[OwnershipFact, ...]
    agencies: Mapping[str, str]
    agency_names: Mapping[str, str]
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once[Answer](self, name: str, compute: Callable[[], Answer]) -> Answer:
        """What many rows ask of the same facts: computed by the first that asks."""
        if name not in self._kept:
            self._kept[name] = compute()
        return cast(Answer, self._kept[name])

    @cached_property
    def areas(self) -> Mapping[str, AreaCoverage]:
        """What the control catalog asks of the package, domain by domain."""
        context = self.context
        found = coverage(self.content, context.controls, context.today, context.unread)
        return {one.area.code: one for one in found}

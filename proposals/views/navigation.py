"""Which sections does a proposal have, and how ready is each?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from exports_portal.web.components import Step
from proposals.content.naming import Named
from proposals.content.whole import parts
from proposals.rules import WORST_FIRST, Finding, Outcome
from proposals.rules.places import Section
from proposals.views.reading import Reading
from proposals.views.threads import counted, open_by_section, place_url

TITLES = {section: section.label for section in Section}
TONES = {
    Outcome.PASS: "good",
    Outcome.WARN: "warning",
    Outcome.NEEDS_HUMAN: "info",
    Outcome.BLOCK: "bad",
}


# What stands there comes in pages, and `?at=` opens the one with a place.
IN_PAGES = frozenset({Section.CERTIFICATIONS, Section.CONFIDENTIAL})
MOST_LINES = 50  # of one outcome on the page that shows all: each rule has one where it passes


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A finding with the page and place it speaks of."""

    finding: Finding
    place: str
    url: str

    @property
    def tone(self) -> str:
        return TONES[self.finding.outcome]


def section_url(pk: int, section: Section) -> str:
    return reverse(f"proposals:{section.value}", args=[pk])


def next_section(section: Section) -> Section:
    """The one that "Save and continue" leads to."""
    order = list(Section)
    return order[min(order.index(section) + 1, len(order) - 1)]


def panel(pk: int, findings: Iterable[Finding]) -> list[PanelLine]:
    """Every rule with its outcome, linked to the field it speaks of."""
    return [
        PanelLine(
            finding=finding,
            place=TITLES[finding.section],
            url=_place_url(pk, finding),
        )
        for finding in findings
    ]


def _place_url(pk: int, finding: Finding) -> str:
    url = section_url(pk, finding.section)
    asked = f"?at={finding.anchor}" if finding.section in IN_PAGES else ""
    return f"{url}{asked}#{finding.anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelGroup:
    """The first lines of one outcome, and how many there are besides."""

    heading: str
    lines: list[PanelLine]
    more: int


def panel_by_outcome(pk: int, findings: Sequence[Finding]) -> list[PanelGroup]:
    """The whole panel: what needs work first, what passes last; every outcome with its count."""
    return [_group(pk, outcome, findings) for outcome in WORST_FIRST]


def _group(pk: int, outcome: Outcome, findings: Sequence[Finding]) -> PanelGroup:
    found = [finding for finding in findings if finding.outcome is outcome]
    return PanelGroup(
        heading=f"{outcome.label}: {len(found)}",
        lines=panel(pk, found[:MOST_LINES]),
        more=len(found[MOST_LINES:]),
    )


def steps(
    reading: Reading, current: Section | None = None, *, is_judged: bool = True
) -> list[Step]:
    """The sections for the side; readiness only while there is something to make ready."""
    pk, is_open = reading.proposal.pk, reading.proposal.is_editable
    shown = [section for section in Section if is_open or section is not Section.SUBMIT]
    comments = open_by_section(reading)
    return [
        Step(
            TITLES[section],
            section_url(pk, section),
            section is current,
            *(_readiness(reading, section) if is_open and is_judged else ("", "neutral")),
            note=counted(comments[section]),
            note_url="" if section is Section.SUBMIT else place_url(pk, Named(section=section)),
        )
        for section in shown
    ]


def _readiness(reading: Reading, section: Section) -> tuple[str, str]:
    """In words, and as a tone. The last page tells of all sections."""
    found = [
        finding.outcome
        for finding in reading.findings
        if finding.section is section or section is Section.SUBMIT
    ]
    worst = next((outcome for outcome in WORST_FIRST if outcome in found), Outcome.PASS)
    if worst is Outcome.PASS and _is_empty(reading, section):
        return "Not started", "neutral"
    return _words(worst, found.count(worst)), TONES[worst]


def _is_empty(reading: Reading, section: Section) -> bool:
    """Does a page of rows have none? What nobody answered is not ready, whatever the rules ask."""
    kinds = {p.name for p in parts().values() if p.is_many and p.section is section and p.is_record}
    return bool(kinds) and not kinds & reading.present


def _words(worst: Outcome, count: int) -> str:
    match worst:
        case Outcome.BLOCK:
            return f"{count} blocking"
        case Outcome.WARN:
            return "1 warning" if count == 1 else f"{count} warnings"
        case Outcome.NEEDS_HUMAN:
            return "Needs a person"
    return "Ready"

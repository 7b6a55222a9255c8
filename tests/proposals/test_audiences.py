"""Is a field that nobody declared public withheld, looked for, and kept out of the catalog?

Every field of every record gets a value of its own, so a new field is in these tests by itself.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from itertools import count
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from catalog.actions import public_fields
from exports_portal.canonical import plain
from proposals.confidential import leaks
from proposals.content import Audience, ProposalContent
from proposals.content.evidence import Marking
from proposals.content.reading import Reader, for_reader
from proposals.content.walk import confidential_answers
from proposals.rules import Finding, Outcome, places
from proposals.rules.r36_public_leak import public_texts
from proposals.rules.telling import WITHHELD, findings_as_member

NUMBERS = count(1)
FIXED = {
    UUID: UUID(int=1),
    datetime: datetime(2026, 11, 1, tzinfo=UTC),
    date: date(2026, 11, 1),
}
ANOTHER = 987_654  # the key of an organization that is nobody's in these contents


def marked(kind, place=""):
    """A value of the type in which each text, number and key occurs nowhere else."""
    number = next(NUMBERS)
    if get_origin(kind) in (Union, UnionType):
        kind = next(option for option in get_args(kind) if option is not type(None))
    if get_origin(kind) is tuple:
        return tuple(marked(get_args(kind)[0], place) for _ in range(2))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(
            **{f.name: marked(hints[f.name], f"{kind.__name__}.{f.name}") for f in fields(kind)}
        )
    if issubclass(kind, Enum):
        return list(kind)[number % len(kind)]
    if kind is bool:
        return True
    if kind in FIXED:
        return FIXED[kind]
    return (
        kind(1_000_000 + number * 1_003)
        if kind in (int, Decimal)
        else f"Marker {number} of {place}"
    )


CONTENT = marked(ProposalContent)


def as_member(content, organizations):
    return for_reader(content, Reader(organizations=frozenset(organizations)))


def texts_of(value):
    return set(texts(plain(value)))


def texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        yield str(value)


def confidential_markers(read_by=()):
    """The values that are not public, without those of the audiences that may read them too."""
    return {
        str(found.value)
        for found in confidential_answers(CONTENT)
        if found.audience not in read_by
        if str(found.value).startswith("Marker") or isinstance(found.value, (int, Decimal))
    } - {"True"}


def test_another_member_reads_no_value_that_is_not_public():
    seen = texts_of(as_member(CONTENT, {ANOTHER}))
    hidden = confidential_markers(read_by={Audience.CONSORTIUM})
    assert len(hidden) > 60
    assert seen & hidden == set()
    assert confidential_markers() - hidden <= seen
    assert CONTENT.overview.executive_summary in seen
    assert CONTENT.layers[0].description in seen


def test_the_public_reads_no_value_that_is_not_public():
    seen = texts_of(for_reader(CONTENT, Reader()))
    assert seen & confidential_markers() == set()
    assert CONTENT.overview.executive_summary in seen


def test_the_anchor_reads_everything_but_what_is_for_the_program_office_alone():
    seen = texts_of(for_reader(CONTENT, Reader(is_anchor=True, organizations=frozenset({ANOTHER}))))
    of_program = [f for f in confidential_answers(CONTENT) if f.audience is Audience.PROGRAM]
    hidden = {str(f.value) for f in of_program if str(f.value).startswith("Marker")}
    assert seen & hidden == set()
    assert confidential_markers(read_by={Audience.PROGRAM}) <= seen


def test_a_member_reads_its_own_facts_and_its_own_signatures():
    own = CONTENT.members[0]
    shared = as_member(CONTENT, {own.organization_id})
    assert shared.members[0] == own
    assert shared.members[1].owners == ()
    signer = CONTENT.certifications[1].organization_id
    assert as_member(CONTENT, {signer}).certifications == (CONTENT.certifications[1],)


def test_the_catalog_copies_nothing_that_is_not_public(db):
    copied = texts_of(public_fields(CONTENT, date(2026, 11, 27)))
    assert copied & confidential_markers() == set()
    assert CONTENT.title in copied


@pytest.mark.parametrize("found", list(confidential_answers(CONTENT)), ids=lambda f: f.name)
def test_every_confidential_text_and_number_is_found_in_a_public_text(found):
    if not isinstance(found.value, (str, Decimal, int)) or isinstance(found.value, (bool, Enum)):
        return
    value = found.value if isinstance(found.value, str) else f"{found.value:,}"
    expected = found.said.is_searched
    assert bool(leaks(f"We say: {value} and more.", CONTENT)) == expected


def test_every_public_text_is_checked():
    checked = {text for *_, text in public_texts(CONTENT)}
    public = texts_of(for_reader(CONTENT, Reader()))
    # Codes that are chosen from a list can repeat nothing.
    chosen = {CONTENT.call_code, CONTENT.operations.delivery_mode, *CONTENT.overview.sectors}
    chosen |= {text for m in CONTENT.markets for text in (m.kind, m.code)}
    chosen |= {member.role for member in CONTENT.members}
    chosen |= {marking.value for marking in CONTENT.markings}
    assert {text for text in public if text.startswith("Marker")} - chosen == checked


def test_a_new_rule_tells_a_member_its_outcome_and_not_its_words():
    finding = Finding(
        rule_id="R99",
        rule_version=1,
        title="A rule of tomorrow",
        section=places.Section.OVERVIEW,
        outcome=Outcome.BLOCK,
        message="Three racks cost $31,250.",
        explanation="Because.",
        anchor="id_title",
    )
    (shown,) = findings_as_member([finding], {ANOTHER}, [])
    assert (shown.outcome, shown.message, shown.explanation) == (Outcome.BLOCK, WITHHELD, "")


@pytest.mark.parametrize("marking", Marking)
@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        (Reader(), set()),
        (Reader(organizations=frozenset({ANOTHER})), {Marking.CONSORTIUM}),
        (
            Reader(organizations=frozenset({ANOTHER}), is_anchor=True),
            {Marking.CONSORTIUM, Marking.ANCHOR},
        ),
        (Reader(organizations=frozenset({7})), set(Marking)),
        (Reader(is_program=True), set(Marking)),
    ],
)
def test_a_document_is_read_as_it_is_marked_and_whole_or_not_at_all(reader, reads, marking):
    secret = replace(CONTENT.evidence[0], contributor=7, marking=marking)
    shown = for_reader(replace(CONTENT, evidence=(secret,)), reader)
    assert shown.evidence == ((secret,) if marking in reads else ())

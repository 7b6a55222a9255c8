"""What does a whole proposal say? The one list of its kinds, in the order of the pages.

A draft is read into `ProposalContent` (snapshot.py), a submitted version is its canonical JSON,
rules judge it, screening takes its parties from it. Money is in U.S. dollars, shares in percent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from exports_portal.canonical import digest
from proposals.content.applications import UseCase
from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.contributions import Contribution
from proposals.content.data import DataPipeline
from proposals.content.evidence import EvidenceDocument
from proposals.content.hardware import Component, Hardware
from proposals.content.layers import Layer, LayerCode
from proposals.content.markets import Market
from proposals.content.members import Certification, Member
from proposals.content.models import ModelRecord
from proposals.content.operations import OperatingRole, Operations
from proposals.content.overview import Overview
from proposals.content.parties import InvolvedParty
from proposals.content.questions import TheftProtection
from proposals.content.saying import SAID, Audience, Record, Said, Writer, kind_of, say
from proposals.content.sections import Section
from proposals.content.security import SecurityClaim
from proposals.content.sites import Site
from proposals.content.support import Support, SupportRequest
from proposals.content.types import Line

CONTENT_FORMAT = 3


@dataclass(frozen=True, kw_only=True)
class ProposalContent:
    """Everything a proposal says. A field of the type of a kind is one record, a tuple several.

    To add a kind, add its field here.
    """

    call_code: Line = say("Call", audience=Audience.PUBLIC)  # noqa: RUF009  as in a kind
    consortium_name: Line = say("Consortium", audience=Audience.PUBLIC)  # noqa: RUF009  as above
    overview: Overview
    members: tuple[Member, ...]
    layers: tuple[Layer, ...]
    contributions: tuple[Contribution, ...] = ()
    hardware: Hardware = Hardware()  # noqa: RUF009  frozen, so it can be shared
    components: tuple[Component, ...] = ()
    pipelines: tuple[DataPipeline, ...] = ()
    models: tuple[ModelRecord, ...] = ()
    theft_protection: TheftProtection = TheftProtection()  # noqa: RUF009  frozen, so it can be shared
    security_claims: tuple[SecurityClaim, ...] = ()
    use_cases: tuple[UseCase, ...] = ()
    markets: tuple[Market, ...] = ()
    operations: Operations = Operations()  # noqa: RUF009  frozen, so it can be shared
    operating_roles: tuple[OperatingRole, ...] = ()
    sites: tuple[Site, ...] = ()
    involved_parties: tuple[InvolvedParty, ...] = ()
    support: Support = Support()  # noqa: RUF009  frozen, so it can be shared
    support_requests: tuple[SupportRequest, ...] = ()
    evidence: tuple[EvidenceDocument, ...] = ()
    markings: tuple[ConfidentialityMarking, ...] = ()
    certifications: tuple[Certification, ...] = ()
    content_format: int = CONTENT_FORMAT

    @property
    def title(self) -> str:
        return self.overview.title

    @property
    def anchor(self) -> Member | None:
        """The anchor member, or None while there is not exactly one (rule R01)."""
        anchors = [member for member in self.members if member.role == "ANCHOR"]
        return anchors[0] if len(anchors) == 1 else None

    def member(self, organization_id: int) -> Member | None:
        return next((m for m in self.members if m.organization_id == organization_id), None)

    def layer(self, code: LayerCode) -> Layer | None:
        return next((layer for layer in self.layers if layer.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of the content that holds records: its name, their class, one or several."""

    name: str
    of: type
    is_many: bool

    @property
    def section(self) -> Section:
        return kind_of(self.of).section

    @property
    def is_record(self) -> bool:
        """Said in records; members and signatures are not."""
        return issubclass(self.of, Record)

    @property
    def is_kept(self) -> bool:
        """Kept as records of the proposal; members, signatures and files are kept elsewhere."""
        return self.is_record and not kind_of(self.of).is_attached

    @property
    def is_written(self) -> bool:
        """Written in the forms of a page of the dossier."""
        return self.is_kept and not kind_of(self.of).is_apart

    @property
    def is_signed(self) -> bool:
        """Covered by a signature, besides the members."""
        return self.is_record and self.name not in _NOT_SIGNED

    @property
    def is_of_each_member(self) -> bool:
        """Does each member write its own, and no other?"""
        return self.is_record and self.is_many and kind_of(self.of).writer is Writer.MEMBERS

    @property
    def has_rows(self) -> bool:
        """Rows that a person adds and removes; of other kinds there is one for each of a list."""
        return self.is_written and self.is_many and kind_of(self.of).every is None

    @property
    def legend(self) -> str:
        """What one of them is called; the only one of a kind is called by its page."""
        return kind_of(self.of).legend or self.section.label

    @property
    def plural(self) -> str:
        return kind_of(self.of).plural

    def is_written_by(self, contributor: int, anchor: int) -> bool:
        """Does this member write such records, where that one is the anchor member?"""
        return self.is_of_each_member or contributor == anchor


@cache
def parts() -> Mapping[str, Part]:
    """Every kind of record, by the name of its field, in the order of the pages."""
    hints = get_type_hints(ProposalContent)
    found = {}
    for each in fields(ProposalContent):
        hint = hints[each.name]
        if SAID in each.metadata or each.name == "content_format":
            continue
        is_many = get_origin(hint) is tuple
        of = get_args(hint)[0] if is_many else hint
        found[each.name] = Part(name=each.name, of=of, is_many=is_many)
    return MappingProxyType(found)


def parts_of(section: Section) -> list[Part]:
    """The kinds whose records belong to a page."""
    return [part for part in parts().values() if part.is_kept and part.section is section]


def anchor_of(content: ProposalContent) -> int:
    """The organization of the anchor member, 0 while there is not exactly one."""
    return content.anchor.organization_id if content.anchor else 0


def parts_written(section: Section, content: ProposalContent, contributor: int) -> list[Part]:
    """The kinds that this member writes on a page."""
    anchor = anchor_of(content)
    return [part for part in parts_of(section) if part.is_written_by(contributor, anchor)]


def written_sections() -> list[Section]:
    """The pages on which records are written, in their order."""
    return list(dict.fromkeys(part.section for part in parts().values() if part.is_written))


@cache
def scalars() -> Mapping[str, Said]:
    """What the content says that is no record."""
    return MappingProxyType(
        {
            each.name: each.metadata[SAID]
            for each in fields(ProposalContent)
            if SAID in each.metadata
        }
    )


def records_of(content: ProposalContent, part: Part) -> tuple[Any, ...]:
    """The records of a kind: one or several."""
    value = getattr(content, part.name)
    return value if part.is_many else (value,)


def with_records(content: ProposalContent, records: Mapping[str, Sequence[Any]]) -> ProposalContent:
    """The content with these records of these kinds; of the only one of a kind the first."""
    changes: dict[str, Any] = {}
    for name, found in records.items():
        if parts()[name].is_many:
            changes[name] = tuple(found)
        elif found:
            changes[name] = found[0]
    return replace(content, **changes)


def spoken_by(content: ProposalContent, contributor: int) -> ProposalContent:
    """The content without what other members say in records of their own."""
    own = {
        part.name: [one for one in records_of(content, part) if one.contributor == contributor]
        for part in parts().values()
        if part.is_of_each_member
    }
    return with_records(content, own)


def said_by_others(content: ProposalContent, contributor: int) -> ProposalContent:
    """The content with the records of other members alone, where each member writes its own."""
    theirs = {
        part.name: [one for one in records_of(content, part) if one.contributor != contributor]
        for part in parts().values()
        if part.is_of_each_member
    }
    return with_records(content, theirs)


def every_record(content: ProposalContent, part: Part) -> tuple[Any, ...]:
    """The records of a kind, with an empty one where a row that is always there says nothing."""
    kind, records = kind_of(part.of), records_of(content, part)
    if kind.every is None:
        return records
    (key,) = kind.key
    known = {getattr(record, key): record for record in records}
    return tuple(known.get(code) or part.of(**{key: code}) for code in kind.every)


def section_digest(content: ProposalContent, section: Section) -> str:
    """What a form of this section is filled in on."""
    return digest({part.name: records_of(content, part) for part in parts_of(section)})


# Kinds that can change without a new signature: they are no facts about who takes part and with
# what (rule R34 names members, components, models and operators).
_NOT_SIGNED = frozenset(
    {"overview", "hardware", "markets", "operations", "support", "support_requests"}
)

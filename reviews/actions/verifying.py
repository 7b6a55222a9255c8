"""What may anybody know of a letter whose code or file they have?

Whoever has the code has the letter, so they are told what it says itself, and where it stands
(decision 36). Nothing is stored of a file that somebody wants verified.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone

from exports_portal.files.storing import verify
from exports_portal.pdf.examination import Examination, examine, revisions_of
from exports_portal.pdf.signing import signer_of
from proposals.states import ProposalState
from reviews.codes import TELL_NOTHING_ELSE, as_code
from reviews.models import DecisionLetter, Determination
from reviews.states import DeterminationOutcome, FileVerdict, LetterStanding

# Where a proposal stands when its letter is in force,
IN_FORCE = {
    DeterminationOutcome.DESIGNATED: ProposalState.DESIGNATED,
    DeterminationOutcome.DECLINED: ProposalState.DECLINED,
}
# and where a designation stands that was one. The catalog says the same.
AFTERWARDS = {
    ProposalState.SUSPENDED: LetterStanding.SUSPENDED,
    ProposalState.TERMINATED: LetterStanding.TERMINATED,
    ProposalState.LAPSED: LetterStanding.LAPSED,
}
CHANGES = {
    "SIGNED_BYTES": "The document was changed after it was signed: the signature does not fit it.",
    "FORM_FILLING": "After it was signed, somebody filled in a field or signed it as well.",
    "ANNOTATIONS": "After it was signed, somebody added a note or a drawing to it.",
    "OTHER": "After it was signed, somebody appended another version of its content.",
}
APPENDED = "Something was appended to the document after it was issued."
REWRITTEN = "The document was written anew: it is not the file that was issued."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSays:
    """What stands on the letter itself, and the hash of its file."""

    proposal_number: str
    designation_number: str | None
    outcome: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """`says` is None where only whether it holds may be told: the letter promises no more."""

    issued_on: date
    standing: LetterStanding
    says: LetterSays | None

    @property
    def is_current(self) -> bool:
        return self.standing == LetterStanding.IN_FORCE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVerification:
    """`letter` is told to whoever has its file; `codes` are of letters that the file names."""

    verdict: FileVerdict
    letter: Verification | None = None
    codes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def verification_of(code: str) -> Verification | None:
    """What the code of a letter tells; None where no letter has it."""
    letter = _with_code(code).first()
    if letter is None:
        return None
    return _verification(letter, tells=letter.template_version not in TELL_NOTHING_ELSE)


def verified_file(content: bytes) -> FileVerification:
    """Whether a file is a letter that was issued, byte by byte, or comes from one."""
    letter = _letters().filter(sha256=hashlib.sha256(content).hexdigest()).first()
    if letter:
        return _genuine(letter)
    first = _letters().filter(sha256__in=list(revisions_of(content))).first()
    found = examine(content)
    named = list(_named(found.codes))
    if first or (found.signatures and _signed_by_us(found, named)):
        altered = [first] if first else named
        changes = _changes(found, was_appended=first is not None)
        return FileVerification(verdict=FileVerdict.ALTERED, codes=_codes(altered), changes=changes)
    verdict = FileVerdict.CARRIES_CODE if named else FileVerdict.NOT_OURS
    return FileVerification(verdict=verdict, codes=_codes(named))


def _genuine(letter: DecisionLetter) -> FileVerification:
    verification = _verification(letter, tells=True)
    is_superseded = verification.standing == LetterStanding.SUPERSEDED
    verdict = FileVerdict.SUPERSEDED if is_superseded else FileVerdict.GENUINE
    return FileVerification(verdict=verdict, letter=verification)


def _signed_by_us(found: Examination, named: Iterable[DecisionLetter]) -> bool:
    """Does a signature in it show the certificate that signed a letter it names?"""
    certificates = {each.certificate for each in found.signatures}
    return any(_signer(letter) in certificates for letter in named)


def _signer(letter: DecisionLetter) -> str:
    verify(letter.file)
    with letter.file.file.open() as file:
        return signer_of(file.read())


def _changes(found: Examination, *, was_appended: bool) -> tuple[str, ...]:
    said = dict.fromkeys(
        CHANGES[each.changes] for each in found.signatures if each.changes in CHANGES
    )
    return tuple(said) or ((APPENDED if was_appended else REWRITTEN),)


def _named(codes: Iterable[str]) -> QuerySet[DecisionLetter]:
    return _letters().filter(verification_code__in=list(codes))


def _with_code(typed: str) -> QuerySet[DecisionLetter]:
    """Older codes have an L, which `as_code` reads as I: so it is read in both."""
    read = Replace("verification_code", Value("L"), Value("I"))
    return _letters().alias(read=read).filter(read=as_code(typed))


def _letters() -> QuerySet[DecisionLetter]:
    return DecisionLetter.objects.select_related(
        "file", "determination__proposal", "determination__version"
    )


def _codes(letters: Iterable[DecisionLetter]) -> tuple[str, ...]:
    return tuple(letter.verification_code for letter in letters)


def _verification(letter: DecisionLetter, *, tells: bool) -> Verification:
    determination = letter.determination
    return Verification(
        issued_on=timezone.localtime(determination.decided_at).date(),
        standing=_standing(determination),
        says=_says(letter) if tells else None,
    )


def _says(letter: DecisionLetter) -> LetterSays:
    determination = letter.determination
    return LetterSays(
        proposal_number=determination.proposal.public_id or "",
        designation_number=determination.designation_number,
        outcome=determination.get_outcome_display(),
        title=determination.version.content.title,
        sha256=letter.sha256,
    )


def _standing(determination: Determination) -> LetterStanding:
    outcome = DeterminationOutcome(determination.outcome)
    state = ProposalState(determination.proposal.state)
    if determination.proposal.determinations.first() != determination:
        return LetterStanding.SUPERSEDED
    if state == IN_FORCE[outcome]:
        return LetterStanding.IN_FORCE
    if outcome == DeterminationOutcome.DESIGNATED:
        return AFTERWARDS.get(state, LetterStanding.NOT_CURRENT)
    return LetterStanding.NOT_CURRENT

"""How does a test change a proposal that is under review? By the portal's own actions."""

from decimal import Decimal

from proposals.actions.amending import amend, open_amendment
from proposals.actions.one_record import add_records, change_record, remove_record
from proposals.models import ContentRecord, Proposal, ProposalVersion
from reviews.actions import case as desk_work
from reviews.actions.asking import answer
from reviews.actions.ownership import note_ownership
from reviews.actions.screening import screen_parties
from tests.factories.proposals_ready import sign_everything
from tests.factories.reviews import Case

WHY = "The supplier corrected its figures"
SUPPLIER = "Kestrel Isle Fabrication"


def opened(case: Case, *, reason: str = WHY) -> Proposal:
    open_amendment(case.proposal, reason=reason, by=case.ready.admin)
    return case.now().proposal


def record_of(case: Case, kind: str, **said: object) -> ContentRecord:
    """The first record of a kind, or the first that says this."""
    rows = case.proposal.records.filter(kind=kind, removed_at=None)
    return rows.filter(**{f"data__{name}": value for name, value in said.items()})[0]


def change(case: Case, kind: str, *, of: dict[str, object] | None = None, **values: object) -> None:
    row = record_of(case, kind, **(of or {}))
    change_record(case.proposal, row.pk, values, revision=row.revision, by=case.ready.admin)


def change_value(case: Case, value: str = "30000.00") -> None:
    """What one item is worth: a matter of the track on U.S. content alone."""
    change(case, "components", unit_value=Decimal(value))


def add_supplier(case: Case, name: str = SUPPLIER) -> ContentRecord:
    """Somebody new to screen."""
    row = {"name": "Power shelf", "category": "OTHER", "manufacturer": name, "quantity": 2}
    (made,) = add_records(case.proposal, "components", [row], by=case.ready.admin)
    return made


def take_out(case: Case, row: ContentRecord) -> None:
    row.refresh_from_db()
    remove_record(case.proposal, row.pk, revision=row.revision, by=case.ready.admin)


def hand_in(case: Case) -> ProposalVersion:
    """Signed again, frozen and screened."""
    sign_everything(case.ready)
    version = amend(case.proposal, by=case.ready.signatory)
    screened(version)
    return version


def screened(version: ProposalVersion) -> None:
    """What the worker does with a new version."""
    screen_parties(desk_work.receive(version))
    note_ownership(version.proposal)


def amended(case: Case) -> Case:
    """Version 2, in which one item is worth something else."""
    opened(case)
    change_value(case)
    hand_in(case)
    return case.now()


def screened_answer(case: Case, text: str = "It is worth less now.") -> None:
    """The answer, with what was changed and signed."""
    answer(case.proposal, text=text, by=case.ready.signatory)
    screened(case.now().version)

"""Which addresses does the site have, what exists behind each, and who opens them?

`applicant` is administrator and signatory of the anchor of the one case there is, `stranger` of
another consortium; `officer` is the case lead, with a code.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from exports_portal.accounts.actions.part_invitations import invite as invite_colleague
from exports_portal.accounts.actions.second_factor import give_totp
from exports_portal.accounts.models import PartInvitation
from exports_portal.accounts.roles import Part, Role
from proposals.actions.consortia import invite
from proposals.content.whole import written_sections
from proposals.models import ContentRecord, Notice, NoticeAnswer, RecordEvidence
from reviews.actions.case import declare_conflict, raise_finding
from reviews.actions.determine import designate
from reviews.actions.letters import issue_letter
from reviews.actions.policies import propose_policy
from reviews.models import (
    Adjudication,
    DecisionLetter,
    Determination,
    PolicyProposal,
    Rescreening,
)
from reviews.states import ContentBasis, RunKind, Severity
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.comments import commented
from tests.factories.evidence import attached
from tests.factories.markings import marked
from tests.factories.notices import answered_notice
from tests.factories.proposals import ConsortiumFactory, contributor_of
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import (
    RATIONALE,
    Case,
    case_awaiting_determination,
    officer,
)
from tests.reviews.policies.files import content
from tests.signing_in import sign_in

NOW = timezone.now()
HISTORIES = [
    f"proposals/<int:pk>/{section}/history/" for section in (*written_sections(), "confidential")
]
# The records of a proposal, and what stands in the address of one.
OWN = "api/v1/^proposals/(?P<proposal>[0-9]{1,18})/"
RECORDS = OWN + "records/$"
AN_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
RECORD = f"(?P<record>{AN_ID})/$"
ONE_RECORD = f"{OWN}records/(?P<record>{AN_ID})/"
EVIDENCE = f"{OWN}evidence/(?P<evidence>{AN_ID})/"
THREAD = f"{OWN}comments/(?P<thread>{AN_ID})/"
COMMENT = f"{THREAD}replies/(?P<comment>{AN_ID})/$"
IMPORT = f"{OWN}import/(?P<pending>{AN_ID})/"
VERSION = OWN + "versions/(?P<number>[0-9]{1,9})/"
TABLES = OWN + "exports/tables/(?P<table>[a-z_]{1,64})/(?P<form>[a-z]{1,9})/$"
TEMPLATES = OWN + "exports/templates/(?P<table>[a-z_]{1,64})/$"
LETTER = OWN + "letters/(?P<letter>[0-9]{1,18})/$"
A_MEMBER = "api/v1/^consortia/(?P<consortium>[0-9]{1,18})/members/(?P<organization>[0-9]{1,18})/$"
INVITATIONS = "api/v1/^consortia/(?P<consortium>[0-9]{1,18})/invitations/"
OWNERS = "review/<slug:public_id>/version/<int:number>/owners/<int:organization>/"
NOTICES = "api/v1/^notices/"
ONE_NOTICE = NOTICES + "(?P<pk>[0-9]{1,18})/"
ANSWERS = NOTICES + "(?P<notice>[0-9]{1,18})/answers/"
ONE_ANSWER = ANSWERS + "(?P<pk>[0-9]{1,18})/"
PEOPLE = ("anonymous", "applicant", "stranger", "officer", "buyer")


def walked(method: str) -> dict[str, tuple[int, ...]]:
    """What each of PEOPLE is answered at each address; what one of them changed is undone."""
    case = everything()
    letter = issue_letter(Determination.objects.get())
    clients = clients_of(case)
    return {
        address: tuple(
            answered(client, method, filled(address, case, letter)) for client in clients
        )
        for address in addresses()
    }


def answered(client: Client, method: str, url: str) -> int:
    cookies = client.cookies.output()
    with transaction.atomic():
        status = getattr(client, method)(url).status_code
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return int(status)


def clients_of(case: Case) -> list[Client]:
    """One browser for each of PEOPLE, in that order."""
    applicant = UserFactory()
    for part in (Part.ADMIN, Part.SIGNATORY):
        MembershipFactory(organization=case.ready.anchor, user=applicant, part=part)
    stranger = contributor_of(ConsortiumFactory())
    buyer = UserFactory(roles=[Role.BUYER])
    give_totp(applicant, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    clients = [Client()]
    for person in (applicant, stranger, case.lead, buyer):
        client = Client()
        sign_in(client, person)
        clients.append(client)
    return clients


def addresses() -> list[str]:
    """Every address but those of the administration, as its pattern is written."""
    return [a for a in _all(get_resolver()) if not a.startswith("administration/")]


def addresses_below(prefix: str) -> list[str]:
    return [address for address in _all(get_resolver()) if address.startswith(prefix)]


def _all(resolver: Any, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _all(pattern, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern)


def everything() -> Case:
    """A designated case in which there is one of everything that an address can name."""
    ready = ready_proposal()
    attached(ready.proposal, by=ready.admin)
    marked(ready.proposal, by=ready.admin)
    commented(ready.proposal, by=ready.admin)
    sign_everything(ready)
    case = case_awaiting_determination(listed=["Harbor Founders Holding"], ready=ready)
    assert case.hits
    finding = {"severity": Severity.MINOR, "text_public": "", "text_internal": "Seen."}
    raise_finding(case.proposal, track=None, **finding, by=case.lead)
    case.proposal.information_requests.create(
        question="Who operates the site?", asked_by=case.lead, answer="We.", answered_at=NOW
    )
    designate(
        case.proposal, rationale=RATIONALE, content_basis=ContentBasis.PRESUMPTION, by=case.decider
    )
    declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=case.decider)
    Rescreening.objects.create(kind=RunKind.WEEKLY, list_version=case.run.list_version)
    propose_policy(
        text=content(), name="content.json", reason="Asked.", by=officer(Role.POLICY_STEWARD)
    )
    invite(case.ready.consortium, email="invited@else.example", by=case.ready.admin)
    invite_colleague(
        case.ready.anchor,
        email="colleague@else.example",
        part=Part.CONTRIBUTOR,
        by=case.ready.admin,
    )
    answered_notice(case.ready.anchor, by=case.ready.admin)
    return case.now()


def filled(address: str, case: Case, letter: DecisionLetter) -> str:
    """The address with objects that exist in the place of its parameters, never an invented id."""
    parameters = re.findall(r"\(\?P<(\w+)>|<(?:\w+:)?(\w+)>", address)
    values = {
        name: _value(name, address, case, letter) for pair in parameters for name in pair if name
    }
    plain = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>", _named, address)
    return "/" + plain.replace("^", "").replace("$", "").format_map(values)


def _value(name: str, address: str, case: Case, letter: DecisionLetter) -> object:
    root = address.removeprefix("api/v1/^").split("/")[0]
    if name == "pk":
        return _pk(root, address, case, letter)
    if name == "code":
        return case.ready.call.code if "calls/" in address else letter.verification_code
    known: dict[str, Callable[[], object]] = {
        "number": lambda: NoticeAnswer.objects.get().pk if address.startswith("notices/") else 1,
        "proposal": lambda: case.proposal.pk,
        "consortium": lambda: case.ready.consortium.pk,
        "public_id": lambda: case.proposal.public_id,
        "slug": lambda: case.proposal.catalog_entry.slug,
        "kind": lambda: "components" if address.startswith("proposals/") else "SECURITY",
        "agency": lambda: "STATE",
        "step": lambda: "suspend",
        "table": lambda: "components",
        "form": lambda: "xlsx",
        "pending": lambda: "6f1c9a52-0d6a-4c8e-9a3b-3f2f0f5f7a01",
        "section": lambda: "hardware" if root == "proposals" else "catalog",
        "letter_id": lambda: letter.pk,
        "letter": lambda: letter.pk,
        "organization": lambda: case.ready.anchor.pk,
        "member": lambda: case.ready.consortium.members.get(role="MEMBER").pk,
        "membership": lambda: case.ready.anchor.memberships.earliest("pk").pk,
        "invitation": lambda: (
            (
                PartInvitation.objects.get()
                if root == "organizations"
                else case.ready.consortium.invitations.latest("pk")
            ).pk
        ),
        "notice": lambda: Notice.objects.get().pk,
        "question": lambda: case.proposal.information_requests.latest("pk").pk,
        "declaration_id": lambda: case.proposal.conflict_declarations.earliest("pk").pk,
        "finding_id": lambda: case.proposal.findings.earliest("pk").pk,
        "evidence": lambda: RecordEvidence.objects.latest("added_at").pk,
        "record": lambda: RecordEvidence.objects.latest("added_at").record_id,
        "marking": lambda: ContentRecord.objects.get(kind="markings").pk,
        "thread": lambda: case.proposal.threads.get().pk,
        "comment": lambda: case.proposal.threads.get().comments.get().pk,
        "who": lambda: "public",
        "hit_id": lambda: case.hits[0].pk,
        "adjudication_id": lambda: Adjudication.objects.latest("pk").pk,
        # Secrets of links: a wrong one is what a visitor can have.
        "secret": lambda: "wrong-secret",
        "key": lambda: "wrong-key",
        "uidb36": lambda: "1",
    }
    return known[name]()


def _pk(root: str, address: str, case: Case, letter: DecisionLetter) -> object:
    of_review: dict[str, Callable[[], object]] = {
        "lists": lambda: case.run.list_version_id,
        "notices": lambda: Notice.objects.get().pk,
        "policies": lambda: PolicyProposal.objects.get().pk,
        "rescreenings": lambda: Rescreening.objects.latest("pk").pk,
    }
    if root == "review":
        return of_review[address.split("/")[1]]()
    if root == "accounts":
        return Authenticator.objects.latest("pk").pk
    if address.startswith(INVITATIONS):
        return case.ready.consortium.invitations.latest("pk").pk
    if "notices/" in address:
        kept: Any = NoticeAnswer if address.startswith(ONE_ANSWER) else Notice
        return kept.objects.get().pk
    own = {
        "organizations": case.ready.anchor.pk,
        "consortia": case.ready.consortium.pk,
        "letters": letter.pk,
        "proposals": case.proposal.pk,
    }
    return own[root]


def _named(match: re.Match[str]) -> str:
    return "{" + (match.group(1) or match.group(2)) + "}"

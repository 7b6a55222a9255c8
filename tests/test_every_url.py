"""Every address of the site, opened by five kinds of people, against a table written out by hand.

A new address without a line here fails. `applicant` is administrator and signatory of the anchor
of the one case there is, `stranger` of another consortium; `officer` is the case lead, with a code.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from exports_portal.accounts.roles import Part, Role
from reviews.actions.letters import issue_letter
from reviews.models import DecisionLetter, Determination
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory, contributor_of
from tests.factories.reviews import Case, designated_case
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
PEOPLE = ("anonymous", "applicant", "stranger", "officer", "buyer")
TABLE: dict[str, tuple[int, ...]] = {
    "": (200, 200, 200, 200, 200),
    "about/": (200, 200, 200, 200, 200),
    "health/": (200, 200, 200, 200, 200),
    "health/live/": (200, 200, 200, 200, 200),
    "health/ready/": (200, 200, 200, 200, 200),
    "accounts/login/": (200, 302, 302, 302, 302),
    "accounts/logout/": (302, 200, 200, 200, 200),
    "accounts/inactive/": (200, 200, 200, 200, 200),
    "accounts/signup/": (200, 302, 302, 302, 302),
    "accounts/reauthenticate/": (302, 200, 200, 200, 200),
    "accounts/email/": (302, 200, 200, 200, 200),
    "accounts/confirm-email/": (200, 200, 200, 200, 200),
    "accounts/password/change/": (302, 200, 200, 200, 200),
    "accounts/password/set/": (302, 302, 302, 302, 302),
    "accounts/password/reset/": (200, 200, 200, 200, 200),
    "accounts/login/code/confirm/": (302, 302, 302, 302, 302),
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": (200, 200, 200, 200, 200),
    "accounts/password/reset/key/done/": (200, 200, 200, 200, 200),
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        200,
        200,
        200,
        200,
        200,
    ),
    "accounts/password/reset/done/": (200, 200, 200, 200, 200),
    "accounts/2fa/": (302, 200, 200, 200, 200),
    "accounts/2fa/authenticate/": (302, 302, 302, 302, 302),
    "accounts/2fa/reauthenticate/": (302, 302, 302, 302, 302),
    "accounts/2fa/totp/activate/": (302, 302, 302, 302, 302),
    "accounts/2fa/totp/deactivate/": (302, 404, 404, 404, 404),
    "accounts/2fa/recovery-codes/": (302, 404, 404, 404, 404),
    "accounts/2fa/recovery-codes/generate/": (302, 302, 302, 302, 302),
    "accounts/2fa/recovery-codes/download/": (302, 404, 404, 404, 404),
    "accounts/2fa/webauthn/": (302, 200, 200, 200, 200),
    "accounts/2fa/webauthn/add/": (302, 302, 302, 302, 302),
    "accounts/2fa/webauthn/reauthenticate/": (302, 302, 302, 302, 302),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": (302, 302, 302, 302, 302),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": (302, 302, 302, 302, 302),
    "accounts/2fa/webauthn/login/": (302, 302, 302, 302, 302),
    "organizations/": (302, 200, 200, 200, 200),
    "organizations/new/": (302, 200, 200, 200, 200),
    "organizations/<int:pk>/": (302, 200, 404, 404, 404),
    "organizations/<int:pk>/edit/": (302, 200, 404, 404, 404),
    "organizations/<int:pk>/addresses/": (302, 200, 404, 404, 404),
    "organizations/<int:pk>/officers/": (302, 200, 404, 404, 404),
    "organizations/<int:pk>/owners/": (302, 200, 404, 404, 404),
    "organizations/<int:pk>/people/new/": (302, 200, 404, 404, 404),
    "organizations/<int:pk>/people/<int:membership>/take-back/": (302, 200, 404, 404, 404),
    "profile/": (302, 200, 200, 200, 200),
    "second-factor/": (302, 200, 200, 200, 200),
    "tokens/": (302, 200, 200, 200, 200),
    "tokens/<slug:key>/revoke/": (302, 404, 404, 404, 404),
    "consortia/": (302, 200, 200, 200, 200),
    "consortia/new/": (302, 200, 200, 200, 200),
    "consortia/<int:pk>/": (302, 200, 404, 404, 404),
    "consortia/<int:pk>/invite/": (302, 200, 404, 404, 404),
    "consortia/<int:pk>/invitations/<int:invitation>/revoke/": (302, 404, 404, 404, 404),
    "consortia/<int:pk>/members/<int:member>/leave/": (302, 200, 404, 404, 404),
    "consortia/join/<str:secret>/": (302, 404, 404, 404, 404),
    "proposals/": (302, 200, 200, 200, 200),
    "proposals/new/": (302, 200, 200, 200, 200),
    "proposals/<int:pk>/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/overview/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/layers/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/hardware/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/markets/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/operations/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/parties/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/support/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/hardware/share/": (302, 405, 405, 405, 405),
    "proposals/<int:pk>/members/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/certifications/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/certifications/<int:organization>/": (302, 405, 405, 405, 405),
    "proposals/<int:pk>/submit/": (302, 302, 404, 404, 404),
    "proposals/<int:pk>/receipt/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/withdraw/": (302, 409, 404, 404, 404),
    "proposals/<int:pk>/versions/<int:number>/": (302, 200, 404, 404, 404),
    "proposals/<int:pk>/questions/<int:question>/": (302, 404, 404, 404, 404),
    "letters/<int:pk>/": (302, 200, 404, 404, 404),
    "verify/": (200, 200, 200, 200, 200),
    "verify/<str:code>/": (200, 200, 200, 200, 200),
    "review/": (302, 403, 403, 200, 403),
    "review/lists/": (302, 403, 403, 200, 403),
    "review/lists/attempts/": (302, 403, 403, 200, 403),
    "review/lists/look/": (302, 405, 405, 405, 405),
    "review/lists/changes/": (302, 403, 403, 200, 403),
    "review/lists/<int:pk>/": (302, 403, 403, 200, 403),
    "review/lists/<int:pk>/release/": (302, 403, 403, 403, 403),
    "review/lists/<int:pk>/reject/": (302, 403, 403, 403, 403),
    "review/rescreenings/": (302, 403, 403, 200, 403),
    "review/rescreenings/<int:pk>/": (302, 403, 403, 404, 403),
    "review/<slug:public_id>/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/version/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/version/<int:number>/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/history/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/letters/<int:letter_id>/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/tracks/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/tracks/<slug:kind>/assign/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/tracks/<slug:kind>/conclude/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/tracks/<slug:kind>/reopen/": (302, 405, 405, 405, 405),
    "review/<slug:public_id>/lead/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/findings/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/findings/raise/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/findings/<int:finding_id>/": (302, 404, 404, 404, 404),
    "review/<slug:public_id>/screening/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/screening/progress/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/screening/again/": (302, 405, 405, 405, 405),
    "review/<slug:public_id>/screening/hits/<int:hit_id>/": (302, 404, 404, 404, 404),
    "review/<slug:public_id>/screening/evidence/<int:adjudication_id>/": (302, 404, 404, 404, 404),
    "review/<slug:public_id>/consultations/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/consultations/<slug:agency>/": (302, 404, 404, 403, 404),
    "review/<slug:public_id>/consultations/<slug:agency>/no-comment/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/questions/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/declaration/": (302, 404, 404, 200, 404),
    "review/<slug:public_id>/steps/designate/": (302, 404, 404, 409, 404),
    "review/<slug:public_id>/steps/decline/": (302, 404, 404, 409, 404),
    "review/<slug:public_id>/steps/<slug:step>/": (302, 404, 404, 403, 404),
    "catalog/": (200, 200, 200, 200, 200),
    "catalog/feed.atom": (200, 200, 200, 200, 200),
    "catalog/<slug:slug>/": (200, 200, 200, 200, 200),
    "sitemap.xml": (200, 200, 200, 200, 200),
    "api/v1/^catalog/$": (200, 200, 200, 200, 200),
    "api/v1/^catalog/(?P<slug>[-a-zA-Z0-9_]+)/$": (200, 200, 200, 200, 200),
    "api/v1/^proposals/$": (401, 200, 200, 200, 200),
    "api/v1/^proposals/(?P<pk>[0-9]{1,18})/$": (401, 200, 404, 404, 404),
    "api/v1/^proposals/(?P<pk>[0-9]{1,18})/certifications/$": (401, 405, 405, 405, 405),
    "api/v1/^proposals/(?P<pk>[0-9]{1,18})/readiness/$": (401, 200, 404, 404, 404),
    "api/v1/^proposals/(?P<pk>[0-9]{1,18})/status/$": (401, 200, 404, 404, 404),
    "api/v1/^proposals/(?P<pk>[0-9]{1,18})/submit/$": (401, 405, 405, 405, 405),
    "api/v1/^consortia/$": (401, 200, 200, 200, 200),
    "api/v1/^consortia/(?P<pk>[0-9]{1,18})/$": (401, 200, 404, 404, 404),
    "api/v1/^calls/$": (200, 200, 200, 200, 200),
    r"api/v1/^calls/(?P<code>[^/\x00]+)/$": (200, 200, 200, 200, 200),
    "api/v1/codes/": (200, 200, 200, 200, 200),
    "api/v1/openapi.yaml": (200, 200, 200, 200, 200),
    "api/v1/openapi.json": (200, 200, 200, 200, 200),
    "api/v1/docs/": (200, 200, 200, 200, 200),
}


def test_every_address_answers_each_kind_of_person_as_written():
    case = designated_case()
    letter = issue_letter(Determination.objects.get())
    clients = clients_of(case)
    found = {
        address: tuple(client.get(filled(address, case, letter)).status_code for client in clients)
        for address in addresses()
    }
    assert found == TABLE


def test_nobody_but_an_administrator_enters_the_administration():
    for client in clients_of(designated_case()):
        for address in addresses_below("administration/"):
            opened = client.get("/" + re.sub(r"<[^>]+>|\(.*\)", "1", address))
            assert opened.status_code in {302, 403, 404}, address


def clients_of(case: Case) -> list[Client]:
    """One browser for each of PEOPLE, in that order."""
    applicant = UserFactory()
    for part in (Part.ADMIN, Part.SIGNATORY):
        MembershipFactory(organization=case.ready.anchor, user=applicant, part=part)
    stranger = contributor_of(ConsortiumFactory())
    buyer = UserFactory(roles=[Role.BUYER])
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


def filled(address: str, case: Case, letter: DecisionLetter) -> str:
    """The address with the values of the case in the place of its parameters."""
    values = {
        "pk": case.proposal.pk,
        "number": 1,
        "public_id": case.proposal.public_id,
        "slug": case.proposal.catalog_entry.slug,
        "kind": "SECURITY",
        "agency": "STATE",
        "letter_id": letter.pk,
        "code": letter.verification_code,
        "organization": case.ready.anchor.pk,
        "member": case.ready.consortium.members.get(role="MEMBER").pk,
        "membership": case.ready.anchor.memberships.earliest("pk").pk,
        "step": "suspend",
    }
    own = {
        "organizations": case.ready.anchor.pk,
        "consortia": case.ready.consortium.pk,
        "letters": letter.pk,
    }
    root = address.removeprefix("api/v1/^").split("/")[0]
    values["pk"] = own.get(root, case.proposal.pk)
    if address.startswith("review/lists/"):
        values["pk"] = case.run.list_version_id
    if root == "calls":
        values["code"] = case.ready.call.code
    plain = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>", _named, address)
    return "/" + plain.replace("^", "").replace("$", "").format_map(Defaults(values))


def _named(match: re.Match[str]) -> str:
    return "{" + (match.group(1) or match.group(2)) + "}"


class Defaults(dict[str, object]):
    """A parameter the case has no value for is 0: an object that does not exist."""

    def __missing__(self, key: str) -> object:
        return 0

"""Can everybody use these pages: on a phone, by ear, without JavaScript?"""

import pytest
from django.test import Client
from django.urls import reverse

from exports_portal.accounts.actions.part_invitations import invite as invite_colleague
from exports_portal.accounts.actions.second_factor import give_totp
from exports_portal.accounts.models import OrganizationAddress, OwnershipStake, PartInvitation
from exports_portal.accounts.roles import Part, Role
from proposals.actions.consortia import accept, invite
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory
from tests.signing_in import sign_in, sign_in_by_password
from tests.web.browser import PHONE, barriers, opened, walked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


@pytest.fixture
def ada():
    return UserFactory(email="ada@lumen-harbor.example", full_name="Ada Quill")


@pytest.fixture
def organization(ada):
    organization = OrganizationFactory(
        admin=ada, legal_name="Lumen Harbor Systems, Inc.", other_names=["Lumen Harbor", "LHS"]
    )
    OrganizationAddress.objects.create(
        organization=organization, street="1 Pier Road", city="Portland", country="US"
    )
    stakes = (("Ada Quill", "PERSON", "US", "60.00"), ("Quiet Fund", "ORGANIZATION", "JP", None))
    for name, kind, country, percent in stakes:
        OwnershipStake.objects.create(
            organization=organization, name=name, kind=kind, country=country, percent=percent
        )
    MembershipFactory(
        organization=organization, part=Part.CONTRIBUTOR, user__full_name="Cleo Marsh"
    )
    invite_colleague(organization, email="eve@late-tide.example", part=Part.SIGNATORY, by=ada)
    return organization


@pytest.fixture
def consortium(ada, organization):
    consortium = ConsortiumFactory(
        name="Harbor Light", founded_by=ada, anchor_organization=organization
    )
    ben = UserFactory(email="ben@quiet-grid.example", full_name="Ben Tide")
    _, secret = invite(consortium, email=ben.email, by=ada)
    accept(secret, organization=OrganizationFactory(admin=ben, legal_name="Quiet Grid"), by=ben)
    invite(consortium, email="dana@northern-cooling-and-power.example", by=ada)
    return consortium


def session_of(person, *, signing_in=sign_in):
    client = Client()
    signing_in(client, person)
    return client.cookies["sessionid"].value


def test_axe_finds_nothing_on_the_pages_of_somebody_who_has_nothing_yet(
    chromium, live_server, ada, consortium
):
    newcomer = UserFactory(email="eve@late-tide.example")
    _, secret = invite(consortium, email=newcomer.email, by=ada)
    urls = [
        *(reverse(f"organizations:{name}") for name in ("list", "tokens")),
        *(reverse(f"proposals:{name}") for name in ("consortium_list", "consortium_new")),
        reverse("proposals:join", args=[secret]),
        reverse("organizations:part_invitation", args=[PartInvitation.objects.get().pk]),
    ]
    with opened(chromium, live_server.url, session=session_of(newcomer)) as tab:
        assert walked(tab, urls) == {}


@pytest.mark.parametrize("has_one", [True, False])
def test_axe_finds_nothing_where_an_officer_is_told_of_the_second_factor(
    chromium, live_server, has_one
):
    officer = UserFactory(roles=[Role.INTAKE_OFFICER])
    if has_one:
        give_totp(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    session = session_of(officer, signing_in=sign_in_by_password)
    with opened(chromium, live_server.url, session=session) as tab:
        assert walked(tab, ["/tokens/"]) == {}
        assert tab.get_by_role("heading", level=1).inner_text() == "A second factor is needed"


def test_an_invited_person_joins_on_a_phone_without_javascript(
    chromium, live_server, ada, consortium
):
    eve = UserFactory(email="eve@late-tide.example")
    _, secret = invite(consortium, email=eve.email, by=ada)
    with opened(
        chromium, live_server.url, viewport=PHONE, javascript=False, session=session_of(eve)
    ) as tab:
        tab.goto(reverse("proposals:join", args=[secret]))
        tab.get_by_role("link", name="Register an organization").click()
        tab.get_by_label("Legal name").fill("Late Tide, LLC")
        for label in ("incorporation", "headquarters", "principal place of business"):
            tab.get_by_label(f"Country of {label}").select_option("US")
        tab.get_by_role("button", name="Register").click()
        tab.get_by_label("Which organization joins?").select_option(label="Late Tide, LLC")
        tab.get_by_text("I may act for this organization").click()
        tab.get_by_role("button", name="Join the consortium").click()
        assert "Late Tide, LLC is now a member of Harbor Light." in tab.content()
    assert consortium.current_members().count() == 3


def test_an_owner_is_added_with_another_row_without_javascript(
    chromium, live_server, ada, organization
):
    with opened(chromium, live_server.url, javascript=False, session=session_of(ada)) as tab:
        tab.goto(reverse("organizations:owners", args=[organization.pk]))
        tab.get_by_role("button", name="Add another owner").click()
        row = tab.get_by_role("group", name="Owner 3")
        row.get_by_label("Owner's name").fill("Ben Tide")
        row.get_by_label("Kind of owner").select_option("PERSON")
        row.get_by_label("Country").select_option("KE")
        row.get_by_label("Share in percent").fill("41")
        tab.get_by_role("button", name="Save").click()
        assert "The shares add up to 101.00 %" in tab.content()
        row.get_by_label("Share in percent").fill("40")
        tab.get_by_role("button", name="Save").click()
        assert "The known shares add up to 100.00 %." in tab.content()
    assert organization.owners.count() == 3


def test_axe_finds_nothing_on_a_new_token_nor_on_rows_with_a_mistake(
    chromium, live_server, ada, organization
):
    with opened(chromium, live_server.url, viewport=PHONE, session=session_of(ada)) as tab:
        tab.goto("/tokens/")
        tab.get_by_label("Name").fill("nightly import")
        tab.get_by_role("button", name="Make a token").click()
        assert len(tab.get_by_label("Token “nightly import”").input_value()) == 64
        assert barriers(tab) == []
        tab.goto(reverse("organizations:owners", args=[organization.pk]))
        tab.get_by_role("group", name="Owner 2").get_by_label("Share in percent").fill("41")
        tab.get_by_role("button", name="Save").click()
        assert "One answer needs a correction" in tab.content()
        assert barriers(tab) == []

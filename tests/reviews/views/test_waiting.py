"""Does an open question stand on the home page of those who may answer it, and of nobody else?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from reviews.models import InformationRequest
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.reviews import case_with_question
from tests.signing_in import client_of
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db


def home_of(user):
    tree = page(client_of(user).get("/"))
    rows = [texts(tree, f"main tbody {cell}") for cell in ("th", "td:nth-child(3)")]
    return list(zip(*rows, strict=True)), hrefs(tree, "main tbody a")


@pytest.fixture
def case():
    return case_with_question()


def test_the_administrator_and_the_signatory_of_the_anchor_find_it_with_its_date(case):
    question = InformationRequest.objects.get()
    words = f"Answer a question of the program office: {case.proposal.title}"
    address = f"/proposals/{case.proposal.pk}/questions/{question.pk}/"
    for person in (case.ready.admin, case.ready.signatory):
        assert home_of(person) == ([(words, "No date is set")], [address])
    today = timezone.localdate()
    InformationRequest.objects.update(due_on=today)
    ((_, until),), _ = home_of(case.ready.admin)
    assert until == f"{today:%B} {today.day}, {today.year}"
    InformationRequest.objects.update(due_on=today - timedelta(days=1))
    ((_, until),), _ = home_of(case.ready.admin)
    assert until.endswith(" Past due")


def test_who_holds_two_parts_finds_it_once(case):
    user, anchor = case.ready.admin, case.ready.anchor
    MembershipFactory(organization=anchor, user=user, part=Part.SIGNATORY)
    assert len(home_of(user)[0]) == 1


def test_a_contributor_another_member_an_officer_and_a_stranger_do_not(case):
    writer = MembershipFactory(organization=case.ready.anchor, part=Part.CONTRIBUTOR).user
    for person in (writer, case.ready.member_signatory, case.lead, UserFactory()):
        assert home_of(person) == ([], [])


def test_an_answered_one_waits_for_nobody(case):
    InformationRequest.objects.update(answer="We do.", answered_at=timezone.now())
    assert home_of(case.ready.admin) == ([], [])

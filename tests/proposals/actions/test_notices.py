"""Who publishes, changes, closes and takes down a notice, and what is refused?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import EditConflict, InvalidInput, NotPermitted, StepRefused
from exports_portal.mail.models import SentMail
from proposals.actions import notices
from proposals.actions.notices import change, close, publish, take_down
from proposals.models import Notice
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.notices import answered_notice, notice_of, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory()


@pytest.fixture
def company(admin):
    return OrganizationFactory(admin=admin)


def person_with(company, part):
    return MembershipFactory(organization=company, part=part).user


@pytest.mark.parametrize("part", [Part.ADMIN, Part.SIGNATORY])
def test_an_administrator_or_a_signatory_publishes_for_sixty_days(company, part):
    person = person_with(company, part)
    notice = publish(company, said=said(), by=person)
    assert (notice.published_by, notice.organization, notice.is_open) == (person, company, True)
    event = AuditEvent.objects.get(verb="notice.publish")
    assert (event.actor_id, event.data) == (person.pk, {"organization": company.pk})


def test_a_contributor_a_stranger_and_who_was_shut_out_publish_nothing(company, admin):
    admin.is_active = False
    admin.save()
    for person in (person_with(company, Part.CONTRIBUTOR), UserFactory(), admin):
        with pytest.raises(NotPermitted):
            publish(company, said=said(), by=person)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("markets", ["COUNTRY:CN"]),
        ("markets", ["COUNTRY:US"]),
        ("markets", ["BLOC:ASEAN"]),
        ("markets", ["KE"]),
        ("markets", []),
        ("markets", [f"COUNTRY:{a}{b}" for a in "ABCDEFG" for b in "ABCDE"]),
        ("layers", []),
        ("layers", ["L6_POWER"]),
        ("kind", "GIVES"),
        ("text", "  "),
        ("text", "x" * 2001),
        ("text", "a\x00b"),
        ("ends_on", timezone.localdate() - timedelta(days=1)),
        ("ends_on", timezone.localdate() + timedelta(days=181)),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_wrong_value_is_refused_at_its_field_whoever_writes(company, admin, field, value):
    with pytest.raises(InvalidInput) as refused:
        publish(company, said=said(**{field: value}), by=admin)
    assert list(refused.value.fields) == [field]
    assert not Notice.objects.exists()


def test_a_person_and_an_organization_publish_so_many_in_a_day(company, admin, monkeypatch):
    monkeypatch.setattr(notices, "MOST_BY_PERSON", 2)
    monkeypatch.setattr(notices, "MOST_BY_ORGANIZATION", 3)
    other = person_with(company, Part.SIGNATORY)
    close(publish(company, said=said(), by=admin), by=admin)
    publish(company, said=said(), by=admin)
    with pytest.raises(InvalidInput, match="You published 2 notices in 24 hours"):
        publish(company, said=said(), by=admin)
    publish(company, said=said(), by=other)
    with pytest.raises(InvalidInput, match="This organization published 3 notices"):
        publish(company, said=said(), by=person_with(company, Part.ADMIN))
    Notice.objects.update(published_at=timezone.now() - timedelta(hours=25))
    publish(company, said=said(), by=admin)


def test_a_change_on_what_somebody_else_changed_is_refused(company, admin):
    notice = notice_of(company, by=admin)
    changed = change(notice, said=said(kind="OFFERS"), by=admin, read_revision=1)
    assert (changed.kind, changed.revision) == ("OFFERS", 2)
    with pytest.raises(EditConflict):
        change(notice, said=said(text="Lost?"), by=admin, read_revision=1)
    assert Notice.objects.get().text == said().text
    with pytest.raises(NotPermitted):
        change(notice, said=said(), by=UserFactory(), read_revision=2)


def test_what_is_closed_over_or_taken_down_is_neither_changed_nor_closed(company, admin):
    closed, over, down = (notice_of(company, by=admin) for _ in range(3))
    close(closed, by=admin)
    Notice.objects.filter(pk=over.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    take_down(down, reason="Prices.", by=UserFactory(roles=[Role.POLICY_STEWARD]))
    for notice, standing in ((closed, "closed"), (over, "over"), (down, "taken down")):
        with pytest.raises(StepRefused, match=f"This notice is {standing}"):
            close(notice, by=admin)
        with pytest.raises(StepRefused, match=f"This notice is {standing}"):
            change(notice, said=said(), by=admin, read_revision=1)


def test_a_policy_steward_takes_a_notice_down_once_with_a_reason_that_is_kept(
    company, admin, django_capture_on_commit_callbacks
):
    notice, steward = notice_of(company, by=admin), UserFactory(roles=[Role.POLICY_STEWARD])
    with pytest.raises(InvalidInput):
        take_down(notice, reason=" ", by=steward)
    with django_capture_on_commit_callbacks(execute=True):
        take_down(notice, reason="It names a price.", by=steward)
    kept = Notice.objects.get()
    assert (kept.taken_down_for, kept.taken_down_by) == ("It names a price.", steward)
    assert AuditEvent.objects.get(verb="notice.take_down").summary == "It names a price."
    mail = SentMail.objects.get(template="notice_taken_down")
    assert mail.to == admin.email
    assert "price" not in mail.body
    with pytest.raises(StepRefused):
        take_down(notice, reason="Again.", by=steward)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_STEWARD])
def test_nobody_else_takes_a_notice_down(company, admin, role):
    notice = notice_of(company, by=admin)
    for person in (UserFactory(roles=[role]), admin):
        with pytest.raises(NotPermitted):
            take_down(notice, reason="I do not like it.", by=person)


def test_open_notices_are_seen_by_people_of_every_organization_and_by_nobody_else(company, admin):
    notice = notice_of(company, by=admin)
    reader = MembershipFactory(part=Part.CONTRIBUTOR).user
    seen = {
        person: list(Notice.objects.visible_to(person))
        for person in (admin, reader, UserFactory(), UserFactory(roles=[Role.CASE_LEAD]))
    }
    assert list(seen.values()) == [[notice], [notice], [], []]
    close(notice, by=admin)
    assert list(Notice.objects.visible_to(admin)) == [notice]
    assert list(Notice.objects.visible_to(reader)) == []


def test_who_answered_reads_a_notice_that_is_closed_and_not_one_taken_down(company, admin):
    given = answered_notice(company, by=admin)
    close(given.notice, by=admin)
    assert list(Notice.objects.visible_to(given.written_by)) == [given.notice]
    take_down(given.notice, reason="Prices.", by=UserFactory(roles=[Role.POLICY_STEWARD]))
    assert list(Notice.objects.visible_to(given.written_by)) == []
    assert list(Notice.objects.visible_to(admin)) == [given.notice]

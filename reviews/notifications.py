"""Which mails does the review send?"""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditCheck, AuditEvent
from exports_portal.mail.sending import send_each
from exports_portal.policy.readers import reminders
from proposals.content.changes import changes, named_in
from proposals.content.known import Known
from proposals.content.reading import PROGRAM_OFFICE
from proposals.models import Amendment, Proposal, ProposalVersion
from proposals.notifications import anchor_people
from reviews.models import (
    DecisionLetter,
    HitAlert,
    InformationRequest,
    ListVersion,
    PolicyProposal,
    ScreeningRun,
)
from reviews.owed import owed_by
from reviews.permissions import ASSIGNERS, LIST_KEEPERS, POLICY_DECIDERS, ties
from reviews.states import TrackKind


def tell_decision(letter: DecisionLetter) -> None:
    """Tell the anchor's people that the decision letter can be read. The mail names no outcome."""
    proposal = letter.determination.proposal
    send_each(
        anchor_people(proposal),
        template="decision_letter",
        context={"proposal": proposal, "letter": letter},
        about=letter,
        key=f"decision_letter:{letter.pk}",
    )
    DecisionLetter.objects.filter(pk=letter.pk, told_at=None).update(told_at=timezone.now())


def tell_alerts(run: ScreeningRun) -> None:
    """Tell the officers of a case that its screening brought something up; the mail says not what.

    The lead and the destination reviewers, without those who may not work on the case.
    """
    alerts = list(HitAlert.objects.filter(hit__party__run=run, told_at=None))
    if not alerts:
        return
    proposal = run.version.proposal
    send_each(
        _officers_to_tell(proposal),
        template="screening_alert",
        context={
            "proposal": proposal,
            "is_designated": any(alert.is_designated for alert in alerts),
            "suspended": any(alert.suspended for alert in alerts),
        },
        about=proposal,
        key=f"screening_alert:{run.pk}",
    )
    told = [alert.pk for alert in alerts]
    HitAlert.objects.filter(pk__in=told).update(told_at=timezone.now())


def tell_amendment(amendment: Amendment) -> None:
    """Tell the lead, and whoever has an open track, which fields changed; no value is in the mail.

    Without a lead everybody who could be one, but for those who may not work on the case.
    """
    version = amendment.version
    if version is None or amendment.told_at is not None:
        return
    found = changes(amendment.base.content, version.content, PROGRAM_OFFICE, Known())
    reopened = version.tracks.filter(concluded_at=None).exclude(reopened_for="")
    send_each(
        _those_who_go_on(amendment.proposal, version),
        template="amendment_arrived",
        context={
            "proposal": amendment.proposal,
            "version": version,
            "fields": named_in(found),
            "tracks": [str(track) for track in reopened],
        },
        about=amendment.proposal,
        key=f"amendment_arrived:{amendment.pk}",
    )
    Amendment.objects.filter(pk=amendment.pk).update(told_at=timezone.now())


def tell_answer(question: InformationRequest) -> None:
    """Tell who asked that there is an answer; what it says stands in the portal alone."""
    if question.answered_at is None or question.told_at is not None:
        return
    person, proposal = question.asked_by, question.proposal
    send_each(
        [person] if person.is_active and not ties(proposal, person) else [],
        template="question_answered",
        context={"proposal": proposal},
        about=proposal,
        key=f"question_answered:{question.pk}",
    )
    InformationRequest.objects.filter(pk=question.pk).update(told_at=timezone.now())


def _those_who_go_on(proposal: Proposal, version: ProposalVersion) -> list[User]:
    of_tracks = Q(review_tracks__version=version, review_tracks__concluded_at=None)
    leads = Q(led_cases__proposal=proposal)
    if not User.objects.filter(leads, is_active=True).exists():
        leads = Q(role_grants__role=Role.CASE_LEAD)
    people = User.objects.filter(of_tracks | leads, is_active=True).distinct()
    return [person for person in people if not ties(proposal, person)]


def tell_given_back(proposal: Proposal, event: AuditEvent) -> None:
    """Tell who assigns work that a track, or the lead of the case, is to be assigned anew: the
    lead; without one, everybody who assigns. The reason stands in the portal alone.
    """
    kind = event.data.get("track", "")
    people = User.objects.filter(led_cases__proposal=proposal, is_active=True)
    if not people:
        people = User.objects.filter(role_grants__role__in=ASSIGNERS, is_active=True).distinct()
    send_each(
        [one for one in people if one.pk != event.actor_id and not ties(proposal, one)],
        template="work_given_back",
        context={
            "proposal": proposal,
            "by": event.actor,
            "track": TrackKind(kind).label if kind else "",
        },
        about=proposal,
        key=f"work_given_back:{event.pk}",
    )


def _officers_to_tell(proposal: Proposal) -> list[User]:
    reviewers = Q(role_grants__role=Role.DESTINATION_REVIEWER)
    people = User.objects.filter(reviewers | Q(led_cases__proposal=proposal), is_active=True)
    return [person for person in people.distinct() if not ties(proposal, person)]


def tell_quarantine(version: ListVersion) -> None:
    """Tell those who may release or reject a list that one waits, and that decisions may rest."""
    keepers = User.objects.filter(role_grants__role__in=LIST_KEEPERS, is_active=True).distinct()
    send_each(
        keepers,
        template="list_quarantined",
        context={"version": version},
        about=version,
        key=f"list_quarantined:{version.pk}",
    )
    ListVersion.objects.filter(pk=version.pk, told_at=None).update(told_at=timezone.now())


def remind(today: date) -> None:
    """Remind whoever owes something to a case, as often as the policy of the day says: a few days
    before it is due, soon after, and then again and again while it is open.
    """
    policy = reminders(today)
    for owed in owed_by(today + timedelta(days=policy.days_before)):
        number = policy.number_on(today, owed.due_on)
        send_each(
            owed.people,
            template="reminder",
            context={"owed": owed, "is_over": owed.due_on < today},
            about=owed.proposal,
            key=f"reminder:{owed.kind}:{owed.pk}:{owed.due_on}:{number}",
        )


def tell_policy_proposed(proposed: PolicyProposal) -> None:
    """Ask those who may decide on a policy to do so; whoever proposed it may not."""
    deciders = User.objects.filter(role_grants__role__in=POLICY_DECIDERS, is_active=True)
    send_each(
        deciders.exclude(pk=proposed.proposed_by_id).distinct(),
        template="policy_proposed",
        context={"proposed": proposed},
        about=proposed,
        key=f"policy_proposed:{proposed.pk}",
    )


def tell_policy_decided(proposed: PolicyProposal) -> None:
    """Tell whoever proposed a policy what became of it. Their own doing they know."""
    if proposed.decided_by_id == proposed.proposed_by_id:
        return
    send_each(
        [proposed.proposed_by],
        template="policy_decided",
        context={"proposed": proposed},
        about=proposed,
        key=f"policy_decided:{proposed.pk}",
    )


def tell_audit_check(check: AuditCheck) -> None:
    """Mail every auditor the head of the trail, which then stands outside the database, or what
    is wrong with it.
    """
    auditors = User.objects.filter(role_grants__role=Role.AUDITOR, is_active=True).distinct()
    send_each(
        auditors,
        template="audit_check",
        context={"check": check},
        about=check,
        key=f"audit_check:{check.pk}",
    )

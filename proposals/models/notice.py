"""Which organization seeks or offers a layer of the stack, for which markets, and who answered?

Seen by people of every organization that is registered here, so nothing confidential belongs in
it. An answer is read by the two organizations alone.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from exports_portal.accounts.models import Membership, Organization, User
from exports_portal.bounds import LONGEST_NOTE, LONGEST_NOTICE, MOST_NOTICE_MARKETS
from exports_portal.web.fields import LongTextField, ShortArrayField, WholeNumberField
from exports_portal.web.validators import no_control_characters
from proposals.content import LAYER_LABELS, LayerCode
from proposals.models.call import CallForProposals

if TYPE_CHECKING:
    from datetime import date

MOST_REVISIONS = 10_000
LAYERS = [(code.value, label) for code, label in LAYER_LABELS.items()]


KINDS = [("SEEKS", "Seeks"), ("OFFERS", "Offers")]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def open(self, on: "date | None" = None) -> "NoticeQuerySet":
        """Neither closed, taken down nor over."""
        day = on or timezone.localdate()
        return self.filter(closed_at=None, taken_down_at=None, ends_on__gte=day)

    def published_by(self, user: User) -> "NoticeQuerySet":
        """Those of the organizations of this person."""
        return self.filter(_belongs_to(user, "organization"))

    def answered_by(self, user: User) -> "NoticeQuerySet":
        """Those that an organization of this person answered, and did not take its answer back."""
        given = NoticeAnswer.objects.filter(_belongs_to(user, "organization"), withdrawn_at=None)
        return self.filter(Exists(given.filter(notice=OuterRef("pk"))))

    def visible_to(self, user: User) -> "NoticeQuerySet":
        """What is open, for people of any organization. Their own notices also later, and those
        that they answered unless the program office took them down.
        """
        if not Membership.objects.filter(user=user).exists():
            return self.none()
        own = Q(pk__in=self.published_by(user).values("pk"))
        answered = Q(pk__in=self.answered_by(user).values("pk"))
        still_told = answered & Q(taken_down_at=None)
        return self.filter(own | still_told | Q(pk__in=self.open().values("pk")))


class Notice(models.Model):
    """What an organization seeks or offers."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField("seek or offer", max_length=8, choices=KINDS)
    layers = ShortArrayField(models.CharField(max_length=16, choices=LAYERS), size=len(LayerCode))
    markets = ShortArrayField(models.CharField(max_length=24), size=MOST_NOTICE_MARKETS)
    call = models.ForeignKey(
        CallForProposals, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    text = LongTextField(max_length=LONGEST_NOTICE, validators=(no_control_characters,))
    ends_on = models.DateField("last day")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = WholeNumberField(least=1, most=MOST_REVISIONS, default=1, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_down_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_down_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    taken_down_for = LongTextField(max_length=LONGEST_NOTE, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-pk")
        indexes = (models.Index(fields=("-published_at",), name="notice_newest"),)

    def __str__(self) -> str:
        return f"{self.organization} {self.get_kind_display().lower()} {self.layers_said}"

    @property
    def layers_said(self) -> str:
        """The layers in words, in the order of the stack."""
        return ", ".join(label for code, label in LAYERS if code in self.layers)

    @property
    def is_open(self) -> bool:
        is_over = self.ends_on < timezone.localdate()
        return self.closed_at is None and self.taken_down_at is None and not is_over

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        if self.taken_down_at is not None:
            return "Taken down"
        if self.closed_at is not None:
            return "Closed"
        return "Open" if self.is_open else "Over"


class NoticeAnswerQuerySet(models.QuerySet["NoticeAnswer"]):
    def visible_to(self, user: User) -> "NoticeAnswerQuerySet":
        """To the people of the two organizations; one that was taken back, to who wrote it."""
        own = _belongs_to(user, "organization")
        of_notice = _belongs_to(user, "notice__organization")
        return self.filter(Q(own) | Q(of_notice, withdrawn_at=None))


class NoticeAnswer(models.Model):
    """What one organization answers to a notice: once, and not changed after the reply."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="answers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    text = LongTextField(max_length=LONGEST_NOTICE, validators=(no_control_characters,))
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply = LongTextField(
        max_length=LONGEST_NOTICE, blank=True, validators=(no_control_characters,)
    )
    replied_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoticeAnswerQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("notice", "organization"), name="notice_answered_once_by_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization} to {self.notice}"

    @property
    def is_older_than_notice(self) -> bool:
        """Was the notice changed after this was written?"""
        return self.changed_at < self.notice.changed_at


def _belongs_to(user: User, organization: str) -> Exists:
    """The person belongs to the organization that `organization` points to."""
    return Exists(Membership.objects.filter(user=user, organization=OuterRef(organization)))

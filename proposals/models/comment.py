"""What do the people of a consortium say to each other about a draft?

It is never part of what the draft says, and the program office never reads it. Who reads a thread
follows from its place, each time anew (`proposals/readers.py`).
"""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.bounds import LONGEST_NOTE
from exports_portal.web.fields import LongTextField
from exports_portal.web.validators import no_control_characters
from proposals.content import Section
from proposals.content.naming import Named
from proposals.content.saying import NO_ID
from proposals.models.proposal import Proposal
from proposals.models.records import LONGEST_KIND, ContentRecord

LONGEST_FIELD = 64
EDITABLE_FOR = timedelta(minutes=15)  # program default


class CommentThread(models.Model):
    """Comments on one place: a page, one of its records, or one field of a record.

    Its id is that of the comment that opened it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="threads")
    section = models.CharField(
        max_length=LONGEST_KIND, choices=[(one.value, one.label) for one in Section]
    )
    record = models.ForeignKey(
        ContentRecord, on_delete=models.CASCADE, null=True, related_name="threads"
    )
    field = models.CharField(max_length=LONGEST_FIELD, blank=True)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-opened_at", "-id")
        indexes = (
            models.Index(
                fields=("proposal", "section"),
                name="open_threads",
                condition=Q(resolved_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(field="") | Q(record__isnull=False), name="thread_on_field_of_record"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="thread_resolved_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return str(self.named)

    @property
    def named(self) -> Named:
        """Its place."""
        row = self.record
        return Named(
            section=Section(self.section),
            kind=row.kind if row else "",
            record=row.pk if row else NO_ID,
            name=self.field,
        )


class Comment(models.Model):
    """What one person said. Who deletes it leaves nothing of it but that it was there.

    `organization`: for which member they spoke. `told_at`: the mails on it were written.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    thread = models.ForeignKey(CommentThread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    text = LongTextField(
        "comment", max_length=LONGEST_NOTE, blank=True, validators=(no_control_characters,)
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("written_at", "id")
        indexes = (
            models.Index(fields=("author", "written_at"), name="comments_of_author"),
            models.Index(fields=("written_at",), name="untold_comments", condition=Q(told_at=None)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(text="") ^ Q(deleted_at=None), name="comment_deleted_or_said"
            ),
        )

    def __str__(self) -> str:
        return f"{self.author}, {self.written_at:%Y-%m-%d %H:%M}"

    @property
    def may_be_edited_until(self) -> datetime:
        return self.written_at + EDITABLE_FOR


class Mention(models.Model):
    """Somebody whom a comment names."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("comment", "pk")
        constraints = (
            models.UniqueConstraint(fields=("comment", "person"), name="mentioned_once"),
        )

    def __str__(self) -> str:
        return str(self.person)

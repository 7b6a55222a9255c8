"""Which proposals may a person see, and which wait for what?"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from exports_portal.accounts.models import Membership, PastMembership
from proposals.states import EDITABLE, UNDER_REVIEW

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Consortium, Proposal  # noqa: F401  named in the quoted bases


def _belongs_to(user: "User", consortium: str) -> Exists:
    """The person belongs to an organization of the consortium that `consortium` points to."""
    return Exists(
        Membership.objects.filter(
            user=user,
            organization__consortium_memberships__consortium=OuterRef(consortium),
            organization__consortium_memberships__left_at=None,
        )
    )


def _consortia_of(memberships: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Those to which an organization of these memberships belongs or belonged."""
    found = memberships.filter(organization__consortium_memberships__isnull=False).order_by()
    return found.values("organization__consortium_memberships__consortium")


def readable[Rows: models.QuerySet[Any]](rows: Rows, user: "User", *, proposal: str) -> Rows:
    """Of rows about submitted proposals, with their `consortium`, those that an officer may read.

    `proposal` is the column that holds the proposal's key. See `ProposalQuerySet.for_review`.
    """
    found = without_own(rows, user)
    if user.is_case_reader:
        return found
    proposals = apps.get_model("proposals", "Proposal").objects
    asked = proposals.filter(consultations__agency__in=user.agencies)
    return found.filter(**{f"{proposal}__in": asked.values("pk")})


def without_own[Rows: models.QuerySet[Any]](rows: Rows, user: "User") -> Rows:
    """Without those of a consortium that bars this person, as a member now or of late."""
    theirs = Membership.objects.filter(user=user)
    left = PastMembership.objects.filter(user=user, bars_until__gt=Now())
    # Looked up once, and not for every case: whatever order they are read in, it can be kept.
    found = rows.exclude(consortium__in=_consortia_of(theirs))
    return found.exclude(consortium__in=_consortia_of(left))


class ConsortiumQuerySet(models.QuerySet["Consortium"]):
    def visible_to(self, user: "User") -> "ConsortiumQuerySet":
        """The consortia in which an organization of this person takes part."""
        return self.filter(_belongs_to(user, "pk"))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of_applicant(self, user: "User") -> "ProposalQuerySet":
        """The proposals of the consortia in which an organization of this person takes part."""
        return self.filter(_belongs_to(user, "consortium"))

    def held(self, pk: int) -> "Proposal":
        """The proposal, locked until commit: what a guard reads cannot change under it.

        `no_key`, as everywhere: whoever holds this row may wait for the audit trail, and whoever
        holds the trail looks at this row when it commits. With the stronger lock both would wait
        for ever.
        """
        return self.select_for_update(no_key=True).get(pk=pk)

    def editable(self) -> "ProposalQuerySet":
        """With a draft that is the applicant's to write (`Proposal.is_editable`)."""
        amended = Q(state__in=UNDER_REVIEW, amendment__isnull=False)
        return self.filter(Q(state__in=EDITABLE) | amended)

    def submitted(self) -> "ProposalQuerySet":
        """Submitted at least once. A draft is nobody's business but the applicant's."""
        return self.exclude(public_id=None)

    def for_review(self, user: "User") -> "ProposalQuerySet":
        """What this person may read as an officer: every submitted case, or their agency's.

        Never that of a consortium to which an organization of theirs belongs or belonged, nor of
        one that they left themselves and that bars them still.
        """
        return readable(self.submitted(), user, proposal="pk")

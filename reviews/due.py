"""What of a case waits, for whom, and by when does it have to be done?"""

from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Least

from proposals.models import ProposalVersion


def due_on() -> Least:
    """The nearest open date of a proposal; PostgreSQL passes over nulls.

    Lists read the column of the case instead, which reviews.actions.counting keeps.
    """
    open_rows = (open_tracks(), open_consultations(), open_questions())
    return Least(
        *(
            Subquery(
                rows.filter(proposal=OuterRef("pk"), due_on__isnull=False)
                .order_by("due_on")
                .values("due_on")[:1]
            )
            for rows in open_rows
        )
    )


def assignees() -> ArraySubquery:
    """The keys of those to whom an open track of a proposal is assigned, each once, in order."""
    tracks = open_tracks().filter(proposal=OuterRef("pk"), assignee__isnull=False)
    return ArraySubquery(tracks.order_by("assignee").values("assignee").distinct())


def open_tracks() -> models.QuerySet[Any]:
    return _of_latest_version("ReviewTrack").filter(concluded_at=None).order_by()


def open_consultations() -> models.QuerySet[Any]:
    return _of_latest_version("Consultation").filter(answered_at=None)


def open_questions() -> models.QuerySet[Any]:
    return _model("InformationRequest").filter(answered_at=None)


def _of_latest_version(name: str) -> models.QuerySet[Any]:
    """Written as "there is no newer one", which the database joins at once, not row by row."""
    newer = ProposalVersion.objects.filter(
        proposal=OuterRef("proposal"), number__gt=OuterRef("version__number")
    )
    return _model(name).filter(~Exists(newer))


def _model(name: str) -> models.Manager[Any]:
    """By name: the models stand above this module."""
    return apps.get_model("reviews", name).objects

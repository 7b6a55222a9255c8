"""When was each part of the portal last seen at work?"""

from datetime import timedelta

from django.db import models
from django.utils import timezone


class Pulse(models.Model):
    """A sign of life: written by a job that went through clock, broker and worker."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def felt(name: str) -> None:
    """This part of the portal is at work now."""
    Pulse.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def silence_of(name: str) -> timedelta | None:
    """How long nothing was heard of it; None where nothing ever was."""
    pulse = Pulse.objects.filter(name=name).first()
    return timezone.now() - pulse.at if pulse else None

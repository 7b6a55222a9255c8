"""With which keys may a program act for a person?"""

from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken, AuthTokenManager

# So much of a token is kept as text, so that its owner can tell it from others (knox: 15).
SHOWN = 8


class ApiToken(AbstractAuthToken):
    """knox keeps a token's sha512 and first characters; the name its owner gave it is ours."""

    name = models.CharField(max_length=80)
    # Handing in is an act of the anchor: a token does it only when its owner said so. None signs.
    may_submit = models.BooleanField("may submit proposals", default=False)

    objects = AuthTokenManager()

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.name

    @property
    def beginning(self) -> str:
        return self.token_key[:SHOWN]

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()

"""Who calls?"""

from typing import cast

from rest_framework.views import APIView

from exports_portal.accounts.models import ApiToken, User
from exports_portal.errors import NotPermitted


class OfPerson(APIView):
    """Something that only a signed-in person reads: what it shows depends on who that is."""

    @property
    def person(self) -> User:
        return cast(User, self.request.user)

    def require_may_submit(self, what: str) -> None:
        """NotPermitted for a token that only writes drafts: it does nothing that binds others."""
        token = self.request.auth
        if isinstance(token, ApiToken) and not token.may_submit:
            raise NotPermitted(
                f"This token may not {what}: make one that may submit, or use the page."
            )

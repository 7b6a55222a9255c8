"""Whose token stands in the Authorization header?"""

from typing import TYPE_CHECKING

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

if TYPE_CHECKING:
    from exports_portal.accounts.models import ApiToken, User


class PlainTokenAuthentication(TokenAuthentication):
    """Tokens are printable ASCII: other bytes are no token, and no database sees them."""

    def authenticate_credentials(self, token: bytes) -> "tuple[User, ApiToken]":
        if not (token.isascii() and token.decode().isprintable()):
            raise AuthenticationFailed("Invalid token.")
        found: tuple[User, ApiToken] = super().authenticate_credentials(token)
        return found


class PlainTokenScheme(KnoxTokenScheme):
    """The OpenAPI document describes it as it describes knox's own."""

    target_class = "exports_portal.accounts.authentication.PlainTokenAuthentication"

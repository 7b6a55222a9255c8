"""Who uses the portal, and for which organization?"""

from exports_portal.accounts.models.factor_reset import SecondFactorReset
from exports_portal.accounts.models.organization import (
    Membership,
    Officer,
    Organization,
    OrganizationAddress,
    OwnershipStake,
    PastMembership,
)
from exports_portal.accounts.models.part_invitation import PartInvitation
from exports_portal.accounts.models.token import ApiToken
from exports_portal.accounts.models.user import RoleGrant, User

__all__ = [
    "ApiToken",
    "Membership",
    "Officer",
    "Organization",
    "OrganizationAddress",
    "OwnershipStake",
    "PartInvitation",
    "PastMembership",
    "RoleGrant",
    "SecondFactorReset",
    "User",
]

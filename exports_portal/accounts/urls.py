"""Where are the pages about people, organizations and tokens?"""

from django.urls import path

from exports_portal.accounts.views import (
    organizations,
    part_invitations,
    people,
    second_factor,
    tokens,
)
from exports_portal.accounts.views.ownership import ownership
from exports_portal.accounts.views.rows import ADDRESSES, OFFICERS, OWNERS, edit_rows

app_name = "organizations"

urlpatterns = [
    path("organizations/", organizations.organization_list, name="list"),
    path("organizations/new/", organizations.register, name="new"),
    path("organizations/<int:pk>/", organizations.detail, name="detail"),
    path("organizations/<int:pk>/edit/", organizations.edit, name="edit"),
    path("organizations/<int:pk>/addresses/", edit_rows, {"section": ADDRESSES}, name="addresses"),
    path("organizations/<int:pk>/owners/", edit_rows, {"section": OWNERS}, name="owners"),
    path("organizations/<int:pk>/officers/", edit_rows, {"section": OFFICERS}, name="officers"),
    path("organizations/<int:pk>/ownership/", ownership, name="ownership"),
    path("organizations/<int:pk>/people/new/", people.give, name="give_part"),
    path(
        "organizations/<int:pk>/people/<int:membership>/take-back/",
        people.take_back,
        name="take_back_part",
    ),
    path(
        "organizations/<int:pk>/people/invitations/<int:invitation>/again/",
        part_invitations.again,
        name="send_part_invitation_again",
    ),
    path(
        "organizations/<int:pk>/people/invitations/<int:invitation>/take-back/",
        part_invitations.take_back,
        name="take_back_part_invitation",
    ),
    path(
        "organizations/invitations/<int:invitation>/",
        part_invitations.invited,
        name="part_invitation",
    ),
    path(
        "organizations/invitations/<int:invitation>/decline/",
        part_invitations.say_no,
        name="decline_part_invitation",
    ),
    path("profile/", people.profile, name="profile"),
    path("second-factor/", second_factor.explain, name="second_factor"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<slug:key>/revoke/", tokens.revoke, name="revoke_token"),
]

"""Where are the pages of a consortium?"""

from django.urls import path

from proposals.views import consortia, invitations, membership
from proposals.views.ownership import import_owners

urlpatterns = [
    path("consortia/", consortia.consortium_list, name="consortium_list"),
    path("consortia/new/", consortia.found_consortium, name="consortium_new"),
    path("consortia/<int:pk>/", consortia.detail, name="consortium"),
    path("consortia/<int:pk>/invite/", invitations.invite_member, name="invite"),
    path(
        "consortia/<int:pk>/invitations/<int:invitation>/revoke/",
        invitations.revoke_invitation,
        name="revoke_invitation",
    ),
    path(
        "consortia/<int:pk>/invitations/<int:invitation>/again/",
        invitations.send_invitation_again,
        name="send_invitation_again",
    ),
    path(
        "consortia/<int:pk>/members/<int:member>/leave/", membership.leave, name="leave_consortium"
    ),
    path(
        "consortia/<int:pk>/members/<int:member>/writing/",
        membership.anchor_writes,
        name="anchor_writes",
    ),
    path("organizations/<int:pk>/owners/file/", import_owners, name="import_owners"),
    path("consortia/invitations/<int:invitation>/", invitations.join_here, name="join_here"),
    path("consortia/join/<str:secret>/", invitations.join, name="join"),
]

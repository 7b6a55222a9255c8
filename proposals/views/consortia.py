"""In which consortia does a person take part, and who stands together in them?"""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from exports_portal.accounts.models import Organization
from exports_portal.accounts.queries import OrganizationQuerySet
from exports_portal.accounts.roles import Part
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput
from exports_portal.web.pagination import page_of
from exports_portal.web.refusals import put_beside_fields
from proposals.actions.consortia import JOINING, found
from proposals.forms.consortia import ConsortiumForm
from proposals.models import Consortium, ConsortiumMember


def consortium_list(request: HttpRequest) -> HttpResponse:
    """Each with its members, the anchor first."""
    members = ConsortiumMember.objects.filter(left_at=None).select_related("organization")
    here = Prefetch("members", members.order_by("role", "pk"), to_attr="members_now")
    consortia = Consortium.objects.visible_to(signed_in(request)).prefetch_related(here)
    context = {"page": page_of(request, consortia), "may_found": own_anchors(request).exists()}
    return render(request, "proposals/consortia/list.html", context)


def found_consortium(request: HttpRequest) -> HttpResponse:
    form = ConsortiumForm(request.POST or None, by=signed_in(request))
    if request.method == "POST" and form.is_valid():
        try:
            consortium = found(**form.cleaned_data, by=signed_in(request))
        except InvalidInput as error:
            put_beside_fields(form, error)
        else:
            messages.success(request, f"{consortium} is founded. Invite the other members now.")
            return redirect("proposals:consortium", pk=consortium.pk)
    context = {"form": form, "may_found": own_anchors(request).exists()}
    status = 422 if form.errors else 200
    return render(request, "proposals/consortia/new.html", context, status=status)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    consortium = consortium_of(request, pk)
    invites = may_invite(request, consortium)
    invitations = consortium.invitations.select_related("invited_by", "accepted_as__organization")
    person = signed_in(request)
    own = Organization.objects.belonging_to(person)
    leaving = Organization.objects.with_part(person, *JOINING)
    context = {
        "consortium": consortium,
        "members": consortium.current_members(),
        "own": set(own.values_list("pk", flat=True)),
        "leaving": set(leaving.values_list("pk", flat=True)),
        "may_invite": invites,
        "invitations": invitations if invites else (),
    }
    return render(request, "proposals/consortia/detail.html", context)


def consortium_of(request: HttpRequest, pk: int) -> Consortium:
    """404 unless an organization of this person takes part."""
    return get_object_or_404(Consortium.objects.visible_to(signed_in(request)), pk=pk)


def may_invite(request: HttpRequest, consortium: Consortium) -> bool:
    return own_anchors(request).filter(pk=consortium.anchor.pk).exists()


def own_anchors(request: HttpRequest) -> OrganizationQuerySet:
    """The organizations this person may found a consortium with, and invite for."""
    return Organization.objects.with_part(signed_in(request), Part.ADMIN)

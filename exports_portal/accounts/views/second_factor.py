"""What does an officer do who came without a second factor?"""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from exports_portal.accounts.second_factor import signed_in_with_second_factor
from exports_portal.accounts.views.way import signed_in, way_on


def explain(request: HttpRequest) -> HttpResponse:
    """Lead to set-up, or, when there is one on file, to giving it now."""
    after = way_on(request)
    if after and signed_in_with_second_factor(request):
        return redirect(after)
    kinds = set(
        Authenticator.objects.filter(user=signed_in(request)).values_list("type", flat=True)
    )
    context = {
        "next": after,
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        "is_done": signed_in_with_second_factor(request),
    }
    return render(request, "accounts/second_factor.html", context)

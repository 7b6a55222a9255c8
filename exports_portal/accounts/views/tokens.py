"""Which programs may act for me?"""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from exports_portal.accounts.actions.tokens import create_token, revoke_token
from exports_portal.accounts.forms.tokens import TokenForm
from exports_portal.accounts.models import ApiToken
from exports_portal.accounts.views.way import signed_in
from exports_portal.web.pagination import page_of


@never_cache
@reauthentication_required(allow_get=True)
def tokens(request: HttpRequest) -> HttpResponse:
    """The text of a new token is in this one answer, and nowhere else."""
    person = signed_in(request)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token, text = create_token(**form.cleaned_data, by=person)
        return render(request, "accounts/token_created.html", {"token": token, "text": text})
    page = page_of(request, ApiToken.objects.filter(user=person))
    status = 422 if form.errors else 200
    return render(request, "accounts/tokens.html", {"form": form, "page": page}, status=status)


def revoke(request: HttpRequest, key: str) -> HttpResponse:
    person = signed_in(request)
    token = get_object_or_404(ApiToken.objects.filter(user=person), token_key=key)
    if request.method == "POST":
        revoke_token(token, by=person)
        messages.success(request, f"The token “{token.name}” is revoked.")
        return redirect("organizations:tokens")
    context = {
        "heading": f"Revoke the token “{token.name}”",
        "consequence": "Every program that uses this token is refused from now on.",
        "summary": [("Name", token.name), ("Begins with", token.beginning)],
        "submit_label": "Revoke it",
        "cancel_url": reverse("organizations:tokens"),
    }
    return render(request, "components/confirm_page.html", context)

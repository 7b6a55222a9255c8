"""How does anyone verify a letter, by its code or as a file?

Without an account: whoever was shown a letter may ask. A file is read and forgotten.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from exports_portal.bounds import LARGEST_LETTER_BYTES
from exports_portal.errors import TooOften
from exports_portal.web.strangers import takes_file_of_strangers
from exports_portal.web.throttling import may_send_file
from reviews.actions.verifying import verification_of, verified_file
from reviews.forms.applicants import CodeForm, LetterFileForm
from reviews.states import LetterStanding


@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    """Type a code. GET leads to the address that also stands on the letter."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("cases:verification", form.cleaned_data["code"])
    return _page(request, form, LetterFileForm())


@login_not_required
@never_cache
def verification(request: HttpRequest, code: str) -> HttpResponse:
    """What the code of a letter tells: what it says, and where it stands."""
    found = verification_of(code)
    context = {"found": found, "form": CodeForm(), "tone": _tone(found.standing if found else "")}
    return render(request, "cases/verification.html", context, status=200 if found else 404)


@takes_file_of_strangers(LARGEST_LETTER_BYTES)
@login_not_required
@never_cache
def verify_file(request: HttpRequest) -> HttpResponse:
    """Is this file a letter as it was issued? GET shows both forms."""
    is_sent = request.method == "POST"
    form = LetterFileForm(request.POST, request.FILES) if is_sent else LetterFileForm()
    if form.is_valid():
        if not may_send_file(request):
            raise TooOften("From one place thirty files are checked in an hour. Try again later.")
        found = verified_file(form.cleaned_data["file"].read())
        tone = _tone(found.letter.standing if found.letter else "")
        context = {"found": found, "tone": tone}
        return render(request, "cases/verified_file.html", context)
    return _page(request, CodeForm(), form)


def _page(request: HttpRequest, code: CodeForm, file: LetterFileForm) -> HttpResponse:
    context = {"form": code, "file_form": file}
    return render(request, "cases/verify.html", context, status=422 if file.is_bound else 200)


def _tone(standing: str) -> str:
    return "good" if standing == LetterStanding.IN_FORCE else "warning"

"""Every component of the kit on one page, for the tests and for the eye."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from exports_portal import errors
from exports_portal.web.components import Card, Event, Step
from exports_portal.web.formsets import rows_of_form, wants_another_row, with_another_row
from exports_portal.web.widgets import DateInput, MoneyInput, PercentInput

COUNTRIES = [("", "Choose a country"), ("KE", "Kenya"), ("JP", "Japan")]
LAYERS = [("HW", "Hardware"), ("DATA", "Data pipelines"), ("MODEL", "Models")]
REFUSALS: dict[int, errors.PortalError] = {
    403: errors.NotPermitted("Only the anchor's signatory submits."),
    404: errors.NotFound(),
    409: errors.StepRefused("Two findings are open.", "One screening hit is not adjudicated."),
    422: errors.InvalidInput("Check the amounts.", fields={"value": ["Enter a number."]}),
}


class EveryFieldForm(forms.Form):
    legal_name = forms.CharField(help_text="As registered.", max_length=20)
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
    country = forms.ChoiceField(
        choices=[("", "Choose a country"), ("KE", "Kenya"), ("JP", "Japan")]
    )
    signed_on = forms.DateField(widget=DateInput)
    value = forms.DecimalField(widget=MoneyInput, help_text="In U.S. dollars.")
    share = forms.DecimalField(widget=PercentInput, required=False)
    layer = forms.ChoiceField(choices=LAYERS, widget=forms.RadioSelect)
    layers = forms.MultipleChoiceField(
        choices=LAYERS, widget=forms.CheckboxSelectMultiple, help_text="All that apply."
    )
    certified = forms.BooleanField(label="I certify that this is true")
    document = forms.FileField(required=False)


class RowForm(forms.Form):
    item = forms.CharField(help_text="As on the invoice.")
    value = forms.DecimalField(widget=MoneyInput)
    origin = forms.DecimalField(label="U.S. share", widget=PercentInput)


Rows = rows_of_form(RowForm, most=40, extra=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("America/New_York"))

CARD = Card("AAEP-26-0001", "#c", "A package.", "Designated", "good", (("To", "Kenya"),))


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    if wants_another_row(request, prefix="rows"):
        form, rows = EveryFieldForm(initial=request.POST.dict()), None
        rows = with_another_row(Rows, request.POST, prefix="rows")
    else:
        form, rows = EveryFieldForm(posted), Rows(posted, prefix="rows")
    context = {
        "form": form,
        "rows": rows,
        "filter": RowForm(prefix="f"),
        "page": Paginator(range(250), 10).get_page(request.GET.get("page")),
        "facts": [("Anchor", "Lumen Harbor Systems"), ("Website", "")],
        "steps": [
            Step("Members", "#a", is_current=True, status="Ready", tone="good"),
            Step("Hardware", "#b", status="2 blocking", tone="bad"),
        ],
        "cards": [
            Card("AAEP-26-0001", "#c", "A package.", "Designated", "good", (("To", "Kenya"),))
        ],
        "events": [Event(NOON, "Submitted", "Ada Quill", "First version."), Event(NOON, "Drafted")],
    }
    return render(request, "gallery.html", context)


@login_not_required
def refuse(request: HttpRequest, status: int) -> HttpResponse:
    raise REFUSALS[status]


@login_not_required
def confirm(request: HttpRequest) -> HttpResponse:
    context = {
        "heading": "Withdraw the proposal",
        "consequence": "A withdrawn proposal cannot be reopened.",
        "summary": [("Proposal", "AAEP-26-0001")],
        "submit_label": "Withdraw it",
        "cancel_url": "/",
    }
    return render(request, "components/confirm_page.html", context)


@login_not_required
def fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("password=hunter2")


urlpatterns = [
    path("fault/", fault),
    path("api/v1/fault/", fault),
    path("gallery/", gallery),
    path("confirm/", confirm),
    path("refuse/<int:status>/", refuse),
    path("api/v1/refuse/<int:status>/", refuse),
    path("", include("exports_portal.urls")),
]
handler400 = "exports_portal.web.views.errors.bad_request"
handler403 = "exports_portal.web.views.errors.permission_denied"
handler404 = "exports_portal.web.views.errors.page_not_found"
handler500 = "exports_portal.web.views.errors.server_error"

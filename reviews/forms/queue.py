"""What can an officer look for in the queue, and how is it sorted?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Role
from exports_portal.policy.blocs import Bloc
from exports_portal.policy.countries import country_choices
from exports_portal.policy.readers import blocs
from proposals.states import EDITABLE, ProposalState
from reviews.forms.desk import people_with
from reviews.permissions import TRACK_ROLES
from reviews.queue import QueueFilters, Tab, WaitsFor

SORTS = (
    ("oldest", "Longest under review first"),
    ("newest", "Shortest under review first"),
    ("due", "Due first"),
    ("hits", "Most open hits first"),
    ("number", "Number"),
    ("title", "Title"),
    ("state", "State"),
)
WAITS = [("", "Anything"), *WaitsFor.choices]
STATES = [choice for choice in ProposalState.choices if choice[0] not in EDITABLE[:1]]


class QueueForm(forms.Form):
    """Filters and order of the queue. Everything is kept in the address, so it can be sent on."""

    q = forms.CharField(label="Number, title or anchor member", required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=[("", "Any state"), *STATES])
    waits = forms.ChoiceField(required=False, label="Waits for", choices=WAITS)
    lead = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, empty_label="Any lead", label="Case lead"
    )
    assignee = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        empty_label="Any assignee",
        label="Assignee of an open track",
    )
    market = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(required=False, choices=SORTS)
    assigned = forms.BooleanField(required=False, label="An open track is assigned to me")
    hits = forms.BooleanField(required=False, label="With open screening hits")
    tab = forms.ChoiceField(required=False, choices=Tab.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reader.is_case_reader:
            # An agency sees neither the screening nor who reviews, and learns of it here neither.
            for name in ("hits", "lead", "assigned", "assignee"):
                del self.fields[name]
            self.fields["sort"].choices = [  # type: ignore[attr-defined]
                choice for choice in SORTS if choice[0] != "hits"
            ]
            self.fields["waits"].choices = [  # type: ignore[attr-defined]
                choice for choice in WAITS if choice[0] != WaitsFor.LEAD
            ]
            self.fields["tab"].choices = [c for c in Tab.choices if c[0] != Tab.WATCH]  # type: ignore[attr-defined]
        else:
            leads = User.objects.filter(role_grants__role=Role.CASE_LEAD, is_active=True)
            reviewers = {role for roles in TRACK_ROLES.values() for role in roles}
            self.fields["assignee"].queryset = people_with(*reviewers)  # type: ignore[attr-defined]
            self.fields["lead"].queryset = leads.order_by("full_name", "pk")  # type: ignore[attr-defined]
        self.blocs = blocs(timezone.localdate())
        self.fields["market"].choices = list(_market_choices(self.blocs))  # type: ignore[attr-defined]

    @property
    def tabs(self) -> list[Tab]:
        """Those that this reader may choose."""
        return [Tab(name) for name, _ in self.fields["tab"].choices]  # type: ignore[attr-defined]

    @property
    def tab_name(self) -> str:
        return self._chosen("tab") or Tab.OPEN

    @property
    def order(self) -> str:
        return self._chosen("sort") or SORTS[0][0]

    @property
    def filters(self) -> QueueFilters:
        """What is typed right; a wrong value is said beside its field and filters nothing."""
        return QueueFilters(
            words=self._chosen("q").strip(),
            state=self._chosen("state"),
            lead=self._chosen("lead") or None,
            assignee=self._chosen("assignee") or None,
            markets=self._markets(),
            assigned_to_me=bool(self._chosen("assigned")),
            with_open_hits=bool(self._chosen("hits")),
            waits_for=self._chosen("waits"),
        )

    def _markets(self) -> tuple[str, ...]:
        """A country, and every bloc that it belongs to."""
        code = self._chosen("market")
        if not code:
            return ()
        return (code, *(bloc.code for bloc in self.blocs if code in bloc.members))

    def _chosen(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or ""


def _market_choices(known: tuple[Bloc, ...]) -> Iterator[tuple[str, Any]]:
    yield "", "Any market"
    yield "Blocs", [(bloc.code, bloc.name) for bloc in known]
    yield "Countries", country_choices()

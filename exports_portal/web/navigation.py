"""Where can this person go from here?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Place:
    """A page one can go to, by the name of its URL."""

    label: str
    url_name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    hint: str
    is_current: bool


APPLICANT = (
    Place("Organizations", "organizations:list", "Companies you act for, and their owners."),
    Place("Consortia", "proposals:consortium_list", "Who stands together behind a package."),
    Place("Partners", "proposals:notices", "Who seeks and who offers a layer of the stack."),
    Place("Proposals", "proposals:list", "Write, check and submit a full-stack package."),
)
OFFICER = (Place("Review queue", "reviews:queue", "Cases that wait for you or your team."),)
EVERYONE = (
    Place("Catalog", "catalog:list", "Designated packages, open to all."),
    Place("Calls", "proposals:calls", "Who may propose a package, until when, how it is judged."),
    Place("Verify a letter", "cases:verify", "Is a determination letter authentic and current?"),
    Place("API", "api-docs", "Catalog and proposals for programs."),
)
ACCOUNT = (
    Place("Profile", "organizations:profile"),
    Place("E-mail address", "account_email"),
    Place("Password", "account_change_password"),
    Place("Security", "mfa_index"),
    Place("API tokens", "organizations:tokens"),
)


def places_for(user: Any) -> tuple[Place, ...]:
    """The person's own places; `user` is duck-typed because `web` stands beside `accounts`."""
    if not user.is_authenticated:
        return ()
    if user.is_officer:
        return OFFICER
    return () if "BUYER" in user.roles else APPLICANT


def main_navigation(request: HttpRequest) -> list[NavItem]:
    user = getattr(request, "user", None)
    own = places_for(user) if user is not None else ()
    return list(resolved(request, *own, *EVERYONE))


def account_navigation(request: HttpRequest) -> list[NavItem]:
    return list(resolved(request, *ACCOUNT))


def own_navigation(request: HttpRequest) -> list[NavItem]:
    return list(resolved(request, *places_for(request.user)))


def resolved(request: HttpRequest, *places: Place) -> Iterator[NavItem]:
    for place in places:
        try:
            url = reverse(place.url_name)
        except NoReverseMatch:
            continue  # an app that is not installed here has no entry
        yield NavItem(place.label, url, place.hint, request.path.startswith(url))

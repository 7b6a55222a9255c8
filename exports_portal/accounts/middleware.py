"""Who is stopped on the way to a page because of how they signed in?"""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from exports_portal.accounts import sessions
from exports_portal.accounts.second_factor import (
    is_protected,
    needs_second_factor,
    signed_in_with_second_factor,
)
from exports_portal.web.scripts import is_unattended
from exports_portal.web.views.errors import API_PREFIX, problem_page


class SessionLimitMiddleware:
    """A session that was idle for too long, or that is too old, ends here.

    What is asked for next is answered as for anybody who is not signed in: a page leads to sign-in
    and back. A token of the API has no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            if sessions.is_over(request, request.user):
                logout(request)
                messages.info(request, "Your session ended. Sign in again to go on.")
            elif not is_unattended(request):
                sessions.note(request)
        return self.get_response(request)


class SecondFactorMiddleware:
    """An officer without a second factor in this session is led to the page that explains it.

    An API token is not stopped here: it was made on a page that this middleware protects.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_protected(request.path_info) and self._lacks_second_factor(request):
            return self._lead_to_it(request)
        return self.get_response(request)

    @staticmethod
    def _lacks_second_factor(request: HttpRequest) -> bool:
        user = request.user
        return (
            user.is_authenticated
            and needs_second_factor(user)
            and not signed_in_with_second_factor(request)
        )

    @staticmethod
    def _lead_to_it(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(API_PREFIX):
            return problem_page(
                request,
                HTTPStatus.FORBIDDEN,
                "Sign in with a second factor",
                "Your role needs a second factor in this session.",
            )
        # A form that was sent cannot be sent again by following a link: go to its page.
        after = {"next": request.get_full_path()}
        return HttpResponseRedirect(f"{reverse('organizations:second_factor')}?{urlencode(after)}")

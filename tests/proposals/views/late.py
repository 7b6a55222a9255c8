"""How does somebody type on a page of a draft whose session ends, and sign in again?"""

from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from exports_portal.web.typed import FORM
from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import PASSWORD
from tests.proposals.views.pages import form_data

TOKEN = "csrfmiddlewaretoken"
ENDED = "Your session ended while you were typing."


def url(ready, *rest):
    return "/".join([f"/proposals/{ready.proposal.pk}", *map(str, rest), ""])


def content(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk))


def opened(browser, address):
    """What the form of this page sends, with its token."""
    page = browser.get(address)
    return form_data(page) | {TOKEN: page.context["csrf_token"]}


class Browser(Client):
    """Sends forms as browsers do, to a server that checks their tokens."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)

    def send(self, address, fields, **how):
        body = urlencode(fields, doseq=True)
        return self.post(address, body, content_type=FORM, **how)


def browser_of(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def end_session(browser):
    Session.objects.filter(pk=browser.session.session_key).delete()


def sign_in_again(browser, user):
    """In another tab, where somebody signed out before."""
    page = browser.get("/accounts/logout/")
    browser.send("/accounts/logout/", {TOKEN: page.context["csrf_token"]})
    sign_in(browser, user, f"{reverse('account_login')}?next=/profile/")


def sign_in(browser, user, to):
    """By the form, as a person does it; gives the page where it leads."""
    page = browser.get(to)
    after = parse_qs(urlsplit(to).query)["next"][0]
    typed = {"login": user.email, "password": PASSWORD, "next": after}
    answer = browser.send(to, typed | {TOKEN: page.context["csrf_token"]})
    return browser.get(answer.url)


def typed_too_late(ready, address, **typed):
    """The page is open, the session ends, Save is pressed: the browser, and where it was led."""
    browser = browser_of(ready.admin)
    fields = opened(browser, address) | typed
    end_session(browser)
    return browser, browser.send(address, fields).url

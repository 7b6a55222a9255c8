"""With which operation does a program do what a page of applicants does, or why with none?

A page writes when its view, or a function of views that it calls, looks at what was sent; it
downloads when one of them hands out a file. A page added later is found without a line here.
"""

import inspect
from collections.abc import Callable, Iterator
from dis import get_instructions
from functools import cache
from types import CodeType, FunctionType
from typing import Any

import yaml
from django.urls import get_resolver

from proposals.content.whole import written_sections
from tests.contracts.code import ROOT

WRITES = (".POST", "request.method", "require_POST")
DOWNLOADS = ("content_disposition_header", "download_response")
# Whose pages these are: the program office's, the public's and those of signing in.
OF_OTHERS = ("administration/", "review/", "api/", "catalog/", "sitemap", "accounts/")

ORGANIZATION = ("PATCH /organizations/{id}/",)
ADD, CHANGE, REMOVE = (
    "POST /proposals/{proposal}/records/",
    "PATCH /proposals/{proposal}/records/{record}/",
    "DELETE /proposals/{proposal}/records/{record}/",
)
EVIDENCE = "/proposals/{proposal}/evidence/"
WAITING = "/proposals/{proposal}/import/{pending}/"
THREAD = "/proposals/{proposal}/comments/{thread}/"
EXPORTS = "GET /proposals/{proposal}/exports/"
ANSWERS = "/notices/{notice}/answers/"
MEMBER = "/consortia/{consortium}/members/{organization}/"

# address of a page -> operations of the API that do the same
COUNTERPARTS: dict[str, tuple[str, ...]] = {
    "organizations/new/": ("POST /organizations/",),
    "organizations/<int:pk>/edit/": ORGANIZATION,
    "organizations/<int:pk>/addresses/": ORGANIZATION,
    "organizations/<int:pk>/owners/": ORGANIZATION,
    "organizations/<int:pk>/officers/": ORGANIZATION,
    "consortia/new/": ("POST /consortia/",),
    "consortia/<int:pk>/invite/": ("POST /consortia/{consortium}/invitations/",),
    "consortia/<int:pk>/invitations/<int:invitation>/revoke/": (
        "DELETE /consortia/{consortium}/invitations/{id}/",
    ),
    "consortia/<int:pk>/invitations/<int:invitation>/again/": (
        "DELETE /consortia/{consortium}/invitations/{id}/",
        "POST /consortia/{consortium}/invitations/",
    ),
    "consortia/<int:pk>/members/<int:member>/leave/": (f"DELETE {MEMBER}",),
    "consortia/<int:pk>/members/<int:member>/writing/": (f"PATCH {MEMBER}",),
    "consortia/invitations/<int:invitation>/": ("POST /consortia/join/",),
    "consortia/join/<str:secret>/": ("POST /consortia/join/",),
    "notices/new/": ("POST /notices/",),
    "notices/<int:pk>/change/": ("PATCH /notices/{id}/",),
    "notices/<int:pk>/close/": ("POST /notices/{id}/close/",),
    "notices/<int:pk>/answer/": (f"POST {ANSWERS}",),
    "notices/<int:pk>/answers/<int:number>/": (
        f"PATCH {ANSWERS}{{id}}/",
        f"POST {ANSWERS}{{id}}/reply/",
    ),
    "notices/<int:pk>/answers/<int:number>/withdraw/": (f"DELETE {ANSWERS}{{id}}/",),
    "proposals/new/": ("POST /proposals/",),
    "proposals/<int:pk>/confidential/records/<uuid:record>/mark/": (ADD,),
    "proposals/<int:pk>/confidential/<uuid:marking>/": (CHANGE,),
    "proposals/<int:pk>/confidential/<uuid:marking>/take-back/": (REMOVE,),
    "proposals/<int:pk>/records/new/<str:kind>/": (ADD,),
    "proposals/<int:pk>/records/<uuid:record>/": (CHANGE,),
    "proposals/<int:pk>/records/<uuid:record>/remove/": (REMOVE,),
    "proposals/<int:pk>/records/<uuid:record>/restore/<int:number>/": (
        "POST /proposals/{proposal}/records/{record}/restore/",
    ),
    "proposals/<int:pk>/<slug:section>/grid/rows/": (ADD, CHANGE),
    "proposals/<int:pk>/<slug:section>/grid/remove/": (REMOVE,),
    "proposals/<int:pk>/<slug:section>/grid/restore/": (
        "POST /proposals/{proposal}/records/{record}/restore/",
    ),
    "proposals/<int:pk>/evidence/add/<uuid:record>/": (
        "POST /proposals/{proposal}/records/{record}/evidence/",
    ),
    "proposals/<int:pk>/evidence/<uuid:evidence>/": (f"GET {EVIDENCE}{{evidence}}/file/",),
    "proposals/<int:pk>/evidence/<uuid:evidence>/remove/": (f"DELETE {EVIDENCE}{{evidence}}/",),
    "proposals/<int:pk>/evidence/<uuid:evidence>/put-back/": (
        f"POST {EVIDENCE}{{evidence}}/put-back/",
    ),
    "proposals/<int:pk>/import/": ("POST /proposals/{proposal}/import/",),
    "proposals/<int:pk>/import/<uuid:pending>/": (
        f"GET {WAITING}",
        f"PATCH {WAITING}",
        f"DELETE {WAITING}",
        f"POST {WAITING}apply/",
    ),
    "proposals/<int:pk>/certifications/ask/": ("POST /proposals/{proposal}/ask-to-sign/",),
    "proposals/<int:pk>/comments/new/": (
        "POST /proposals/{proposal}/comments/",
        "GET /proposals/{proposal}/comments/people/",
    ),
    "proposals/<int:pk>/comments/<uuid:thread>/": (f"POST {THREAD}replies/",),
    "proposals/<int:pk>/comments/<uuid:thread>/settle/": (f"PATCH {THREAD}",),
    "proposals/<int:pk>/comments/change/<uuid:comment>/": (f"PATCH {THREAD}replies/{{comment}}/",),
    "proposals/<int:pk>/comments/delete/<uuid:comment>/": (f"DELETE {THREAD}replies/{{comment}}/",),
    "proposals/<int:pk>/export/proposal.json": (f"{EXPORTS}json/",),
    "proposals/<int:pk>/export/proposal.pdf": (f"{EXPORTS}pdf/",),
    "proposals/<int:pk>/export/<str:table>.<str:form>": (f"{EXPORTS}tables/{{table}}/{{form}}/",),
    "proposals/<int:pk>/export/template/<str:table>.xlsx": (f"{EXPORTS}templates/{{table}}/",),
    "proposals/<int:pk>/versions/<int:number>/proposal.json": (
        "GET /proposals/{proposal}/versions/{number}/json/",
    ),
    "proposals/<int:pk>/versions/<int:number>/proposal.pdf": (
        "GET /proposals/{proposal}/versions/{number}/pdf/",
    ),
    "proposals/<int:pk>/submit/": ("POST /proposals/{id}/submit/",),
    "proposals/<int:pk>/withdraw/": ("POST /proposals/{proposal}/withdraw/",),
    "proposals/<int:pk>/amendment/": (
        "POST /proposals/{proposal}/amendment/",
        "POST /proposals/{proposal}/amendment/submit/",
    ),
    "proposals/<int:pk>/amendment/drop/": ("DELETE /proposals/{proposal}/amendment/",),
    "proposals/<int:pk>/questions/<int:question>/": (
        "POST /proposals/{proposal}/questions/{question}/answer/",
    ),
    "letters/<int:pk>/": ("GET /proposals/{proposal}/letters/{letter}/",),
}
# The first pages are written in one piece as well, each of the others in records alone.
AT_ONCE = ("overview", "layers", "hardware", "markets", "operations", "parties", "support")
SECTIONS = {
    f"proposals/<int:pk>/{section}/": (
        *(("PATCH /proposals/{id}/",) if section.value in AT_ONCE else ()),
        *(ADD, CHANGE, REMOVE),
    )
    for section in written_sections()
}
# address of a page -> why no program does this
REASONS: dict[str, str] = {
    "proposals/<int:pk>/certifications/<int:organization>/": (
        "A signatory signs, in person: no program does."
    ),
    "profile/": "A person says who they are. A token stands for them and changes nothing of it.",
    "second-factor/": "A second factor proves that a person is there.",
    "tokens/": "A token makes no other token: a stolen one would outlive its end.",
    "tokens/<slug:key>/revoke/": "What a person gave to a program, that person takes back.",
    "organizations/<int:pk>/people/new/": (
        "Who acts for an organization is said by a person: a stolen token lets nobody else in."
    ),
    "organizations/<int:pk>/people/<int:membership>/take-back/": (
        "Who acts for an organization no longer is said by a person: a stolen token shuts nobody "
        "out."
    ),
    "organizations/<int:pk>/people/invitations/<int:invitation>/again/": (
        "Who is invited to act for an organization is said by a person, as who acts for it."
    ),
    "organizations/<int:pk>/people/invitations/<int:invitation>/take-back/": (
        "Who made an invitation in person takes it back in person."
    ),
    "organizations/invitations/<int:invitation>/": (
        "A person says for whom they act: a stolen token binds them to nobody."
    ),
    "organizations/invitations/<int:invitation>/decline/": (
        "A person says for whom they do not act."
    ),
    "organizations/<int:pk>/owners/file/": (
        "It fills in the form of the owners and saves nothing. A program sends the owners."
    ),
    "verify/file/": (
        "It is for a person who was sent a letter, and takes no account. A program compares the "
        "sha256 of its file with the one that the code of the letter shows."
    ),
    "proposals/<int:pk>/hardware/share/": (
        "It counts what is typed and not saved yet. Of what is saved the readiness rules tell it."
    ),
}


def pages_that(*signs: str) -> set[str]:
    """The addresses of applicants' pages in whose views one of these stands."""
    return {
        address
        for address, view in _pages(get_resolver())
        if not address.startswith(OF_OTHERS)
        and any(sign in inspect.getsource(each) for each in functions_of(view) for sign in signs)
    }


def _pages(resolver: Any, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _pages(pattern, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern.callback


def functions_of(view: Callable[..., Any]) -> set[Any]:
    """The view itself and every function of views that it, or one of them, names."""
    found: set[Any] = set()
    waiting: list[Any] = [inspect.unwrap(view)]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            named = (one.__globals__.get(name) for name in names_in(one.__code__))
            waiting += [inspect.unwrap(each) for each in named if _is_of_views(each)]
    return found


def _is_of_views(each: object) -> bool:
    return isinstance(each, FunctionType) and ".views." in each.__module__


def names_in(code: CodeType) -> set[str]:
    """What a function looks up in its module: `places.marking` is no view called `marking`."""
    inner = [names_in(each) for each in code.co_consts if isinstance(each, CodeType)]
    own = {each.argval for each in get_instructions(code) if each.opname == "LOAD_GLOBAL"}
    return own.union(*inner)


@cache
def operations() -> frozenset[str]:
    """Every operation of the API, as the committed document names them."""
    document = yaml.load((ROOT / "docs" / "openapi.yaml").read_text(), yaml.CSafeLoader)
    return frozenset(
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, item in document["paths"].items()
        for method in item
    )

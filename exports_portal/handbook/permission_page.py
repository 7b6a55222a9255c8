"""What does docs/permissions.md say? Who may do what, drawn from the code that runs."""

from collections.abc import Collection

from exports_portal.accounts.roles import CASE_READERS, CASE_WORKERS, OFFICERS, Role
from exports_portal.handbook.workflow_page import step_holders
from reviews.permissions import ADJUDICATORS, ASSIGNERS, LIST_KEEPERS, TRACK_ROLES
from reviews.states import TrackKind

INTRODUCTION = """# Who may do what

Generated from the code by `make docs`; a test fails when this page is stale. Nobody works on the
case of a consortium they belong to, or one for which they declared a conflict. A role of the
program office is granted to a person; the parts of an organization (administrator, signatory,
contributor) are held in that organization.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([INTRODUCTION, _steps(), _work(), _reading()])


def _steps() -> str:
    rows = ["## Steps of a proposal", "", "| step | who |", "|---|---|"]
    rows += [f"| `{name}` | {holders} |" for name, holders in step_holders().items()]
    return "\n".join([*rows, ""])


def _work() -> str:
    rows = ["## Work on a case", "", "| what | who |", "|---|---|"]
    rows += [
        f"| conclude or reopen the track “{TrackKind(kind).label}” | {_names(roles)} |"
        for kind, roles in TRACK_ROLES.items()
    ]
    rows += [
        f"| assign tracks and the case lead | {_names(ASSIGNERS)} |",
        "| give back a track that is not concluded, or the lead of a case | who has it |",
        f"| adjudicate screening hits | {_names(ADJUDICATORS)} |",
        f"| clear a strong hit | two people, each {_names(ADJUDICATORS)} |",
        f"| release, reject or look for a screening list | {_names(LIST_KEEPERS)} |",
        f"| raise and resolve findings, screen again | {_names(CASE_WORKERS)} |",
        f"| answer a consultation | {_names([Role.AGENCY_CONSULTANT])}, for the own agency |",
        f"| record that an agency sent no comment | {_names([Role.CASE_LEAD])} |",
    ]
    return "\n".join([*rows, ""])


def _reading() -> str:
    rows = ["## Reading", "", "| what | who |", "|---|---|"]
    rows += [
        f"| every submitted case | {_names(CASE_READERS)} |",
        "| the cases on which the own agency is consulted | agency consultant |",
        "| a draft, and the applicant's side of a case | people of the member organizations |",
        "| the confidential sections of a proposal | people of the anchor member; case readers |",
        "| the catalog, and whether a letter is authentic | everybody |",
        f"| must sign in with a second factor | {_names(OFFICERS)} |",
    ]
    return "\n".join([*rows, ""])


def _names(roles: Collection[Role]) -> str:
    return ", ".join(role.label.lower() for role in Role if role in roles)

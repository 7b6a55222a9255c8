"""Which Federal instruments does the consortium ask for?"""

from proposals.content.saying import Layout, Record, Writer, kind, say
from proposals.content.sections import Section
from proposals.content.types import Instrument, LargeDollars, Line, Note, ShortNote


@kind(Section.SUPPORT)
class Support(Record):
    """Whether any support is asked for at all: one record."""

    no_support_requested: bool = say("No Federal support is requested", default=False)


@kind(
    Section.SUPPORT,
    writer=Writer.ANCHOR,
    key=("code",),
    legend="Request",
    plural="Requests",
    layout=Layout.TABLE,
    aside=("justification", "prerequisites", "prerequisite_license", "license_record"),
)
class SupportRequest(Record):
    """A Federal instrument asked for. A request is not a grant."""

    code: Instrument = say("Instrument")
    amount: LargeDollars | None = say(
        "Amount",
        help="In U.S. dollars. Leave empty where no amount applies.",
        unit="USD",
        called="the amount of the support {0.code}",
        default=None,
    )
    purpose: Note = say("What it is for", called="the purpose of the support {0.code}", default="")

    tenor: Line = say(
        "Tenor", help="For financing and insurance: for how long, for example 10 years.", default=""
    )
    justification: Note = say(
        "Why it is needed",
        help="For example what other financing was asked for.",
        called="the justification of the support {0.code}",
        lines=2,
        default="",
    )
    prerequisites: ShortNote = say(
        "What must be there first",
        help="Contracts, permits, approvals of the host country.",
        called="the prerequisites of the support {0.code}",
        lines=2,
        default="",
    )
    prerequisite_license: bool | None = say("An export license must be there first", default=None)
    license_record: Line = say(
        "License or application",
        help="Its number, or the determination that none is needed and who made it.",
        source="EXIM ExportAI: Commerce signs off the license before financing (domain.md 1.7)",
        called="the license behind the support {0.code}",
        default="",
    )

    def heading(self) -> str:
        return self.code

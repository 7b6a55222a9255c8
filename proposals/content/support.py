"""Which Federal instruments does the consortium ask for?"""

from proposals.content.saying import Layout, Record, Writer, kind, say
from proposals.content.sections import Section
from proposals.content.types import Instrument, LargeDollars, Note


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

    def heading(self) -> str:
        return self.code

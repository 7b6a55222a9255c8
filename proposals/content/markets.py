"""For which countries and regional blocs is the package meant?"""

from enum import StrEnum
from typing import Annotated

from exports_portal.policy.countries import country_name, is_country
from proposals.content.meanings import Codes, Count, Known, Words
from proposals.content.saying import Audience, Layout, Record, Writer, kind, say
from proposals.content.sections import Section
from proposals.content.selections import SeveralOf
from proposals.content.types import Note

BUYER_TYPES = (
    ("GOVERNMENT", "Government"),
    ("SOE", "State-owned enterprise"),
    ("PRIVATE", "Private company"),
)
Priority = Annotated[int, Count(1, 99)]


class MarketKind(StrEnum):
    COUNTRY = "COUNTRY"
    BLOC = "BLOC"

    @property
    def label(self) -> str:
        return {MarketKind.COUNTRY: "Country", MarketKind.BLOC: "Regional bloc"}[self]


@kind(
    Section.MARKETS,
    writer=Writer.ANCHOR,
    key=("kind", "code"),
    legend="Market",
    plural="Markets",
    layout=Layout.TABLE,
    aside=("us_interest_case", "incumbent_competition"),
)
class Market(Record):
    """`kind` is COUNTRY (code: ISO 3166-1 alpha-2) or BLOC (code: see the BLOCS policy)."""

    kind: MarketKind = say("Kind of market", audience=Audience.PUBLIC)
    code: Annotated[str, Words(16)] = say("Country or bloc", audience=Audience.PUBLIC)
    rationale: Note = say(
        "Why this market", called="the reasons for the market {0.code}", default=""
    )

    us_interest_case: Note = say(
        "Why it is in the interest of the United States",
        source="domain.md 1.5: applicants choose markets and explain the U.S. interest",
        called="the U.S. interest in the market {0.code}",
        default="",
    )
    incumbent_competition: Note = say(
        "Who else offers there",
        help="Who sells there now or bids against the package, and from which countries.",
        called="the competition in the market {0.code}",
        lines=2,
        default="",
    )
    buyer_types: Annotated[tuple[str, ...], SeveralOf(BUYER_TYPES)] = say(
        "Who buys there", default=()
    )
    priority: Priority | None = say(
        "Priority",
        help="1 for the first market to go to. Leave empty if none is first.",
        default=None,
    )

    def heading(self) -> str:
        return f"{self.kind.label} {self.code}"

    def words(self, field: str, known: Known) -> str:
        if field != "code":
            return ""
        if self.kind is MarketKind.BLOC:
            return known.title(Codes.BLOCS, self.code)
        return country_name(self.code)

    def problems(self, known: Known) -> dict[str, str]:
        if self.kind is MarketKind.COUNTRY and not is_country(self.code):
            return {"code": f"“{self.code}” is not an ISO 3166-1 alpha-2 code."}
        if self.kind is MarketKind.BLOC and not known.has(Codes.BLOCS, self.code):
            return {"code": f"There is no bloc “{self.code}”."}
        return {}

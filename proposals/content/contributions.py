"""What does each member contribute to each layer, of what value, and does it do so for others too?

Fields: domain.md 7.1, Membership.
"""

from proposals.content.layers import LayerCode
from proposals.content.meanings import Known
from proposals.content.saying import Audience, Layout, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Country, LargeDollars, Line, Note

MEMBERS_READ = Audience.CONSORTIUM


@kind(
    Section.CONTRIBUTIONS,
    key=("layer",),
    legend="Contribution",
    plural="Contributions",
    layout=Layout.TABLE,
    aside=("description", "exclusive_with"),
)
class Contribution(Record):
    """What the member that speaks contributes to one layer."""

    layer: LayerCode = say("Layer", audience=MEMBERS_READ)
    description: Note = say(
        "What it contributes", help="Products and services.", audience=MEMBERS_READ, default=""
    )
    value_usd: LargeDollars | None = say(
        "Value",
        help="In U.S. dollars, over the whole package. It decides who contributes most to a layer.",
        unit="USD",
        called="the value of a contribution to “{0.layer.label}”",
        default=None,
    )
    jurisdiction: Country = say(
        "Country that it is provided from", audience=MEMBERS_READ, default=""
    )
    exclusivity: bool | None = say(
        "Exclusive", help="Whether you offer it through one consortium only.", default=None
    )
    exclusive_with: Line = say(
        "Exclusive with",
        help="If it is promised to somebody else than this consortium: to whom.",
        called="with whom a contribution is exclusive",
        is_name=True,
        default="",
    )

    def heading(self) -> str:
        return self.layer.label

    def problems(self, known: Known) -> dict[str, str]:
        if self.exclusive_with and not self.exclusivity:
            return {"exclusivity": "Say that it is exclusive, or leave empty with whom."}
        return {}

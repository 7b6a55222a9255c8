"""Where does the data come from, who labels it, and where can it stay?

Fields: domain.md 7.1, DataPipeline.
"""

from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Countries, Line, Note


@kind(Section.DATA, legend="Pipeline", plural="Data pipelines", unspoken=("name",))
class DataPipeline(Record):
    """A pipeline or labeling system of layer 2."""

    name: Line = say("Pipeline", audience=Audience.CONSORTIUM)
    description: Note = say("What it does", audience=Audience.CONSORTIUM, default="")
    data_origin_countries: Countries = say(
        "Countries that the data comes from", audience=Audience.CONSORTIUM, default=()
    )
    labeling_countries: Countries = say(
        "Countries where it is labeled", audience=Audience.CONSORTIUM, default=()
    )
    bulk_us_sensitive_data: bool = say(
        "It holds bulk sensitive personal data of U.S. persons",
        help="As defined in 28 CFR part 202.",
        source="28 CFR 202",
        audience=Audience.CONSORTIUM,
        default=False,
    )
    residency_options: Note = say(
        "Where the data can stay",
        help="Countries or regions that a buyer can choose.",
        audience=Audience.CONSORTIUM,
        lines=2,
        default="",
    )

"""Which AI models does the package bring, from whom, built on what, and who can reach the weights?

Fields and enumerations: domain.md 7.1, ModelRecord.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from proposals.content.meanings import Amount
from proposals.content.questions import NSTM_4, RAND
from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.security import SecurityLevel
from proposals.content.types import Country, Line, Note, PartyName

MEMBERS_READ = Audience.CONSORTIUM
LogTen = Annotated[Decimal, Amount(Decimal(0), Decimal(40), 2)]


class Openness(StrEnum):
    CLOSED = "CLOSED"
    OPEN_WEIGHT = "OPEN_WEIGHT"
    OPEN_SOURCE = "OPEN_SOURCE"

    @property
    def label(self) -> str:
        return OPENNESS_LABELS[self]


OPENNESS_LABELS = {
    Openness.CLOSED: "Closed: the weights are not given out",
    Openness.OPEN_WEIGHT: "Open weights",
    Openness.OPEN_SOURCE: "Open source",
}


class ModelEccn(StrEnum):
    """What an AI model can be classified as (15 CFR 774 Supp. 1)."""

    E4E091 = "4E091"
    EAR99 = "EAR99"
    D5D992 = "5D992"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"

    @property
    def label(self) -> str:
        return {"OTHER": "Another one", "UNKNOWN": "Not known yet"}.get(self.value, self.value)


class FrontierStatus(StrEnum):
    """Whether the model was assessed as a covered frontier model."""

    NOT_ASSESSED = "NOT_ASSESSED"
    NO = "NO"
    YES = "YES"
    DECLINED = "DECLINED"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class ReasoningTraces(StrEnum):
    """What a customer sees of how the model came to an answer."""

    UNKNOWN = "UNKNOWN"
    NONE = "NONE"
    HIDDEN = "HIDDEN"
    SUMMARY = "SUMMARY"
    SHOWN = "SHOWN"

    @property
    def label(self) -> str:
        return TRACE_LABELS[self]


TRACE_LABELS = {
    ReasoningTraces.UNKNOWN: "Not known yet",
    ReasoningTraces.NONE: "The model writes none",
    ReasoningTraces.HIDDEN: "None of them",
    ReasoningTraces.SUMMARY: "A summary",
    ReasoningTraces.SHOWN: "All of them",
}


@kind(Section.MODELS, legend="Model", plural="Models", unspoken=("name",))
class ModelRecord(Record):
    """A model of layer 3. `training_ops_log10` is the exponent: 26 stands for 1e26 operations."""

    name: Line = say("Model", help="Name and version.", audience=MEMBERS_READ)
    developer: PartyName = say(
        "Developer",
        called="the developer of the model “{0.name}”",
        is_name=True,
        audience=MEMBERS_READ,
    )
    developer_country: Country = say(
        "Country of the developer's headquarters", audience=MEMBERS_READ, default=""
    )
    base_model: Line = say(
        "Base model",
        help="The model that it was made from. Leave empty if it was trained from the start.",
        audience=MEMBERS_READ,
        default="",
    )
    base_model_origin_country: Country = say(
        "Country of origin of the base model",
        help="Where the developer of the base model has its headquarters.",
        audience=MEMBERS_READ,
        source="domain.md R12",
        default="",
    )
    openness: Openness = say("Openness", audience=MEMBERS_READ)
    weights_are_published: bool = say(
        "Anybody can download the weights", audience=MEMBERS_READ, default=False
    )
    training_ops_log10: LogTen | None = say(
        "Training operations, as a power of ten",
        help="For example 25.7 for 5 x 10^25 operations. Leave empty if it is not known.",
        unit="log10 of operations",
        source="15 CFR 774 Supp. 1, 4E091: from 10^26 operations on",
        audience=MEMBERS_READ,
        default=None,
    )
    eccn: ModelEccn = say("ECCN of the weights", audience=MEMBERS_READ, default=ModelEccn.UNKNOWN)
    covered_frontier_status: FrontierStatus = say(
        "Assessed as a covered frontier model",
        audience=MEMBERS_READ,
        default=FrontierStatus.NOT_ASSESSED,
    )
    restricted_by_letter: bool = say(
        "A letter of the Government restricts its export",
        help="An “is informed” letter (15 CFR 744).",
        audience=MEMBERS_READ,
        default=False,
    )
    hosting_location: Line = say(
        "Where it is hosted", help="Sites or regions.", audience=MEMBERS_READ, default=""
    )
    weight_access: Note = say(
        "Who can reach the weights",
        help="Roles, how many people, from which countries, and how access ends.",
        called="who can reach the weights of “{0.name}”",
        source=RAND,
        default="",
    )
    weight_keys: Note = say(
        "Who holds the keys",
        help="How the weights are encrypted, and who can decrypt them where.",
        called="who holds the keys of “{0.name}”",
        source=RAND,
        default="",
    )
    weight_copies: Note = say(
        "Where copies of the weights are",
        help="Each place with its country, how many copies, and who answers for them.",
        called="where copies of the weights of “{0.name}” are",
        source=RAND,
        lines=2,
        default="",
    )
    weight_egress: Note = say(
        "What keeps a copy from leaving",
        help="Limits and alarms on what leaves the network that holds the weights.",
        called="what keeps a copy of “{0.name}” from leaving",
        source=RAND,
        lines=2,
        default="",
    )
    weight_level: SecurityLevel = say(
        "Level that the custody aims at",
        help="SL1 to SL5 of RAND, Securing AI Model Weights, 2024.",
        source=RAND,
        default=SecurityLevel.NONE,
    )
    reasoning_traces: ReasoningTraces = say(
        "Reasoning steps that customers see",
        source=NSTM_4,
        default=ReasoningTraces.UNKNOWN,
    )
    fallback_model: Line = say(
        "Fallback",
        help="What takes its place if it is withdrawn or restricted.",
        audience=MEMBERS_READ,
        default="",
    )
    availability_risk: Note = say(
        "What could make it unavailable",
        called="what could make “{0.name}” unavailable",
        lines=2,
        default="",
    )

    def problems(self, known: object) -> dict[str, str]:
        if self.base_model_origin_country and not self.base_model:
            return {"base_model": "Name the base model, or leave its country empty too."}
        return {}

    @property
    def is_closed(self) -> bool:
        """Are the weights kept by somebody? So they are unless they are said to be given out."""
        return self.openness is Openness.CLOSED or not self.weights_are_published

    def open_questions(self) -> list[str]:
        """What of the custody of its weights is not known yet, by the names of the fields."""
        return [
            name
            for name in CUSTODY
            if getattr(self, name) in ("", SecurityLevel.NONE, ReasoningTraces.UNKNOWN)
        ]


CUSTODY = (
    *("weight_access", "weight_keys", "weight_copies", "weight_egress"),
    *("weight_level", "reasoning_traces"),
)

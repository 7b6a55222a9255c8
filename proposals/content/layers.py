"""What does the package consist of, layer by layer, and which member provides what?"""

from enum import StrEnum
from typing import Annotated

from proposals.content.meanings import Known
from proposals.content.saying import Audience, Record, Writer, kind, say
from proposals.content.sections import Section
from proposals.content.selections import SeveralOf
from proposals.content.types import Members, ShortNote, Statement

ONLY_HARDWARE = "Only the hardware layer has this statement."


class LayerCode(StrEnum):
    """The five layers as the Government names them (NSPM-11 sec. 6(d); E.O. 14320 sec. 3(b)(i))."""

    L1_HARDWARE = "L1_HARDWARE"
    L2_DATA = "L2_DATA"
    L3_MODELS = "L3_MODELS"
    L4_SECURITY = "L4_SECURITY"
    L5_APPLICATIONS = "L5_APPLICATIONS"

    @property
    def label(self) -> str:
        return LAYER_LABELS[self]


LAYER_LABELS = {
    LayerCode.L1_HARDWARE: "AI-optimized hardware and related infrastructure",
    LayerCode.L2_DATA: "Data pipelines and labeling systems",
    LayerCode.L3_MODELS: "AI models and systems",
    LayerCode.L4_SECURITY: "Security and cybersecurity measures",
    LayerCode.L5_APPLICATIONS: "AI applications for specific use cases",
}


WHAT_BELONGS_HERE = {
    LayerCode.L1_HARDWARE: (
        "Chips, servers, accelerators, data-center storage, cloud services and networking."
    ),
    LayerCode.L2_DATA: "Pipelines and labeling, and where data comes from and stays.",
    LayerCode.L3_MODELS: "Developer and base model of each model, and how it is hosted.",
    LayerCode.L4_SECURITY: "Measures that keep models and systems secure.",
    LayerCode.L5_APPLICATIONS: "What people use: the specific use cases.",
}


# What a layer can consist of (E.O. 14320 sec. 3(b)(i)); of the others it is one thing.
SUB_ELEMENTS = {
    LayerCode.L1_HARDWARE: (
        ("CHIPS", "Chips"),
        ("SERVERS", "Servers"),
        ("ACCELERATORS", "Accelerators"),
        ("STORAGE", "Data-center storage"),
        ("CLOUD", "Cloud services"),
        ("NETWORKING", "Networking"),
    ),
    LayerCode.L2_DATA: (("PIPELINE", "Data pipelines"), ("LABELING", "Labeling systems")),
}
EVERY_SUB_ELEMENT = tuple(option for options in SUB_ELEMENTS.values() for option in options)


@kind(
    Section.LAYERS,
    writer=Writer.ANCHOR,
    key=("code",),
    legend="Layer",
    plural="Layers",
    every=LayerCode,
    is_fixed=True,
    unspoken=("code",),
)
class Layer(Record):
    """One of the five layers of the stack. `providers` are ids of organizations."""

    code: LayerCode = say("Layer", audience=Audience.PUBLIC)
    description: Statement = say("Description", audience=Audience.PUBLIC, lines=4, default="")
    us_manufacture_statement: Statement = say(
        "Manufacture in the United States",
        help="Whether and to what extent these items are manufactured in the United States.",
        audience=Audience.PUBLIC,
        source="E.O. 14320 sec. 3(b)(i)",
        lines=4,
        default="",
    )
    providers: Members = say(
        "Provided by",
        help="The members that provide this layer.",
        audience=Audience.PUBLIC,
        default=(),
    )
    sub_elements: Annotated[tuple[str, ...], SeveralOf(EVERY_SUB_ELEMENT)] = say(
        "What it includes",
        audience=Audience.CONSORTIUM,
        source="E.O. 14320 sec. 3(b)(i)",
        default=(),
    )
    standards_claimed: ShortNote = say(
        "Standards",
        help="Standards and certifications that the offer meets, each with its year.",
        audience=Audience.CONSORTIUM,
        lines=2,
        default="",
    )
    confidential_detail: Statement = say(
        "Confidential detail",
        help="What the program office must know and the public must not.",
        called="the confidential detail of layer “{0.code.label}”",
        lines=4,
        default="",
    )

    def heading(self) -> str:
        return self.code.label

    def anchor(self) -> str:
        return f"layer-{self.code}"

    def asks(self, field: str) -> bool:
        if field == "us_manufacture_statement":
            return self.code is LayerCode.L1_HARDWARE
        return field != "sub_elements" or self.code in SUB_ELEMENTS

    def offers(self, field: str) -> frozenset[str] | None:
        if field != "sub_elements":
            return None
        return frozenset(dict(SUB_ELEMENTS.get(self.code, ())))

    def help_of(self, field: str) -> str:
        return WHAT_BELONGS_HERE[self.code] if field == "description" else ""

    def problems(self, known: Known) -> dict[str, str]:
        if self.us_manufacture_statement and not self.asks("us_manufacture_statement"):
            return {"us_manufacture_statement": ONLY_HARDWARE}
        own = self.offers("sub_elements") or frozenset()
        if strange := [code for code in self.sub_elements if code not in own]:
            labels = ", ".join(dict(EVERY_SUB_ELEMENT).get(code, code) for code in strange)
            return {"sub_elements": f"Not a part of this layer: {labels}."}
        return {}

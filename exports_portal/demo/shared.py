"""Which draft of the demonstration do three companies write together? All of it is invented.

It stands in the middle of the work: pages that are ready, pages that are not, a table of its own
for each member, a value that one member keeps from the others, and findings that say what to do.
"""

from decimal import Decimal
from typing import Any

from exports_portal.demo import people
from exports_portal.demo.security import THEFT
from exports_portal.demo.stage import Stage, join, open_organization
from proposals.actions.consortia import found
from proposals.actions.drafts import SectionDraft, save_section, start
from proposals.actions.one_record import add_records
from proposals.content import LayerCode

TITLE = "Beacon Stack for weather services"
OVERVIEW: dict[str, Any] = {
    "title": TITLE,
    "executive_summary": "Forecasts and warnings for coastal weather services, hour by hour.",
    "confidential_summary": "Two services have asked for prices; neither has signed.",
    "national_interest_statement": "",
    "sectors": ["PUBLIC_SERVICES"],
}
MODEL: dict[str, Any] = {
    "name": "Cinder Squall 1",
    "developer": "Cinder Vale Models Ltd",
    "developer_country": "GB",
    "openness": "CLOSED",
    "training_ops_log10": Decimal("23.9"),
    "eccn": "EAR99",
    "hosting_location": "Two halls in Ohio, and each customer's own site.",
    "weight_access": "Six engineers in Leeds, two of them together.",
    "weight_keys": "In modules of the customer; Cinder Vale holds none.",
    "fallback_model": "Cinder Squall 0, of 2025.",
}
MARK: dict[str, Any] = {
    "value": "models.fallback_model",
    "readers": "PROGRAM",
    "basis": "COMMERCIAL",
    "justification": "A competitor could tell from it when the next model is ready.",
    "public_substitute": "An earlier model of the same developer.",
}
PIPELINE: dict[str, Any] = {
    "name": "Station intake",
    "description": "Reads 4,000 stations each minute and marks those that have drifted.",
    "labeling_countries": ["SE"],
}
LUMEN = "Lumen Harbor Systems, Inc."
PARTS: tuple[tuple[str, str, str, int, str, int, str, str], ...] = (
    # in the order of COLUMNS
    ("Lumen H2 accelerator tray", LUMEN, "ACCELERATOR", 32, "41800.00", 64, "US", "4A090.a"),
    ("Lumen H2 host server", LUMEN, "SERVER", 8, "18250.00", 58, "US", "5A992.c"),
    (
        "Breakwater storage shelf",
        "Breakwater Storage Works, Inc.",
        "STORAGE",
        6,
        "86500.00",
        38,
        "MX",
        "EAR99",
    ),
    (
        "Tern ring switch, 64 ports",
        "Tern Ring Networks, Inc.",
        "NETWORK",
        4,
        "23900.00",
        71,
        "US",
        "5A991.b",
    ),
    (
        "Frostmere cooling unit",
        "Frostmere Cooling Works, Inc.",
        "OTHER",
        4,
        "31200.00",
        100,
        "US",
        "EAR99",
    ),
)


def write_together(stage: Stage) -> None:
    """A consortium of three, and its draft as far as it has come."""
    anchor_admin, data_admin = stage.user(people.APPLICANT), stage.user(people.MEMBER)
    models_admin = stage.user(people.MODELER)
    developer = open_organization("Cinder Vale Models Ltd", "GB", models_admin)
    consortium = found(name="Beacon Weather Consortium", anchor=stage.anchor, by=anchor_admin)
    join(consortium, stage.member, data_admin, by=anchor_admin)
    join(consortium, developer, models_admin, by=anchor_admin)
    draft = start(consortium=consortium, call=stage.call, title=TITLE, by=anchor_admin)
    for section, said in _of_the_anchor(stage).items():
        save_section(draft, section, said, by=anchor_admin)
    save_section(draft, "data", SectionDraft(values={}, rows=[PIPELINE]), by=data_admin)
    (model,) = add_records(draft, "models", [MODEL], by=models_admin)
    add_records(draft, "markings", [MARK | {"record": model.pk}], by=models_admin)


def _of_the_anchor(stage: Stage) -> dict[str, SectionDraft]:
    layers = [
        {"code": code, "description": what, "providers": [provider]}
        for code, what, provider in (
            (LayerCode.L1_HARDWARE, "Four racks for each service.", stage.anchor),
            (LayerCode.L2_DATA, "Station data, checked as it comes in.", stage.member),
        )
    ]
    return {
        "overview": SectionDraft(values=OVERVIEW),
        "layers": SectionDraft(values={}, rows=layers),
        "hardware": SectionDraft(
            values={"content_justification": ""},
            rows=[dict(zip(COLUMNS, part, strict=True)) for part in PARTS],
        ),
        "security": SectionDraft(
            values={name: THEFT[name] for name in ("customer_check", "geofencing")}, rows=[]
        ),
    }


COLUMNS = (
    "name",
    "manufacturer",
    "category",
    "quantity",
    "unit_value",
    "us_origin_percent",
    "origin_country",
    "eccn",
)

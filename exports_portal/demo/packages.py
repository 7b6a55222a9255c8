"""What do the consortia of the demonstration propose? Plainly fictional packages."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from exports_portal.demo.security import security_section
from exports_portal.demo.sites import (
    MARKET,
    MODEL,
    PIPELINE,
    SHELF,
    SUB_ELEMENTS,
    SUPPORT,
    TRAY,
    Site,
    contributions,
)
from proposals.actions.drafts import SectionDraft
from proposals.content import LayerCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A proposal as the demonstration's applicant fills it in."""

    title: str
    summary: str
    sectors: tuple[str, ...]
    markets: tuple[tuple[str, str, str], ...]
    descriptions: dict[LayerCode, str]
    accelerators: int
    delivery_mode: str
    operator: tuple[str, str]
    site: Site
    us_share: Decimal = field(default=Decimal(64))
    security_gaps: tuple[str, ...] = ()  # requirements on which nothing is claimed

    def sections(self, anchor: Any, member: Any) -> dict[str, SectionDraft]:
        """Every section, ready to be saved."""
        return {
            "overview": SectionDraft(values=self._overview()),
            "layers": SectionDraft(values={}, rows=self._layers(anchor, member)),
            "contributions": SectionDraft(values={}, rows=contributions(self.accelerators)),
            "hardware": SectionDraft(values={"content_justification": ""}, rows=self._components()),
            "markets": SectionDraft(
                values={},
                rows=[
                    {"kind": kind, "code": code, "rationale": why} | MARKET
                    for kind, code, why in self.markets
                ],
            ),
            "operations": SectionDraft(
                values={"delivery_mode": self.delivery_mode}, rows=self._operations(anchor)
            ),
            "applications": SectionDraft(values={}, rows=[self._use_case()]),
            "models": SectionDraft(values={}, rows=[MODEL | {"hosting_location": self.site.name}]),
            "security": security_section(self.security_gaps),
            "sites": SectionDraft(values={}, rows=[self.site.row(self)]),
            "parties": SectionDraft(values={}, rows=self.site.parties(self.operator[0])),
            "support": SectionDraft(values={"no_support_requested": False}, rows=SUPPORT),
        }

    def sections_of_member(self) -> dict[str, SectionDraft]:
        """What the other member says, in its own name."""
        rows = contributions(self.accelerators, of_member=True)
        return {
            "contributions": SectionDraft(values={}, rows=rows),
            "data": SectionDraft(
                values={}, rows=[PIPELINE | {"labeling_countries": [self.site.country]}]
            ),
        }

    def _use_case(self) -> dict[str, Any]:
        what = self.descriptions[LayerCode.L5_APPLICATIONS]
        return {"name": what.split(",")[0], "sector": self.sectors[0], "description": USE}

    def _overview(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "executive_summary": self.summary,
            "confidential_summary": (
                "Unit prices assume a framework contract that is still being negotiated."
            ),
            "national_interest_statement": (
                "The package carries American hardware, models and security practice to a partner "
                "that would otherwise buy a closed stack elsewhere."
            ),
            "sectors": list(self.sectors),
        }

    def _layers(self, anchor: Any, member: Any) -> list[dict[str, Any]]:
        return [
            {
                "code": code,
                "description": text,
                "confidential_detail": "",
                "us_manufacture_statement": US_MANUFACTURE if code == "L1_HARDWARE" else "",
                "sub_elements": SUB_ELEMENTS.get(code, []),
                "providers": [member] if code == "L2_DATA" else [anchor],
            }
            for code, text in self.descriptions.items()
        ]

    def _components(self) -> list[dict[str, Any]]:
        shelves = max(1, self.accelerators // 16)
        return [
            TRAY | {"quantity": self.accelerators, "us_origin_percent": self.us_share},
            SHELF | {"quantity": shelves},
        ]

    def _operations(self, anchor: Any) -> list[dict[str, Any]]:
        name, country = self.operator
        return [
            {"role": "BUILD", "name": anchor.legal_name, "country": "US"},
            {"role": "OWN", "name": name, "country": country},
            {"role": "OPERATE", "name": name, "country": country},
        ]


USE = "Staff use it with training; a person decides, and each decision is kept."
US_MANUFACTURE = (
    "Trays and racks are assembled in Ohio and Arizona; memory stacks and some optics are bought "
    "from allied suppliers. The share by value stands in the bill of materials."
)
STACK = {
    LayerCode.L1_HARDWARE: "Liquid-cooled accelerator racks with storage, sized in steps.",
    LayerCode.L2_DATA: "Pipelines and labeling that keep the partner's records inside its borders.",
    LayerCode.L3_MODELS: "General and domain models with published evaluations and fixed versions.",
    LayerCode.L4_SECURITY: (
        "Keys held by the buyer, attested boots, rate limits against distillation, incident notice "
        "within 24 hours."
    ),
    LayerCode.L5_APPLICATIONS: "Applications with training for those who run them.",
}

HOSPITALS = Package(
    title="Harbor Stack for public hospitals",
    summary=(
        "A complete AI stack for public hospitals: triage, imaging and clinical notes in the "
        "country's own languages, run in a national data center."
    ),
    sectors=("HEALTHCARE", "PUBLIC_SERVICES"),
    markets=(
        (
            "COUNTRY",
            "KE",
            "The ministry of health published a need for forty hospitals.",
        ),
        ("COUNTRY", "PH", "Regional hospitals asked for imaging support in 2026."),
    ),
    descriptions=STACK
    | {LayerCode.L5_APPLICATIONS: "Triage, imaging and clinical notes, in five languages."},
    accelerators=256,
    delivery_mode="IN_COUNTRY_HOST_OPERATED",
    operator=("Nairobi Civic Compute Trust", "KE"),
    site=Site(
        name="Kisima Compute Hall",
        street="Plot 9, Imaginary Ring Road",
        city="Nairobi",
        country="KE",
        landlord="Kisima Land Cooperative",
        buyer="Umoja Hospitals Procurement Board",
        mw=Decimal("0.6"),
    ),
)
FARMS = Package(
    title="Prairie Stack for agriculture",
    summary=(
        "Forecasts, advice and paperwork for cooperatives and ministries of agriculture, on "
        "regional sites that run on one megawatt."
    ),
    sectors=("AGRICULTURE",),
    markets=(("BLOC", "MERCOSUR", "Cooperatives in three countries share one advisory service."),),
    descriptions=STACK | {LayerCode.L5_APPLICATIONS: "Crop forecasts, advice by phone, claims."},
    accelerators=96,
    delivery_mode="HYBRID",
    operator=("Cooperativa Digital del Sur Ficticia", "UY"),
    site=Site(
        name="Galpón de Cómputo Arrayán",
        street="Camino Inventado 310",
        city="Paysandú",
        country="UY",
        landlord="Estancia Arrayán Ficticia",
        buyer="Unión de Cooperativas Arrayán",
        mw=Decimal("0.25"),
    ),
)
SCHOOLS = Package(
    title="Lantern Stack for schools",
    summary=(
        "Tutoring and lesson planning for public schools, with children's data kept in the country "
        "and parents' consent built in."
    ),
    sectors=("EDUCATION",),
    markets=(
        ("COUNTRY", "SG", "The ministry of education takes part in a pilot."),
        ("COUNTRY", "MY", "Schools in two states follow the pilot."),
    ),
    descriptions=STACK | {LayerCode.L5_APPLICATIONS: "Tutoring, lesson planning, translation."},
    accelerators=128,
    delivery_mode="IN_COUNTRY_US_OPERATED",
    operator=("Lantern Learning Operations", "SG"),
    site=Site(
        name="Lantern Learning Hall Two",
        street="2 Make-Believe Crescent",
        city="Singapore",
        country="SG",
        landlord="Make-Believe Estates Pte Ltd",
        buyer="Pelangi Schools Authority",
        mw=Decimal("0.3"),
    ),
)
PORTS = Package(
    title="Tidewater Stack for ports and customs",
    summary="Planning, inspection and paperwork for ports and customs, on a stack of four racks.",
    sectors=("TRANSPORTATION", "PUBLIC_SERVICES"),
    markets=(("COUNTRY", "PL", "Two ports plan a shared inspection service."),),
    descriptions=STACK | {LayerCode.L5_APPLICATIONS: "Berth planning, inspection, declarations."},
    accelerators=64,
    delivery_mode="HARDWARE_EXPORT",
    operator=("Port Authority of Fikcja", "PL"),
    security_gaps=("WEIGHT_CUSTODY.2", "ANTI_DISTILLATION.1"),
    site=Site(
        name="Serwerownia Fikcja Nord",
        street="ul. Zmyślona 7",
        city="Gdynia",
        country="PL",
        landlord="Nabrzeże Fikcja Sp. z o.o.",
        buyer="Urząd Celny Fikcja",
        mw=Decimal("0.12"),
    ),
)

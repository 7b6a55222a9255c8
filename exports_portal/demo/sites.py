"""Where do the packages of the demonstration run, with whom and by which model? All invented."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from proposals.content import LayerCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the hardware of a package will stand, who lets the place and who buys."""

    name: str
    street: str
    city: str
    country: str
    landlord: str
    buyer: str
    mw: Decimal

    def row(self, package: Any) -> dict[str, Any]:
        """As one of the operating sites."""
        operator, country = package.operator
        return {
            "name": self.name,
            "street": self.street,
            "city": self.city,
            "country": self.country,
            "builder": "Lumen Harbor Systems, Inc.",
            "builder_country": "US",
            "owner": operator,
            "owner_country": country,
            "operator": operator,
            "operator_country": country,
            "landlord": self.landlord,
            "landlord_country": self.country,
            "mw": self.mw,
            "accelerator_count": package.accelerators,
            "accelerator_kw": Decimal("1.4"),
            "delivery_mode": package.delivery_mode,
            "jurisdiction": self.country,
            "remote_access": "NONE",
        }

    def parties(self, operator: str) -> list[dict[str, Any]]:
        """Nobody owns the buyer and the operator. Of the landlord a reviewer has to ask."""
        at_home = {"country": self.country, "has_no_parent": True}
        return [
            {"role": "BUYER", "name": self.buyer} | at_home,
            {"role": "OPERATOR", "name": operator} | at_home,
            *SUPPLY,
        ]


# The same for every package: who cools the racks and who ships them.
SUPPLY: list[dict[str, Any]] = [
    {
        "role": "SUPPLIER",
        "name": "Frostmere Cooling Works, Inc.",
        "country": "US",
        "note": "Cooling units and pumps.",
    },
    {
        "role": "FORWARDER",
        "name": "Tern Island Freight Lda",
        "country": "PT",
        "street": "Cais Inventado 4",
        "city": "Porto",
        "postal_code": "4000-000",
        "address_country": "PT",
        "majority_owner_name": "Tern Island Shipping Group",
        "majority_owner_country": "PT",
    },
]
TRAY: dict[str, Any] = {
    "name": "Lumen H2 accelerator tray",
    "category": "ACCELERATOR",
    "manufacturer": "Lumen Harbor Systems, Inc.",
    "model_no": "LH2-T8",
    "unit_value": Decimal("41800.00"),
    "value_basis": "CONTRACT",
    "origin_country_fab": "TW",
    "origin_country": "US",
    "origin_method": "By the contract value of each part, with suppliers' statements.",
    "eccn": "4A090.a",
    "eccn_source": "SELF",
    "tpp": Decimal(9800),
    "performance_density": Decimal("11.9"),
    "datacenter_marketed": True,
}
SHELF: dict[str, Any] = {
    "name": "Breakwater storage shelf",
    "category": "STORAGE",
    "manufacturer": "Breakwater Storage Works, Inc.",
    "unit_value": Decimal("86500.00"),
    "value_basis": "LIST",
    "us_origin_percent": Decimal(38),
    "origin_country_fab": "MX",
    "origin_country": "MX",
    "eccn": "EAR99",
}
MARKET: dict[str, Any] = {
    "us_interest_case": "A first public customer for American models and security practice there.",
    "incumbent_competition": "One offer of a foreign cloud, without a site in the country.",
    "buyer_types": ["GOVERNMENT"],
}
SUB_ELEMENTS: dict[LayerCode, list[str]] = {
    LayerCode.L1_HARDWARE: ["ACCELERATORS", "STORAGE"],
    LayerCode.L2_DATA: ["PIPELINE", "LABELING"],
}
PIPELINE: dict[str, Any] = {
    "name": "Harbor intake",
    "description": "Takes records in, takes names out, and hands them to labeling.",
    "residency_options": "The country of the site; nothing leaves it.",
}
MODEL: dict[str, Any] = {
    "name": "Lumen Steady 2",
    "developer": "Lumen Harbor Systems, Inc.",
    "developer_country": "US",
    "openness": "CLOSED",
    "training_ops_log10": Decimal("24.6"),
    "eccn": "EAR99",
    "weight_access": "Nine engineers in Ohio, each with a key of their own; two of them together.",
    "weight_keys": "The buyer holds the keys of the site in a module of its own.",
    "weight_copies": "Two in Ohio, one in Maryland, one at the site; each has a person.",
    "weight_egress": "At most 1 GB a day; an alarm comes at 40 MB.",
    "weight_level": "SL3",
    "reasoning_traces": "SUMMARY",
    "fallback_model": "Lumen Steady 1",
    "availability_risk": "None known: the developer is a member.",
}
SUPPORT: list[dict[str, Any]] = [
    {
        "code": "EXIM_GUARANTEE",
        "amount": Decimal("48000000.00"),
        "purpose": "Buyer credit.",
        "tenor": "12 years",
        "justification": "No bank in the market lends for longer than five years.",
        "prerequisite_license": True,
        "license_record": "BIS application Z000000 (invented)",
    },
    {"code": "ITA_ADVOCACY", "amount": None, "purpose": "Advocacy with the buyer's ministry."},
]


# Layer -> whether the other member brings it, what it is, and its value for one accelerator.
BRINGS = {
    LayerCode.L1_HARDWARE: (False, "Trays, racks, storage and their installation.", 48_000),
    LayerCode.L2_DATA: (True, "Pipelines, labeling, and the people who run them.", 3_500),
    LayerCode.L3_MODELS: (False, "Licenses of the models for five years.", 9_000),
    LayerCode.L4_SECURITY: (False, "Key modules, attestation and monitoring.", 2_500),
    LayerCode.L5_APPLICATIONS: (False, "Applications and training.", 6_000),
}


def contributions(accelerators: int, *, of_member: bool = False) -> list[dict[str, Any]]:
    """Of the anchor member, or of the other one, for so many accelerators."""
    return [
        {
            "layer": layer,
            "description": what,
            "value_usd": Decimal(dollars_each * accelerators),
            "jurisdiction": "SE" if of_member else "US",
            "exclusivity": False,
        }
        for layer, (is_of_member, what, dollars_each) in BRINGS.items()
        if is_of_member is of_member
    ]

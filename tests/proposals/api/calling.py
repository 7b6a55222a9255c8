"""How does a test call the API, and read what is wrong?"""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

JSON = "application/json"
PROBLEM = "application/problem+json"
LIST = "/api/v1/proposals/"


def send(program: Client, method: str, path: str, body=None, **headers):
    call = getattr(program, method)
    return call(path, body or {}, content_type=JSON, headers=headers)


def change(program: Client, path: str, body):
    """A PATCH that says what it is based on: the digests as they are now."""
    digests = program.get(path).json()["section_digests"]
    return send(program, "patch", path, body | {"section_digests": digests})


def own(ready, part=""):
    """The address of a proposal, or of a part of it."""
    return f"{LIST}{ready.proposal.pk}/{part}"


def pointers(response):
    assert response["Content-Type"] == PROBLEM
    return {error["pointer"]: error["detail"] for error in response.json()["errors"]}


def whole_draft(ready):
    """Every section in one payload, the second layer provided by the member."""
    return {
        "title": "Beacon Stack for weather services",
        "consortium": ready.consortium.pk,
        "call": ready.call.code,
        "overview": {
            "executive_summary": "Forecasts for every district.",
            "confidential_summary": "Priced below the last tender.",
            "national_interest_statement": "It carries American models abroad.",
            "additionality_statement": "Two of the three countries would buy nothing.",
            "size_band": "MW_1_TO_10",
            "estimated_value_band": "M_100_TO_1000",
            "sectors": ["AGRICULTURE"],
        },
        "layers": [
            {
                "code": "L1_HARDWARE",
                "description": "Four racks.",
                "us_manufacture_statement": "Assembled in Ohio.",
                "providers": [ready.anchor.pk],
            },
            {"code": "L2_DATA", "description": "Pipelines.", "providers": [ready.member.pk]},
            {"code": "L3_MODELS", "description": "Models.", "providers": [ready.anchor.pk]},
            {"code": "L4_SECURITY", "description": "Keys.", "providers": [ready.anchor.pk]},
            {"code": "L5_APPLICATIONS", "description": "Maps.", "providers": [ready.anchor.pk]},
        ],
        "hardware": {
            "components": [
                {
                    "name": "Accelerator",
                    "category": "ACCELERATOR",
                    "manufacturer": "Lumen Harbor Systems",
                    "quantity": 8,
                    "unit_value": "1999999.99",
                    "us_origin_percent": "70.00",
                    "origin_country": "US",
                    "eccn": "3A090.a",
                    "model_no": "L4-80",
                    "value_basis": "CONTRACT",
                    "origin_country_fab": "TW",
                    "origin_method": "By the value that each supplier states.",
                    "eccn_source": "MANUFACTURER",
                    "license_exception_claimed": "",
                    "tpp": "15824.00",
                    "performance_density": "19.4000",
                    "mem_bw_density": None,
                    "datacenter_marketed": True,
                }
            ]
        },
        "markets": [
            {
                "kind": "COUNTRY",
                "code": "KE",
                "rationale": "Asked for.",
                "us_interest_case": "A first customer of American models.",
                "incumbent_competition": "Nobody yet.",
                "buyer_types": ["GOVERNMENT", "PRIVATE"],
                "priority": 1,
            },
            {
                "kind": "BLOC",
                "code": "EU",
                "rationale": "Common rules.",
                "us_interest_case": "",
                "incumbent_competition": "",
                "buyer_types": [],
                "priority": None,
            },
        ],
        "operations": {
            "delivery_mode": "HYBRID",
            "operating_roles": [
                {"role": "BUILD", "name": "Lumen Harbor Systems", "country": "US"},
                {"role": "OWN", "name": "Weather Trust", "country": "KE"},
                {"role": "OPERATE", "to_be_decided": True, "explanation": "By tender."},
            ],
        },
        "parties": [
            {
                "role": "FACILITY",
                "name": "Weather Hall",
                "country": "KE",
                "address": {
                    "street": "Plot 2, Cloud Road",
                    "city": "Kisima",
                    "region": "",
                    "postal_code": "",
                    "country": "KE",
                },
                "majority_owner_name": "Weather Trust",
                "majority_owner_country": "KE",
                "has_no_parent": False,
                "registration_no": "KE-CPR-2019-1",
                "tax_id": "",
                "lei": "7LTWFZYICNSX8D621K86",
                "imo": "",
                "tail_number": "",
                "note": "Being built.",
            }
        ],
        "support": {"no_support_requested": True, "support_requests": []},
    }


def upload(program: Client, path: str, content: bytes, *, name: str = "report.pdf", **texts):
    """A POST with parts, one of them a file."""
    file = SimpleUploadedFile(name, content, content_type="application/octet-stream")
    return program.post(path, {"file": file} | texts)

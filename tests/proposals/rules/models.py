"""Which model, pipeline, claim and use case does a complete proposal have?"""

from datetime import date
from decimal import Decimal

from proposals.content import ControlDomain, DataPipeline, ModelRecord, SecurityClaim, UseCase
from proposals.content.models import Openness


def model(**changes) -> ModelRecord:
    """Trained from the start in the United States, closed, and below the threshold of 4E091."""
    whole = {
        "name": "Lantern 2",
        "developer": "Lumen Harbor Systems",
        "developer_country": "US",
        "openness": Openness.CLOSED,
        "training_ops_log10": Decimal("24.5"),
        "weight_access": "Nine engineers in Oregon, by two keys.",
    }
    return ModelRecord(**(whole | changes))


def pipeline(**changes) -> DataPipeline:
    whole = {
        "name": "Clinic intake",
        "data_origin_countries": ("NO",),
        "labeling_countries": ("NO",),
    }
    return DataPipeline(**(whole | changes))


def claim(**changes) -> SecurityClaim:
    whole = {
        "domain": ControlDomain.WEIGHT_CUSTODY,
        "claim": "Weights leave the enclave encrypted only.",
        "expires_on": date(2027, 5, 1),
    }
    return SecurityClaim(**(whole | changes))


def use_case(**changes) -> UseCase:
    whole = {"name": "Triage of letters", "sector": "HEALTHCARE"}
    return UseCase(**(whole | changes))


def the_other_layers():
    """One record of each kind of the layers 2 to 5."""
    return {
        "pipelines": (pipeline(),),
        "models": (model(),),
        "security_claims": (claim(),),
        "use_cases": (use_case(),),
    }

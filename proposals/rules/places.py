"""Where on the applicant's pages does a finding point? The one list of pages and HTML ids.

A page that shows one of these things gives it this id, so that a link from the readiness panel
lands on it. A field of a form has Django's own id, `id_<field name>`. Row forms are reached as a
whole, `<prefix>-rows`: a row may be removed between two visits; the message names its number.
"""

from uuid import UUID

from proposals.content import LayerCode, Section

__all__ = ["Section"]

TITLE = "id_title"
EXECUTIVE_SUMMARY = "id_executive_summary"
NATIONAL_INTEREST_STATEMENT = "id_national_interest_statement"
CONTENT_JUSTIFICATION = "id_content_justification"
MEMBER_ROWS = "members-rows"
LAYERS = "layers"
CONTRIBUTION_ROWS = "contributions-rows"
DATA_ROWS = "data-rows"
HARDWARE_ROWS = "hardware-rows"
MODEL_ROWS = "models-rows"
EVIDENCE = "evidence"
SECURITY_ROWS = "security-rows"
SECURITY_QUESTIONS = "id_customer_check"
MARKET_ROWS = "markets-rows"
OPERATING_ROLES = "operating-roles"
SITE_ROWS = "sites-rows"
PARTY_ROWS = "parties-rows"
SUPPORT_ROWS = "support-rows"
MARKINGS = "markings"
CERTIFICATIONS = "certifications"
CALL_WINDOW = "call-window"


def marking(pk: UUID) -> str:
    return f"marking-{pk}"


def member(organization_id: int) -> str:
    return f"member-{organization_id}"


def layer(code: LayerCode) -> str:
    return f"layer-{code.value}"


def operating_role(role: str) -> str:
    """`role` is BUILD, OWN or OPERATE."""
    return f"role-{role}"


def certifications_of(organization_id: int) -> str:
    return f"certifications-{organization_id}"

"""Which roles does the program know?

Government and outside roles are granted to a person; their part in an organization is a
membership.
"""

from django.db import models


class Role(models.TextChoices):
    """A role the program office grants to a person."""

    INTAKE_OFFICER = "INTAKE_OFFICER", "Intake officer"
    SECURITY_REVIEWER = "SECURITY_REVIEWER", "Security reviewer"
    DESTINATION_REVIEWER = "DESTINATION_REVIEWER", "Destination reviewer"
    CONTENT_ANALYST = "CONTENT_ANALYST", "Content analyst"
    AGENCY_CONSULTANT = "AGENCY_CONSULTANT", "Agency consultant"
    CASE_LEAD = "CASE_LEAD", "Case lead"
    DECIDING_OFFICIAL = "DECIDING_OFFICIAL", "Deciding official"
    CATALOG_EDITOR = "CATALOG_EDITOR", "Catalog editor"
    POLICY_STEWARD = "POLICY_STEWARD", "Policy steward"
    AUDITOR = "AUDITOR", "Auditor"
    BUYER = "BUYER", "Buyer"
    INTEGRATOR = "INTEGRATOR", "Integrator"


# Those who work on cases. An auditor reads every case and changes none.
CASE_WORKERS = frozenset(
    {
        Role.INTAKE_OFFICER,
        Role.SECURITY_REVIEWER,
        Role.DESTINATION_REVIEWER,
        Role.CONTENT_ANALYST,
        Role.CASE_LEAD,
        Role.DECIDING_OFFICIAL,
    }
)
CASE_READERS = CASE_WORKERS | {Role.AUDITOR}
OFFICERS = CASE_READERS | {Role.AGENCY_CONSULTANT, Role.CATALOG_EDITOR, Role.POLICY_STEWARD}


class Part(models.TextChoices):
    """What a person may do for an organization."""

    ADMIN = "ADMIN", "Administrator"
    SIGNATORY = "SIGNATORY", "Signatory"
    CONTRIBUTOR = "CONTRIBUTOR", "Contributor"


class Agency(models.TextChoices):
    """The agencies that E.O. 14320 sec. 3(d) has Commerce consult."""

    STATE = "STATE", "Department of State"
    WAR = "WAR", "Department of War"
    ENERGY = "ENERGY", "Department of Energy"
    OSTP = "OSTP", "Office of Science and Technology Policy"

"""Who lives in the demonstration? Everybody and everything in it is invented."""

from dataclasses import dataclass

from exports_portal.accounts.roles import Agency, Role

PASSWORD = "demonstration-2026"  # noqa: S105  printed for everybody who runs the demonstration
# A second factor whose secret is public is no protection: it exists in a demonstration only.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can sign in; `does` says what for, in the list that `make run` prints."""

    email: str
    name: str
    title: str
    roles: tuple[Role, ...] = ()
    agency: str = ""
    does: str = ""

    @property
    def is_officer(self) -> bool:
        return bool(set(self.roles) - {Role.BUYER, Role.INTEGRATOR})


APPLICANT = Person(
    email="applicant@demo.example",
    name="Ada Quill",
    title="Director of Public Programs, Lumen Harbor Systems",
    does="applicant: anchor administrator and signatory",
)
MEMBER = Person(
    email="member@demo.example",
    name="June Tamm",
    title="General Counsel, Juniper Data Works",
    does="applicant: signatory of a member",
)
MODELER = Person(
    email="models@demo.example",
    name="Maya Thornbury",
    title="Managing Director, Cinder Vale Models",
    does="applicant: third company of a shared draft",
)
INTAKE = Person(
    email="intake@demo.example",
    name="Ines Calder",
    title="Intake officer",
    roles=(Role.INTAKE_OFFICER,),
    does="officer: completeness",
)
SECURITY = Person(
    email="security@demo.example",
    name="Sol Whitaker",
    title="Security reviewer",
    roles=(Role.SECURITY_REVIEWER,),
    does="officer: security protocols",
)
DESTINATION = Person(
    email="destination@demo.example",
    name="Dana Reyes",
    title="Destination reviewer",
    roles=(Role.DESTINATION_REVIEWER,),
    does="officer: screening and destinations",
)
CONTENT = Person(
    email="content@demo.example",
    name="Cal Nyberg",
    title="Content analyst",
    roles=(Role.CONTENT_ANALYST,),
    does="officer: U.S. content",
)
LEAD = Person(
    email="lead@demo.example",
    name="Lena Marsh",
    title="Case lead",
    roles=(Role.CASE_LEAD,),
    does="officer: leads cases",
)
OFFICIAL = Person(
    email="official@demo.example",
    name="Dario Okafor",
    title="Deciding official",
    roles=(Role.DECIDING_OFFICIAL,),
    does="deciding official",
)
AUDITOR = Person(
    email="auditor@demo.example",
    name="Ora Lindqvist",
    title="Auditor",
    roles=(Role.AUDITOR,),
    does="auditor: reads all, changes nothing",
)
STEWARD = Person(
    email="policy@demo.example",
    name="Petra Solano",
    title="Policy steward",
    roles=(Role.POLICY_STEWARD,),
    does="policy steward: calls for proposals, screening lists",
)
BUYER = Person(
    email="buyer@demo.example",
    name="Wanjiru Otieno",
    title="Digital services, Ministry of Health",
    roles=(Role.BUYER,),
    does="partner-nation buyer",
)
INTEGRATOR = Person(
    email="integrator@demo.example",
    name="Ivo Brandt",
    title="Integration engineer, Lumen Harbor Systems",
    roles=(Role.INTEGRATOR,),
    does="integrator: API of the anchor member",
)
CONSULTANTS = tuple(
    Person(
        email=f"{agency.lower()}@demo.example",
        name=f"{agency.label} desk",
        title=f"Consultant, {agency.label}",
        roles=(Role.AGENCY_CONSULTANT,),
        agency=agency.value,
        does=f"answers consultations for {agency.label}",
    )
    for agency in Agency
)
EVERYBODY = (
    APPLICANT,
    MEMBER,
    MODELER,
    INTAKE,
    SECURITY,
    DESTINATION,
    CONTENT,
    LEAD,
    OFFICIAL,
    AUDITOR,
    STEWARD,
    *CONSULTANTS,
    BUYER,
    INTEGRATOR,
)

"""How does a test get a complete proposal that can be submitted? Every party in it is invented."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.accounts.roles import Part
from exports_portal.policy.readers import certifications
from proposals.actions.certify import sign
from proposals.actions.consortia import found
from proposals.actions.drafts import SectionDraft, save_section, start
from proposals.models import CallForProposals, Consortium, Proposal
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.kept import kept
from tests.factories.proposals import CallFactory, MemberFactory

# Confidential: no page of a member that is not the anchor may contain one of these.
CONFIDENTIAL_SUMMARY = "Financing is agreed in principle with two lenders in confidence."
CONFIDENTIAL_DETAIL = "Racks are built in Dayton at 41 units a week under a private contract."
UNIT_VALUE = Decimal("31250.00")
CONTENT_JUSTIFICATION = "Memory stacks come from an allied supplier for want of a domestic one."
SUPPORT_AMOUNT = Decimal("48500000.00")
ANCHOR_OWNER = "Harbor Founders Holding"
ANCHOR_OFFICER = "Odalys Penhaligon"
MEMBER_OWNER = "Juniper Employees Trust"
MEMBER_OFFICER = "Saoirse Lindqvist"
BUYER = "Nyota County Hospitals Board"

OVERVIEW = {
    "title": "Lumen Stack for public services",
    "executive_summary": "A complete stack for ministries and hospitals, run inside the country.",
    "confidential_summary": CONFIDENTIAL_SUMMARY,
    "national_interest_statement": "It carries American hardware and models to partners abroad.",
    "sectors": ["HEALTHCARE", "PUBLIC_SERVICES"],
}
COMPONENTS = [
    {
        "name": "Lumen L4 accelerator",
        "category": "ACCELERATOR",
        "manufacturer": "Lumen Harbor Systems",
        "quantity": 512,
        "unit_value": UNIT_VALUE,
        "us_origin_percent": Decimal(70),
        "origin_country": "US",
        "origin_country_fab": "US",
        "eccn": "3A090.a",
        "tpp": Decimal(15824),
    },
    {
        "name": "Harbor storage shelf",
        "category": "STORAGE",
        "manufacturer": "Harbor Storage Works",
        "quantity": 40,
        "unit_value": Decimal("87400.00"),
        "us_origin_percent": Decimal(40),
        "origin_country": "MX",
        "origin_country_fab": "MX",
        "eccn": "EAR99",
    },
]
CONTRIBUTIONS = [
    {
        "layer": layer,
        "value_usd": Decimal("19496000.00"),
        "jurisdiction": "US",
        "exclusivity": False,
    }
    for layer in ("L1_HARDWARE", "L3_MODELS", "L4_SECURITY", "L5_APPLICATIONS")
]
PIPELINES = [{"name": "Clinic letters", "labeling_countries": ["KE"]}]
MODELS = [
    {
        "name": "Lumen Clinical 2",
        "developer": "Lumen Harbor Systems",  # the anchor member: nobody more to screen
        "developer_country": "US",
        "openness": "CLOSED",
        "training_ops_log10": Decimal("24.5"),
    }
]
SITES = [
    {
        "name": "Ndoto Valley Hall",
        "country": "KE",
        "mw": Decimal(2),
        "accelerator_count": 512,
        "accelerator_kw": Decimal("1.5"),
        "remote_access": "NONE",
    }
]
MARKETS = [
    {"kind": "COUNTRY", "code": "KE", "rationale": "Hospitals in three counties asked for it."},
    {"kind": "BLOC", "code": "EU", "rationale": "Common rules for public clouds."},
]
ROLES = [
    {"role": "BUILD", "name": "Lumen Harbor Systems", "country": "US"},
    {"role": "OWN", "name": "Nairobi Civic Compute Trust", "country": "KE"},
    {"role": "OPERATE", "to_be_decided": True, "explanation": "Chosen by the buyer by tender."},
]
SUPPORT = [
    {
        "code": "EXIM_GUARANTEE",
        "amount": SUPPORT_AMOUNT,
        "purpose": "Guarantee of a buyer loan.",
        "license_record": "Determination of BIS of May 4",
    },
    {"code": "ITA_ADVOCACY", "amount": None, "purpose": "Advocacy with the ministry."},
]
PARTIES = [
    {
        "role": "FACILITY",
        "name": "Kisima Compute Hall",
        "country": "KE",
        "street": "Plot 9, Kisima Ring Road",
        "city": "Kisima",
        "region": "",
        "postal_code": "",
        "address_country": "KE",
        "note": "Let for ten years by the landlord named below.",
    },
    {"role": "LANDLORD", "name": "Kisima Land Cooperative", "country": "KE"},
    {
        "role": "FORWARDER",
        "name": "Tern Island Freight",
        "country": "PT",
        "majority_owner_name": "Tern Island Shipping Group",
        "majority_owner_country": "PT",
    },
    {"role": "BUYER", "name": BUYER, "country": "KE"},
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A proposal with its people: the anchor's administrator and signatory, and a member's."""

    proposal: Proposal
    call: CallForProposals
    consortium: Consortium
    anchor: Organization
    member: Organization
    admin: User
    signatory: User
    member_signatory: User


@kept
def ready_proposal(*, title: str = str(OVERVIEW["title"])) -> Ready:
    """A draft without a blocking finding, made by the portal's own actions."""
    ready = _draft(title)
    fill_sections(ready.proposal, by=ready.admin, title=title)
    sign_everything(ready)
    return replace(ready, proposal=Proposal.objects.get(pk=ready.proposal.pk))


def fill_sections(proposal: Proposal, *, by: User, title: str = str(OVERVIEW["title"])) -> None:
    """Every section as a finished proposal has it. The last member provides the second layer."""
    members = [m.organization for m in proposal.consortium.current_members()]
    sections = {
        "overview": SectionDraft(values=OVERVIEW | {"title": title}),
        "layers": SectionDraft(values={}, rows=_layers(members)),
        "contributions": SectionDraft(values={}, rows=CONTRIBUTIONS),
        "hardware": SectionDraft(
            values={"content_justification": CONTENT_JUSTIFICATION}, rows=COMPONENTS
        ),
        "data": SectionDraft(values={}, rows=PIPELINES),
        "models": SectionDraft(values={}, rows=MODELS),
        "markets": SectionDraft(values={}, rows=MARKETS),
        "operations": SectionDraft(
            values={"delivery_mode": "IN_COUNTRY_HOST_OPERATED"}, rows=ROLES
        ),
        "sites": SectionDraft(values={}, rows=SITES),
        "parties": SectionDraft(values={}, rows=PARTIES),
        "support": SectionDraft(values={"no_support_requested": False}, rows=SUPPORT),
    }
    for section, draft in sections.items():
        save_section(proposal, section, draft, by=by)


def sign_everything(ready: Ready) -> None:
    """Both members sign every required statement on the proposal as it stands."""
    codes = [item.code for item in certifications(timezone.localdate()) if item.required]
    for organization, signer in (
        (ready.anchor, ready.signatory),
        (ready.member, ready.member_signatory),
    ):
        sign(
            ready.proposal,
            organization=organization,
            codes=codes,
            signer_title="General Counsel",
            by=signer,
        )


def _draft(title: str) -> Ready:
    admin = UserFactory(full_name="Ada Quill")
    signatory = UserFactory(full_name="Silas Brandt")
    member_signatory = UserFactory(full_name="June Tamm")
    anchor = _organization(
        "Lumen Harbor Systems",
        ANCHOR_OWNER,
        ANCHOR_OFFICER,
        {admin: Part.ADMIN, signatory: Part.SIGNATORY},
    )
    member = _organization(
        "Juniper Data Works",
        MEMBER_OWNER,
        MEMBER_OFFICER,
        {member_signatory: Part.SIGNATORY},
        country="SE",
    )
    consortium = found(name="Lumen Harbor Consortium", anchor=anchor, by=admin)
    MemberFactory(consortium=consortium, organization=member, accepted_by=member_signatory)
    call = CallFactory()
    return Ready(
        proposal=start(consortium=consortium, call=call, title=title, by=admin),
        call=call,
        consortium=consortium,
        anchor=anchor,
        member=member,
        admin=admin,
        signatory=signatory,
        member_signatory=member_signatory,
    )


def _organization(
    name: str, owner: str, officer: str, people: dict[User, Part], *, country: str = "US"
) -> Organization:
    organization = OrganizationFactory(
        legal_name=name,
        incorporation_country=country,
        headquarters_country=country,
        principal_place_country=country,
        registered_by=next(iter(people)),
    )
    organization.addresses.create(
        street="12 Harbor Street", city="Port Lumen", postal_code="00001", country=country
    )
    organization.owners.create(
        name=owner, kind="ORGANIZATION", country=country, percent=Decimal(100)
    )
    organization.officers.create(name=officer, title="Director", nationality=country)
    for person, part in people.items():
        MembershipFactory(organization=organization, user=person, part=part)
    return organization


def _layers(members: list[Organization]) -> list[dict[str, object]]:
    providers = {"L2_DATA": [members[-1]]}
    return [
        {
            "code": code,
            "description": description,
            "confidential_detail": CONFIDENTIAL_DETAIL if code == "L1_HARDWARE" else "",
            "us_manufacture_statement": (
                "Boards are assembled in Ohio; memory is bought abroad."
                if code == "L1_HARDWARE"
                else ""
            ),
            "providers": providers.get(code, [members[0]]),
        }
        for code, description in (
            ("L1_HARDWARE", "Accelerators, servers, storage and networking in one rack."),
            ("L2_DATA", "Labeling and pipelines for health records."),
            ("L3_MODELS", "Models for text and images, with published evaluations."),
            ("L4_SECURITY", "Keys stay with the buyer; access is logged and reviewed."),
            ("L5_APPLICATIONS", "Triage in hospitals and letters of public offices."),
        )
    ]

"""Which consortia and calls does a test start from?"""

from datetime import timedelta

import factory
from django.utils import timezone

from exports_portal.accounts.roles import Part
from proposals.models import CallForProposals, Consortium, ConsortiumMember
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory


class CallFactory(factory.django.DjangoModelFactory[CallForProposals]):
    """A call that is open now."""

    class Meta:
        model = CallForProposals

    code = factory.Sequence(lambda n: f"TEST-{n}")
    title = factory.Sequence(lambda n: f"Call for full-stack AI export packages {n}")
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=80))


class ConsortiumFactory(factory.django.DjangoModelFactory[Consortium]):
    """A consortium with an anchor member.

    `anchor_organization=` chooses the anchor; else one is made whose administrator and signatory
    is `founded_by`.
    """

    class Meta:
        model = Consortium
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Harbor Light Consortium {n}")
    founded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def anchor_organization(self, create, extracted, **kwargs):
        if create:
            founder = self.founded_by
            anchor = extracted or OrganizationFactory(registered_by=founder, admin=founder)
            MemberFactory(
                consortium=self,
                organization=anchor,
                role=ConsortiumMember.Role.ANCHOR,
                accepted_by=founder,
            )


class MemberFactory(factory.django.DjangoModelFactory[ConsortiumMember]):
    """An organization in a consortium; `accepted_by` is its administrator and signatory."""

    class Meta:
        model = ConsortiumMember

    consortium = factory.SubFactory(ConsortiumFactory)
    accepted_by = factory.SubFactory(UserFactory)
    organization = factory.LazyAttribute(
        lambda member: OrganizationFactory(
            registered_by=member.accepted_by, admin=member.accepted_by
        )
    )
    role = ConsortiumMember.Role.MEMBER


def contributor_of(consortium: Consortium):
    """Somebody who may write for the anchor but may neither invite nor submit."""
    return MembershipFactory(organization=consortium.anchor, part=Part.CONTRIBUTOR).user

"""Who takes part in a test? People, organizations and their parts and roles, all invented."""

import factory
from allauth.account.models import EmailAddress

from exports_portal.accounts.models import Membership, Organization, RoleGrant, User
from exports_portal.accounts.roles import Agency, Part, Role

# Long enough for the portal's rule, and the same for everybody.
PASSWORD = "a-long-enough-password"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Somebody with a verified e-mail address and no role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@lumen-harbor.example")
    full_name = factory.Sequence(lambda n: f"Ada Quill {n}")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.objects.create_user(*args, **fields)

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        """`verified=False`: the address was never confirmed."""
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=extracted is not False
            )

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        """`roles=[Role.AUDITOR]`; a consultant gets State unless RoleGrantFactory says other."""
        for role in extracted or ():
            RoleGrantFactory(user=self, role=role)


class OrganizationFactory(factory.django.DjangoModelFactory[Organization]):
    """A United States company. `admin=user` makes this person its administrator and signatory."""

    class Meta:
        model = Organization
        skip_postgeneration_save = True

    legal_name = factory.Sequence(lambda n: f"Lumen Harbor Systems {n}, Inc.")
    incorporation_country = "US"
    headquarters_country = "US"
    principal_place_country = "US"
    registered_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def admin(self, create, extracted, **kwargs):
        if extracted:
            for part in (Part.ADMIN, Part.SIGNATORY):
                MembershipFactory(organization=self, user=extracted, part=part)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A person's part in an organization; an administrator unless said otherwise."""

    class Meta:
        model = Membership

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    part = Part.ADMIN


class RoleGrantFactory(factory.django.DjangoModelFactory[RoleGrant]):
    """A role; an agency consultant answers for State unless said otherwise."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.INTAKE_OFFICER
    agency = factory.LazyAttribute(
        lambda grant: Agency.STATE if grant.role == Role.AGENCY_CONSULTANT else ""
    )

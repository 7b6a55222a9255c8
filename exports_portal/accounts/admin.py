"""What may somebody who runs the portal change about people, and what may they only read?

An administrator opens and closes accounts and grants roles, each of it recorded. No role comes with
being one, and second factors, addresses and tokens of others are not theirs to touch.
"""

from collections.abc import Sequence
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from exports_portal.accounts.actions.organizations import OWNER
from exports_portal.accounts.actions.roles import grant_role, withdraw_role
from exports_portal.accounts.actions.second_factor import ask_for_reset, confirm_reset
from exports_portal.accounts.models import (
    Membership,
    Officer,
    Organization,
    OwnershipStake,
    RoleGrant,
    SecondFactorReset,
    User,
)
from exports_portal.accounts.notifications import tell_factor_reset
from exports_portal.accounts.views.way import signed_in
from exports_portal.audit.recording import record

# The portal's own sign-in: counted attempts, confirmed addresses, second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it
# What would let an administrator become somebody else, or rule by groups, has no page.
admin.site.unregister([EmailAddress, Authenticator, Group])


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Accounts are closed, not deleted: the trail names them."""

    list_display = ("email", "full_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "role_grants__role")
    search_fields = ("email", "full_name")
    ordering = ("email",)
    fields = ("email", "full_name", "job_title", "is_active", "is_staff", "is_superuser")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return ("email", "full_name", "job_title") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """A new account has no password: its owner sets one by "forgot password"."""
        with transaction.atomic():
            if not change:
                obj.email = obj.email.lower()
                obj.set_unusable_password()
            obj.save()
            after = {name: form.cleaned_data[name] for name in form.changed_data}
            verb = "user.edit" if change else "user.create"
            record(verb, by=signed_in(request), subject=obj, after=after)


class PersonSearch(AutocompleteSelect):
    """Looks up what was typed only where it can be the key of a row; Django asks for anything."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        keys = [typed for typed in value if typed.isascii() and typed.isdigit()]
        return super().optgroups(name, keys, attr)


class AboutAPerson:
    """The person is searched for; an address that names nobody finds nobody."""

    autocomplete_fields: Any = ("user",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "user":
            options["widget"] = PersonSearch(db_field, admin.site)
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]  # mixed into an admin


@admin.register(RoleGrant)
class RoleGrantAdmin(AboutAPerson, admin.ModelAdmin[RoleGrant]):
    """A grant is given or withdrawn, never edited: each is one entry of the trail."""

    list_display = ("user", "role", "agency", "granted_by", "granted_at")
    list_filter = ("role", "agency")
    search_fields = ("user__email", "user__full_name")
    fields = ("user", "role", "agency")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: RoleGrant, form: ModelForm, change: bool
    ) -> None:
        by = signed_in(request)
        obj.pk = grant_role(**form.cleaned_data, by=by).pk

    def delete_model(self, request: HttpRequest, obj: RoleGrant) -> None:
        withdraw_role(obj, by=signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[RoleGrant]) -> None:
        for grant in queryset:
            withdraw_role(grant, by=signed_in(request))


class FactorResetForm(ModelForm[SecondFactorReset]):
    """Knows who asks, for the model's own rules speak of that person."""

    by: User

    def clean(self) -> dict[str, Any] | None:
        self.instance.asked_by = self.by
        return super().clean()


@admin.register(SecondFactorReset)
class SecondFactorResetAdmin(AboutAPerson, admin.ModelAdmin[SecondFactorReset]):
    """Asked for by one administrator, confirmed by another with the action of the list."""

    list_display = ("user", "reason", "asked_by", "asked_at", "confirmed_by", "confirmed_at")
    fields = ("user", "reason")
    actions = ("confirm",)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> type[ModelForm[SecondFactorReset]]:
        options["form"] = FactorResetForm
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (form,), {"by": signed_in(request)})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: SecondFactorReset, form: ModelForm, change: bool
    ) -> None:
        obj.pk = ask_for_reset(**form.cleaned_data, by=signed_in(request)).pk

    @admin.action(description="Confirm: remove the second factors of the chosen people")
    def confirm(self, request: HttpRequest, queryset: QuerySet[SecondFactorReset]) -> None:
        for reset in queryset:
            confirm_reset(reset, by=signed_in(request))
            tell_factor_reset(reset)
        self.message_user(request, "The second factors are removed. Each person gets a mail.")


class ReadOnly:
    """Somebody else's to change; an administrator looks."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipInline(ReadOnly, admin.TabularInline[Membership, Organization]):
    model = Membership
    fields = ("user", "part", "since")
    readonly_fields = ("since",)


class OwnerInline(ReadOnly, admin.TabularInline[OwnershipStake, Organization]):
    model = OwnershipStake
    fields = OWNER


class OfficerInline(ReadOnly, admin.TabularInline[Officer, Organization]):
    model = Officer
    fields = ("name", "title", "nationality")


@admin.register(Organization)
class OrganizationAdmin(ReadOnly, admin.ModelAdmin[Organization]):
    list_display = ("legal_name", "incorporation_country", "registered_by", "registered_at")
    search_fields = ("legal_name",)
    list_filter = ("incorporation_country",)
    inlines = (OwnerInline, OfficerInline, MembershipInline)

"""What does a program read of a designated package? The public copy, field by field."""

from typing import Any

from rest_framework import serializers

from catalog.models import LICENSE_CAVEAT, Availability, CatalogEntry
from proposals.content import DELIVERY_MODES, LAYER_LABELS


class PublicLayer(serializers.Serializer[Any]):
    code = serializers.ChoiceField([(code.value, label) for code, label in LAYER_LABELS.items()])
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    description = serializers.CharField()
    us_manufacture_statement = serializers.CharField()
    providers = serializers.ListField(child=serializers.CharField())


class PublicMember(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField()


class PublicMarket(serializers.Serializer[Any]):
    kind = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name


class PublicCondition(serializers.Serializer[Any]):
    category = serializers.CharField()
    text = serializers.CharField()


class PublicEntry(serializers.ModelSerializer[CatalogEntry]):
    """A designated package. `url` is its page for people, `api_url` this answer."""

    url = serializers.SerializerMethodField()
    api_url = serializers.HyperlinkedIdentityField(
        view_name="api-catalog-detail", lookup_field="slug"
    )
    availability = serializers.ChoiceField(Availability.choices)
    availability_label = serializers.CharField(source="get_availability_display")
    layers = PublicLayer(many=True)
    members = PublicMember(many=True)
    markets = PublicMarket(many=True)
    countries = serializers.ListField(
        child=serializers.CharField(),
        help_text="ISO 3166-1 alpha-2 codes of every country it is offered in, those of its "
        "regional blocs included.",
    )
    sectors = serializers.ListField(child=serializers.CharField())
    delivery_mode = serializers.ChoiceField(DELIVERY_MODES, allow_blank=True)
    conditions = PublicCondition(many=True)
    caveat = serializers.SerializerMethodField(help_text="What a designation is not.")

    class Meta:
        model = CatalogEntry
        fields = (
            "designation_number",
            "slug",
            "url",
            "api_url",
            "title",
            "summary",
            "consortium",
            "anchor",
            "members",
            "layers",
            "markets",
            "countries",
            "sectors",
            "delivery_mode",
            "conditions",
            "availability",
            "availability_label",
            "designated_on",
            "published_at",
            "updated_at",
            "caveat",
        )
        read_only_fields = fields

    def get_url(self, entry: CatalogEntry) -> str:
        address: str = self.context["request"].build_absolute_uri(entry.get_absolute_url())
        return address

    def get_caveat(self, entry: CatalogEntry) -> str:
        return LICENSE_CAVEAT

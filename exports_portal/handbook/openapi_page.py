"""What does docs/openapi.yaml say? The API as its own code describes it."""

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer


def page() -> str:
    """The whole document as YAML, the same as `/api/v1/openapi.yaml`."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    return bytes(OpenApiYamlRenderer().render(document)).decode()

"""How does the API answer, and how is it described?"""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "exports_portal.accounts.authentication.PlainTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["exports_portal.web.parsers.StrictJSONParser"],
    # OPTIONS is not offered: the OpenAPI document says what can be sent.
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_PAGINATION_CLASS": "exports_portal.web.pagination.ApiPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "exports_portal.web.throttling.AnonymousRate",
        "exports_portal.web.throttling.PersonRate",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "600/hour", "user": "6000/hour"},
    "EXCEPTION_HANDLER": "exports_portal.errors.problem_response",
    "PAGE_SIZE": 50,
}
KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105  the name of a model, no secret
REST_KNOX = {"AUTO_REFRESH": False, "TOKEN_TTL": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "American AI Exports Program portal",
    "DESCRIPTION": "Designated full-stack AI packages, and the proposals of your consortium.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "CountryEnum": "exports_portal.policy.countries.COUNTRY_CHOICES",
        "LayerCodeEnum": "proposals.models.notice.LAYERS",
        "NoticeKind": "proposals.models.notice.KINDS",
        "RecordKind": "proposals.api.records.KIND_CHOICES",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "exports_portal.web.openapi.with_problems",
    ],
}

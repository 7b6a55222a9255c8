"""Is everything that is written also used?"""

import re

from vulture import Vulture

from tests.contracts.code import PRODUCT, ROOT, python_files, template_files

# Frameworks call these by name: commands, forms, views, serializers, admin, middleware, settings;
# drf-spectacular finds a scheme by its base class. What migrations do is not looked at.
CALLED_BY_NAME = (
    "Meta Command handle add_arguments ready save clean clean_* get_* has_* create_user"
    " create_superuser to_representation to_internal_value validate validate_* perform_* render"
    " create_option build_attrs format_value prepare_value is_valid add_fields full_clean"
    " formfield formfield_for_foreignkey db_check optgroups"
    " paginate_queryset retrieve partial_update destroy process_* item_* lastmod"
    " save_model delete_model delete_queryset PlainTokenScheme send_mail"
    " check_config"
    " PatientWorker init_process finish_request murder_pending on_client_socket_readable"
    " pre_save allow_request wait get_cache_key select_renderer patch"
    " _keepalive_after recv on_process_down data_ready request watch_the_pool"
    " _put Channel Transport"
    " LookFirst state_forwards database_forwards database_backwards reversible"
    " widget_attrs _init_socket _recv_response"
    " WholeNumberField AmountField Octets"  # migrations name the first two, a constraint the third
).split()
KINDS = {"class", "function", "method", "property", "import", "unreachable_code"}
CALLED_BY_DECORATOR = [
    *("@register", "@receiver", "@shared_task", "@register.*", "@admin.*", "@action"),
    "@transition",  # called by the name of the step, in actions/advance.py
]


def test_every_class_function_method_and_property_of_the_product_is_used():
    scan = Vulture(ignore_names=CALLED_BY_NAME, ignore_decorators=CALLED_BY_DECORATOR)
    scan.scavenge(
        [str(ROOT / folder) for folder in PRODUCT], exclude=["*/migrations/*", "*/apps.py"]
    )
    words = words_of_templates_and_settings()
    unused = [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno} {item.name}"
        for item in scan.get_unused_code()
        if item.typ in KINDS and item.name not in words
    ]
    assert unused == []


def words_of_templates_and_settings():
    """Names that templates use, and names that settings and URLs write as text."""
    urls = [file for file in python_files(*PRODUCT) if file.name == "urls.py"]
    mails = (ROOT / "templates").rglob("*.txt")
    files = [*template_files(), *mails, *python_files("exports_portal/settings"), *urls]
    return {word for file in files for word in re.findall(r"\w+", file.read_text())}

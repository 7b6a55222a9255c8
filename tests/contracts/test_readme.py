"""Does the README name only settings that are really read? (docs/settings.md has all of them.)"""

import re

import pytest

from deploy.run import web
from tests.contracts.code import ROOT, python_files

READ = re.compile(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""")
# Read by the start scripts or by Django itself, before there are settings.
BEFORE_SETTINGS = {"PORT", "DJANGO_SETTINGS_MODULE"}


def test_every_setting_in_the_readme_is_read():
    files = python_files("exports_portal/settings")
    read = {name for file in files for name in READ.findall(file.read_text())}
    table = (ROOT / "README.md").read_text().split("## Settings")[1].split("\n\n")[2]
    first_cells = " ".join(row.split("|")[1] for row in table.splitlines()[2:])
    named = set(re.findall(r"`([A-Z_]+)`", first_cells))
    assert (named - read - BEFORE_SETTINGS, "DATABASE_URL" in named) == (set(), True)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_link_to_a_file_of_the_project_leads_there(page):
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", (ROOT / page).read_text())
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_a_server_is_started_as_make_run_starts_the_portal():
    page = (ROOT / "README.md").read_text().split("### On a server")[1].split("```")[1]
    said = page.replace("\\\n", " ").split()
    (command,) = web(8000).values()
    started = {word for word in command[1:] if not word.startswith(("127.", "warning"))}
    assert started - set(said) == {"--bind", "--log-level"}
    assert "celery -A exports_portal worker" in page
    assert "celery -A exports_portal beat" in page

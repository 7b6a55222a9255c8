"""Does the set-up say in a sentence what stands in its way?"""

import os
import socket
import subprocess

import pytest
from django.test import modify_settings

from deploy import machine, run
from deploy.terminal import ROOT, SetUpError


def test_a_taken_port_is_said_with_the_way_out():
    with socket.socket() as holder:
        holder.bind((run.HOST, 0))
        holder.listen()
        taken = holder.getsockname()[1]
        with pytest.raises(SetUpError, match=rf"Port {taken} .* PORT={taken + 1} make run"):
            run.refuse_taken(taken)


def test_a_port_that_is_no_number_is_said(monkeypatch):
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(SetUpError, match="PORT is a number, and not 'http'"):
        run.port()


def test_settings_without_a_demonstration_are_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "exports_portal.settings.production")
    with (
        modify_settings(INSTALLED_APPS={"remove": ["exports_portal.demo"]}),
        pytest.raises(SetUpError, match=r"is the demonstration, and .*\.production has none"),
    ):
        run.refuse_without_demonstration()


def test_a_second_run_in_the_same_checkout_is_refused_and_names_the_first(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "VAR", tmp_path)
    with (
        run.only_one_per_checkout(),
        pytest.raises(SetUpError, match=rf"already \(process {os.getpid()}\)"),
        run.only_one_per_checkout(),
    ):
        pytest.fail("two at once")


def test_after_a_run_the_next_one_may_start(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "VAR", tmp_path)
    with run.only_one_per_checkout():
        pass
    with run.only_one_per_checkout():
        assert (tmp_path / "run.lock").read_text() == str(os.getpid())


@pytest.mark.skipif(os.geteuid() != 0, reason="root installs instead of telling")
def test_root_is_told_which_packages_could_not_be_installed(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SetUpError, match=r"sudo apt-get install libpango-1.0-0 fontconfig"):
        machine.install_debian_packages(["libpango-1.0-0", "fontconfig"], purpose="Letters")


def test_a_python_that_cannot_run_is_passed_over(tmp_path):
    broken = tmp_path / "python3.13"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    question = "import sys; print(sys.version_info >= (3, 12), sys.executable)"
    answer = subprocess.run(
        [ROOT / "deploy" / "python", "-c", question],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.startswith("True /")


def test_no_python_is_said_with_what_to_install(tmp_path):
    script = tmp_path / "deploy" / "python"
    script.parent.mkdir()
    script.write_text((ROOT / "deploy" / "python").read_text())
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "dirname").symlink_to("/usr/bin/dirname")
    done = subprocess.run(
        ["/bin/sh", script, "-c", "pass"],
        env={"PATH": str(tools), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "apt-get install python3 python3-venv" in done.stderr) == (1, True)

"""A password in an address stands in no output, however the command is misused."""

from __future__ import annotations

import shlex

import pytest

from verifier.cli import main

REPORT = "It was [5](#c).\n\n```claims\n[c] crm!A2\n= A2\n```\n"
AT = "ann:hunter2@nohost.invalid/x?table=t"
COMMANDS = (
    f"check r.md --source postgresql://{AT}",
    f"check r.md --source crm=postgresql://{AT}",
    f"check r.md --source crm=POSTGRESQL://{AT}",
    f"check r.md --source =postgresql://{AT}",
    f"check r.md --source crm=postgresql:{AT}",
    f"check r.md --source crm=mysql://{AT}",
    f"check r.md --source crm=postgresql+psycopg://{AT}",
    "check r.md --source crm=postgresql://ann:hunter2/@nohost.invalid/x?table=t",
    "check r.md --source crm=postgresql://ann:hunter2?@nohost.invalid/x?table=t",
    "check r.md --source 'crm=postgresql://ann:hunter2#@nohost.invalid/x?table=t'",
    "check r.md --source 'crm=postgresql://ann:1hunter2@@nohost.invalid/x?table=t'",
    "check r.md --source crm=postgresql://ann:hunter2@[nohost/x?table=t",
    "check r.md --source crm=postgresql://ann:hunter2@nohost.invalid:abc/x?table=t",
    "check r.md --source 'crm=postgresql://nohost.invalid/x?table=t&passfile=hunter2'",
    f"inspect postgresql://{AT}",
    f"inspect crm=postgresql://{AT}",
    f"brief init postgresql://{AT}",
    f"check postgresql://{AT}",
    f"fmt postgresql://{AT}",
    f"check r.md --brief postgresql://{AT}",
    f"check r.md --claims postgresql://{AT}",
    f"check r.md --config sources.crm=postgresql://{AT}",
    f"check r.md --baseline postgresql://{AT}",
    f"check r.md -o postgresql://{AT}",
    f"verify postgresql://{AT}",
    f"check r.md --sources postgresql://{AT}",
)


@pytest.mark.parametrize("words", COMMANDS)
def test_a_password_is_in_no_output(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.md").write_text(REPORT, encoding="utf-8")
    for more in ("", " --output-format json", " --show-settings"):
        try:
            status = main(shlex.split(words + more))
        except SystemExit as stop:
            status = stop.code
        assert status in {0, 1, 2}
    found = capsys.readouterr()
    assert found.out + found.err
    assert "hunter2" not in found.out + found.err

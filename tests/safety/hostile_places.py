"""What is no ordinary file: pipes, devices, folders, links, files out of reach."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from tests.safety.hostile import Case, column, is_root

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "n\n5\n"


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as found:
        here = os.open(path.parent, os.O_RDONLY)  # a socket's path must be short
        try:
            found.bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)


def link_to(target: str):
    def make(path: Path) -> None:
        (path.parent / "real.csv").write_text(TEXT)
        path.symlink_to(target)

    return make


def linked_folder(path: Path) -> None:
    (path.parent.parent / "there").mkdir()
    (path.parent.parent / "there" / path.name).write_text(TEXT)
    path.parent.rmdir()
    path.parent.symlink_to("there")


def hard_link(path: Path) -> None:
    (path.parent / "real.csv").write_text(TEXT)
    path.hardlink_to(path.parent / "real.csv")


def hole(size: int):
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def nothing(path: Path) -> None:
    del path


def no_permission(path: Path) -> None:
    path.write_text(TEXT)
    path.chmod(0)


PLACES = (
    Case("a folder", "deals.csv", folder, "is a folder"),
    Case("a folder named like a workbook", "deals.xlsx", folder, "is a folder"),
    Case("a pipe that nobody writes to", "deals.csv", pipe, "is a pipe"),
    Case("a pipe named like a workbook", "deals.xlsx", pipe, "is a pipe"),
    Case("a socket", "deals.csv", unix_socket, "is a socket"),
    Case("a link", "deals.csv", link_to("real.csv"), "is a symbolic link"),
    Case("a link to a device", "deals.csv", link_to("/dev/zero"), "is a symbolic link"),
    Case("a link to itself", "deals.csv", link_to("deals.csv"), "is a symbolic link"),
    Case("a link to nothing", "deals.csv", link_to("none"), "is a symbolic link"),
    Case("a folder that is a link", "deals.csv", linked_folder, "is reached through"),
    Case("a hard link", "deals.csv", hard_link, rows=column("'n", "=5")),
    *(
        ()
        if is_root()  # whom no permission stops
        else (Case("no permission", "deals.csv", no_permission, "Permission denied"),)
    ),
    Case("a file that is not there", "deals.csv", nothing, "No such file"),
    Case("3 GB of nothing", "deals.csv", hole(3 << 30), "at most 2,147,483,648"),
    Case("100 MB of NUL", "deals.csv", hole(100 << 20), "a line of more", slow=True),
    Case("900 MB of workbook", "deals.xlsx", hole(900 << 20), "at most"),
)

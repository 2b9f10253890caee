"""The files of the project: everything below its top but what Git and the build keep for themselves."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", "build", "__pycache__", ".cache", ".vscode", ".idea"}


def files(root=ROOT):
    """Every file of the tree, sorted, as paths relative to it. Links are not followed."""
    found = []
    folders = [root]
    while folders:
        for entry in folders.pop().iterdir():
            if entry.name in NOT_OURS or entry.is_symlink():
                continue
            if entry.is_dir():
                folders.append(entry)
            else:
                found.append(entry.relative_to(root))
    return sorted(found)


def cpp_files(root=ROOT):
    return [path for path in files(root) if path.suffix in (".hpp", ".cpp")]


def text(path, root=ROOT):
    return (root / path).read_text(encoding="utf-8")


def compiled_by(file, build):
    """The sources that come with one entry of compile_commands.json: where CMake compiles several as one, those its own file includes."""
    if not file.is_relative_to(build) or not file.exists():
        return [file]
    return [Path(name) for name in re.findall(r'^#include "(/[^"]+\.cpp)"', file.read_text(), re.M)] or [file]

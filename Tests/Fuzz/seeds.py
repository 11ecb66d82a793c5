#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the programs of the vectors into a folder, one file each, as the fuzzers take them."""
import json
import pathlib
import sys

target = pathlib.Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
vectors = pathlib.Path(__file__).resolve().parents[2] / "Protocols/program/vectors"
for path in vectors.glob("*.json"):
    vector = json.loads(path.read_text())
    text = "\n".join(vector["program"]) + "\n"
    for name, lines in vector.get("files", {}).items():
        text += f"#file {name}\n" + "\n".join(lines) + "\n"
    (target / path.stem).write_text(text)

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what fuzzers begin with into a folder: the programs of the vectors, and the scripts of a device's life."""
import json
import pathlib
import sys

target = pathlib.Path(sys.argv[1])
tests = pathlib.Path(__file__).resolve().parent
for name in ("program", "device"):
    (target / name).mkdir(parents=True, exist_ok=True)
vectors = tests.parents[1] / "Protocols/program/vectors"
for path in vectors.glob("*.json"):
    vector = json.loads(path.read_text())
    text = "\n".join(vector["program"]) + "\n"
    for name, lines in vector.get("files", {}).items():
        text += f"#file {name}\n" + "\n".join(lines) + "\n"
    (target / "program" / path.stem).write_text(text)
# A line is a name and hexadecimal bytes.
for line in (tests / "Corpora/device.txt").read_text().splitlines():
    if line and not line.startswith("#"):
        name, _, data = line.partition(" ")
        (target / "device" / name).write_bytes(bytes.fromhex(data))
# And every message of the protocol's vectors, each behind a greeting.
for path in (tests.parents[1] / "Protocols/device/vectors").glob("host-messages.json"):
    for number, case in enumerate(json.loads(path.read_text())["cases"]):
        payload = bytes.fromhex(case["payload"])
        frame = bytes.fromhex(case["serial"])
        (target / "device" / f"vector-{number}").write_bytes(
            b"\x0f\x07" + bytes([0x01, len(payload)]) + payload + bytes([0x00, len(frame)]) + frame + b"\x0b\x40")

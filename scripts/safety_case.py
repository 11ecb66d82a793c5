#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints hazard, control, the tests that carry the hazard's number, and the measured worst case.

Exits 1 when a hazard has no test and its row does not say `no test` and why.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
rows = re.findall(r"^\| (H\d+) \| (.*?) \| (.*?) \| (.*?) \| *(.*?) *\|$",
                  (ROOT / "docs/safety/hazards.md").read_text(), re.M)
measured_file = ROOT / ".build/bench.json"
measured = json.loads(measured_file.read_text()) if measured_file.exists() else {}

tests = {}
for path in sorted([*(ROOT / "Tests").rglob("*.swift"), *(ROOT / "Firmware/Tests").rglob("*.swift")]):
    for name in re.findall(r'@(?:Test|Suite)\(\s*"((?:[^"\\]|\\.)*)"', path.read_text()):
        for hazard in re.findall(r"\bH\d+\b", name):
            tests.setdefault(hazard, []).append(f"{name}  [{path.relative_to(ROOT)}]")

missing = []
for hazard, what, harm, control, keys in rows:
    print(f"{hazard}  {what} → {harm}\n    control   {control}")
    for test in tests.get(hazard, []):
        print(f"    test      {test}")
    for key in keys.split():
        print(f"    measured  {key} = {measured.get(key, 'not measured yet: make bench')}")
    if hazard not in tests and "no test" not in control:
        missing.append(hazard)
        print("    MISSING   no test carries this number")
    print()
print(f"{len(rows)} hazards, {sum(map(len, tests.values()))} tests" +
      (f"; without a test: {', '.join(missing)}" if missing else ""))
sys.exit(bool(missing))

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what the compiler does not: arrows between modules, and the habits of the house.

Prints one line per finding, `file:line: what is wrong`, and exits 1 when there is any.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GROUND = {"Quantities", "Randomness", "DeviceProtocol", "Envelope", "Regulation", "Plant", "DeviceCore", "USBDevice", "Coupling"}
# Modules that compute: time, randomness and I/O come in through their parameters.
PURE = GROUND | {"JSONGrammar", "Markup", "Anatomy", "Programs", "BodyMap", "Plot", "Importers", "Person", "Sessions",
                 "Recording", "Conformance", "Doctor"}
TESTS = {p.name for p in (ROOT / "Tests").iterdir()}
FIRMWARE = ROOT / "Firmware"
LINES_CEILING = 400
MAIN_CEILING = 30
findings = []


def find(path, line, text):
    findings.append(f"{path.relative_to(ROOT)}:{line}: {text}")


def arrows():
    table = {}
    for line in (ROOT / "docs/modules.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, right = line.partition(":")
            table[name] = set(right.split())
    return table


def below(table, name, seen=()):
    reach = set()
    for lower in table.get(name, ()):
        if lower in seen:
            sys.exit(f"docs/modules.txt: a circle through {lower}")
        reach |= {lower} | below(table, lower, (*seen, lower))
    return reach


def modules():
    """Every module's folder by name; a board's main module is named by the board."""
    found = {p.name: p for top in (ROOT / "Sources", FIRMWARE / "Sources") for p in top.iterdir() if p.is_dir()}
    for board in sorted((FIRMWARE / "boards").iterdir()):
        found |= {board.name if p.name == "Sources" else p.name: p for p in board.iterdir() if p.is_dir()}
    return found


def check_imports(table):
    folders = modules()
    ours = set(table) | set(folders)
    for name, folder in sorted(folders.items()):
        if name not in table:
            if not name.startswith("C"):
                find(folder, 0, "this module is not in docs/modules.txt")
            continue
        allowed = below(table, name)
        embedded = name in GROUND or folder.is_relative_to(FIRMWARE)
        for path in sorted(folder.rglob("*.swift")):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                match = re.match(r"\s*(?:(?:public|package|internal|private|@\w+(?:\(\w+\))?)\s+)*"
                                 r"import\s+(?:struct |class |enum |func |protocol )?(\w+)", line)
                if not match:
                    continue
                imported = match.group(1)
                if imported in ours and imported not in allowed and imported != name:
                    find(path, number, f"{name} may not import {imported} (docs/modules.txt)")
                if embedded and imported not in ours and imported not in {"_Volatile", "Synchronization"}:
                    find(path, number, f"Embedded Swift may not import {imported}")


def check_package(table):
    described = subprocess.run(["swift", "package", "describe", "--type", "json"], cwd=ROOT,
                               check=True, capture_output=True, text=True)
    for target in json.loads(described.stdout)["targets"]:
        if target["name"] not in table or target["type"] == "test":
            continue
        allowed = below(table, target["name"])
        for lower in target.get("target_dependencies", []):
            if lower not in allowed:
                findings.append(f"Package.swift:0: {target['name']} may not stand on {lower} (docs/modules.txt)")


FORBIDDEN = [
    (r"\b(TODO|FIXME|XXX|HACK)\b", "left open: finish it or write it into an issue", None),
    (r"\bfatalError\(|\btry!|\bas! ", "may trap: use a precondition or an error", None),
    (r"\bDate\(\)|Date\.now|ContinuousClock\.now|\.random\(in: [^,)]*\)", "takes time or chance from the air", PURE),
    (r"\bTask\.sleep|\busleep\(|\bsleep\(", "a pure module does not wait", PURE),
    (r"\.squareRoot\(\)|\bsin\(|\bcos\(|\bexp\(|\blog\(", "use PortableMath: every machine must compute the same bits", GROUND),
    (r"\.disabled\(|withKnownIssue|XCTSkip", "a test that may not run", None),
    # A failure that nobody can bring back is lost: a test draws from SplitMix64, seeded by its arguments.
    (r"\.random\((?=\S)(?!.*using:)|SystemRandomNumberGenerator|\.(?:shuffled|randomElement)\(\)",
     "draws what no seed brings back", TESTS),
]


def check_text():
    files = [p for top in ("Sources", "Tests", "Firmware") for p in sorted((ROOT / top).rglob("*"))
             if p.suffix in {".swift", ".c", ".h", ".py"} and ".build" not in p.parts]
    for path in files:
        lines = path.read_text().splitlines()
        if path.suffix == ".swift" and path.name != "Package.swift" and not lines[0:1] == ["// SPDX-License-Identifier: Apache-2.0"]:
            find(path, 1, "the first line names the licence: // SPDX-License-Identifier: Apache-2.0")
        if len(lines) > LINES_CEILING:
            find(path, len(lines), f"{len(lines)} lines, more than {LINES_CEILING}: split it by reason")
        if path.name == "main.swift" and len(lines) >= MAIN_CEILING:
            find(path, len(lines), f"a main has fewer than {MAIN_CEILING} lines")
        if re.search(r"Utils|Helpers|Manager|Common", path.name):
            find(path, 1, "name the file by what it holds")
        module = path.relative_to(ROOT).parts[1]
        for number, line in enumerate(lines, 1):
            code = line.split("//")[0] if path.suffix == ".swift" else line
            for pattern, why, where in FORBIDDEN:
                text = line if "TODO" in pattern else code
                if (where is None or module in where) and re.search(pattern, text):
                    find(path, number, why)


def check_decisions():
    numbers = {}
    for path in sorted((ROOT / "docs/decisions").glob("*.md")):
        first = numbers.setdefault(path.name[:4], path)
        if first != path:
            find(path, 1, f"{path.name[:4]} is the number of {first.name} already: take the next free one")
        if not path.read_text().startswith(f"# {int(path.name[:4])}. "):
            find(path, 1, f"the title begins with the decision's number: # {int(path.name[:4])}. …")


check_decisions()
check_imports(arrows())
check_package(arrows())
check_text()
print("\n".join(findings) if findings else "tidy: nothing to mend")
sys.exit(bool(findings))

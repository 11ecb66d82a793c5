# SPDX-License-Identifier: Apache-2.0
"""Scenarios in which tonus-conformance examines the simulator's own USB device."""
import json
import subprocess

from scenarios import scenario
from stage import expect
from vhci import plugged


def examine(on, *words, status):
    """Runs an examination to its end and returns its report."""
    ended = subprocess.run([on.programs / "tonus-conformance", "usb", "--motion", "--emulated", "--json", *words],
                           stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    (on.folder / "report.json").write_text(ended.stdout)
    failed = [rule for rule in json.loads(ended.stdout or '{"rules": []}')["rules"] if rule["verdict"] == "failed"]
    expect(f"the examination ended with {status}", ended.returncode == status, (ended.stderr, failed))
    return json.loads(ended.stdout)


@scenario
def usb_conformance(on):
    """Keeps every rule over HID, its serial line being the second way to it."""
    plugged(on)
    report = examine(on, status=0)
    # Not the eight of a serial line, the two of the wall's clock and that of before the first hello.
    expect("no rule else is left out", report["passed"] >= 102, report["passed"])
    rules = {rule["rule"]: rule["verdict"] for rule in report["rules"]}
    for name in ("4.control", "4.padding", "5.serial", "11.2.owner", "11.3.owner", "11.4.anyone"):
        expect(f"{name} is looked at", rules[name] == "passed", rules[name])


@scenario
def usb_conformance_broken(on):
    """A device that acts on reports it has to refuse is found out."""
    plugged(on, "--broken", "4.padding")
    report = examine(on, "--only", "4.padding", "--only", "5.serial", status=65)
    verdicts = [rule["verdict"] for rule in report["rules"]]
    expect("one rule failed, and the other was kept", verdicts == ["failed", "passed"], verdicts)

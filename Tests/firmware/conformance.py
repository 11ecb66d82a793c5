#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Examines the firmware's image in QEMU with tonus-conformance, over the pseudo-terminal that is its line."""
import argparse
import json
import pathlib
import subprocess
import sys

from demo import PROJECT, emulator

# Of 118 rules those about HID, a second transport, a second actuator and the time of the wall do not apply.
LEAST = 99


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--image", default=".build/firmware/netduinoplus2.elf")
    words.add_argument("--programs", default=".build/debug")
    words.add_argument("--limit", type=int, default=600, help="seconds after which it is given up")
    options = words.parse_args()
    board, line = emulator(PROJECT / options.image, "-icount", "shift=0", "-serial", "null")
    try:
        program = PROJECT / options.programs / "tonus-conformance"
        ended = subprocess.run([program, f"serial:{line}", "--motion", "--emulated", "--untouched", "--json"],
                               stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=options.limit)
    finally:
        board.kill()
        board.wait()
    if ended.returncode not in (0, 65):
        print(f"tonus-conformance ended with {ended.returncode}: {ended.stderr}")
        return 1
    report = json.loads(ended.stdout)
    for rule in report["rules"]:
        if rule["verdict"] == "failed":
            print(f"FAILED  §{rule['rule']} {rule['sentence']}\n{json.dumps(rule['failure'], indent=2)}")
    print(f"conformance of {report['device']['serial']}: {report['passed']} rules passed, {report['failed']} failed,"
          f" {report['notApplicable']} not applicable, {report['notRun']} not run")
    return 0 if ended.returncode == 0 and report["passed"] >= LEAST and report["notRun"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())

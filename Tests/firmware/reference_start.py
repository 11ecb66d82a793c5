#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the reference board's image does first, as the emulator sees it: end the power stage, then look for clocks.

QEMU models none of that board, and so shows every access to it. The crystal never comes up there, which is the
case that is judged: the wait ends, the board resets, the power stage stays off all along.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
# How long the emulator may take for two starts, in seconds; some two on an idle machine.
PATIENCE = 120
ACCESS = re.compile(r"^(\S+): unimplemented device (read|write) .*offset (0x\w+)(?:, value (0x\w+))?")
# RM0090: clocks of ports B, C and timer 1; PC6 low, then an output; MOE off.
END = [("RCC", 0x30, 0x6), ("RCC", 0x44, 0x1), ("GPIOC", 0x18, 0x400000), ("GPIOC", 0x00, 0x1000), ("timer[1]", 0x44, 0)]
CRYSTAL_ON = ("RCC", 0x00, 0x10000)


def starts(image):
    """The stores of each start, in order, until the third begins."""
    with tempfile.TemporaryDirectory(prefix="tonus-first-") as folder:
        log = pathlib.Path(folder) / "log"
        log.touch()
        process = subprocess.Popen(
            ["qemu-system-arm", "-M", "netduinoplus2", "-kernel", str(image), "-display", "none", "-monitor", "none",
             "-serial", "none", "-d", "unimp,int", "-D", str(log)],
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        found = []
        try:
            with log.open() as lines:
                part = ""
                while time.monotonic() < until and process.poll() is None:
                    read = lines.readline()
                    if not read:
                        time.sleep(0.01)
                    part += read
                    if not part.endswith("\n"):
                        continue
                    line, part = part, ""
                    if line.startswith("Loaded reset SP 0x2"):
                        found.append([])
                        if len(found) == 3:
                            return found[:2]
                    access = ACCESS.match(line)
                    if access and access[2] == "write" and found:
                        found[-1].append((access[1], int(access[3], 16), int(access[4], 16)))
        finally:
            process.kill()
            process.wait()
        return found


def judge(stores):
    if stores[:len(END)] != END:
        return f"it begins with {stores[:len(END)]}"
    if CRYSTAL_ON not in stores:
        return "it does not ask for its crystal"
    if stores[-len(END):] != END:
        return f"it resets itself without ending the power stage: {stores[-len(END):]}"
    for device, offset, value in stores:
        if device == "timer[1]" and offset == 0x44 and value & 0x8000:
            return "it enables the bridge"
        if device == "GPIOC" and offset == 0x18 and value & 0x40:
            return "it pumps the series switch"
    return None


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--image", default=".build/firmware/reference.elf")
    options = words.parse_args()
    found = starts(PROJECT / options.image)
    if len(found) < 2:
        print(f"FAILED  the reference image made {len(found)} starts, two were waited for")
        return 1
    for number, stores in enumerate(found, 1):
        if wrong := judge(stores):
            print(f"FAILED  the reference image, start {number}: {wrong}")
            return 1
    print("passed  H4: the reference image ends the power stage first, and last when it has no crystal and resets")
    return 0


sys.exit(main())

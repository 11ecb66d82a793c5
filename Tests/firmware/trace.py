#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs one seeded session on this machine and on the emulated microcontroller: every bit must agree."""
import argparse
import pathlib
import subprocess
import sys
import threading

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
# How long the emulator may take, in seconds; some two on an idle machine.
PATIENCE = 120
# While it drives: the lowest bit of this control step's head sample is turned, and the hash has to differ.
SPOILT_STEP = "8000"


def emulated(image):
    command = ["qemu-system-arm", "-M", "netduinoplus2", "-kernel", str(image), "-display", "none", "-monitor", "none",
               "-serial", "stdio"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    said = process.stdout.readline().strip()
    timer.cancel()
    process.kill()
    process.wait()
    return said


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--host", required=True, help="the program for this machine")
    words.add_argument("--image", default=".build/firmware/TraceImage.elf")
    options = words.parse_args()
    here = subprocess.run([options.host], check=True, capture_output=True, text=True).stdout.strip()
    spoilt = subprocess.run([options.host, SPOILT_STEP], check=True, capture_output=True, text=True).stdout.strip()
    if spoilt == here:
        print("FAILED  the hash does not see one bit of one sample: the comparison proves nothing")
        return 1
    there = emulated(PROJECT / options.image)
    if len(here) != 16 or here != there:
        print(f"FAILED  the same session gives {here or 'nothing'} here and {there or 'nothing'} on the microcontroller")
        return 1
    print(f"passed  ten seconds of device, host and noise give the same bits here and on the microcontroller: {here}")
    print(f"passed  one bit of one sample changes them: {spoilt}")
    return 0


sys.exit(main())

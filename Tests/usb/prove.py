#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves Tonus on a real kernel: boots one in QEMU and runs guest.py there."""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading

import machine

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--programs", default=".build/release", help="folder of the programs, in the project")
    words.add_argument("--tests", default=".build/debug/tonusPackageTests.xctest",
                       help="the program of the tests, in the project")
    words.add_argument("--only", nargs="*", default=[], help="scenarios whose names contain one of these")
    words.add_argument("--limit", type=int, default=2400, help="seconds after which the machine is switched off")
    options = words.parse_args()
    if os.environ.get("TONUS_SKIP_USB") == "1":
        print("test-usb: skipped, because TONUS_SKIP_USB=1. USB is not proved.")
        return 0
    cache = PROJECT / ".build/usb"
    job = cache / "job"
    shutil.rmtree(job, ignore_errors=True)
    job.mkdir(parents=True)
    programs = (PROJECT / options.programs).resolve().relative_to(PROJECT)
    (job / "job.json").write_text(json.dumps({"programs": str(programs), "tests": options.tests, "only": options.only}))
    try:
        machine.modem_manager(cache)
        kept = machine.kernel(cache)
        image = machine.initramfs(cache, kept, PROJECT / "Tests/usb/init")
        boot(machine.command(kept, image, PROJECT, job), options.limit)
    except (machine.Unavailable, FileNotFoundError, subprocess.CalledProcessError) as error:
        print(f"test-usb: {error}\n{getattr(error, 'stderr', None) or ''}"
              "On a machine that cannot emulate one, TONUS_SKIP_USB=1 leaves the proof out.")
        return 69
    return verdict(job)


def boot(command, limit):
    """Runs the machine to its end and passes on what it prints."""
    guest = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, errors="replace")
    timer = threading.Timer(limit, guest.kill)
    timer.start()
    for line in guest.stdout:
        print(line.rstrip(), flush=True)
    guest.wait()
    timer.cancel()


def verdict(job):
    results = job / "results.json"
    if not results.exists():
        print("test-usb: the machine ended before the scenarios did.")
        return 1
    results = json.loads(results.read_text())
    failed = [result["name"] for result in results if not result["passed"]]
    print(f"test-usb: {len(results) - len(failed)} of {len(results)} scenarios passed"
          + "".join(f"\n  failed: {name}" for name in failed))
    return 1 if failed or not results else 0


sys.exit(main())

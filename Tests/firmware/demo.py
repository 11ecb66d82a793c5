#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The whole product without hardware: the firmware's image in QEMU, the daemon on its line, one session.

The emulated device runs at the pace of the clock on the wall; the session is stopped after a while.
"""
import argparse
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
ANSWERS = f"@{PROJECT}/examples/answers.txt"
BOOT_LIMIT = 60


def urgent():
    """The board has to keep the time of the wall: where it is allowed, other programs wait for it."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    except OSError:
        pass


def emulator(image, *more):
    """Starts QEMU and returns it with the pseudo-terminal that is the board's line."""
    command = ["qemu-system-arm", "-M", "netduinoplus2", "-kernel", str(image), "-display", "none", "-monitor", "none",
               "-chardev", "pty,id=line", "-serial", "chardev:line", *more]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, preexec_fn=urgent)
    said = process.stdout.readline()
    words = [word for word in said.split() if word.startswith("/dev/pts/")]
    if not words:
        process.kill()
        sys.exit(f"QEMU gave no pseudo-terminal: {said}")
    threading.Thread(target=process.stdout.read, daemon=True).start()
    return process, words[0]


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--programs", default=".build/release")
    words.add_argument("--image", default=".build/firmware/netduinoplus2.elf")
    words.add_argument("--seconds", type=int, default=20, help="how long the session lasts")
    options = words.parse_args()
    programs = (PROJECT / options.programs).resolve()
    children = []
    with tempfile.TemporaryDirectory(prefix="tonus-demo-") as folder:
        for name in ("state", "run"):
            os.mkdir(os.path.join(folder, name), 0o700)
        environment = dict(os.environ, XDG_STATE_HOME=folder + "/state", XDG_RUNTIME_DIR=folder + "/run")
        try:
            board, line = emulator(PROJECT / options.image)
            children.append(board)
            print(f"The board runs in QEMU, its serial line is {line}.", flush=True)
            log = open(folder + "/tonusd.log", "w+")
            children.append(subprocess.Popen([str(programs / "tonusd"), "--device", f"serial:{line}"],
                                             env=environment, stdout=log, stderr=log))
            code = session(str(programs / "tonus"), environment, options.seconds)
            if code:
                log.seek(0)
                print(log.read())
            return code
        finally:
            for child in reversed(children):
                child.terminate()
            for child in children:
                try:
                    child.wait(10)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()


def session(tonus, environment, seconds):
    until = time.monotonic() + BOOT_LIMIT
    while True:
        found = subprocess.run([tonus, "devices"], env=environment, capture_output=True, text=True)
        if found.returncode == 0 and "QEMU-1" in found.stdout:
            break
        if time.monotonic() > until:
            print(f"demo-firmware: the daemon does not find the board.\n{found.stdout}{found.stderr}")
            return 1
        time.sleep(0.5)
    print(found.stdout, flush=True)
    run = subprocess.Popen([tonus, "run", "multifidus-lumbar", "--side", "left", "--yes", "--answers", ANSWERS],
                           env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    timer = threading.Timer(seconds, run.send_signal, [signal.SIGINT])
    timer.start()
    said = run.communicate()[0]
    timer.cancel()
    print(said)
    if "sent no measurement" in said:
        print("This machine was too busy to emulate the board at the pace of life, so the daemon ended the session.")
    if "standstill in" not in said:
        print("demo-firmware: the session did not end with a standstill.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

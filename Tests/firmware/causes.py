#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From cause to standstill with the real daemon and client on the firmware's image, by the image's own clock.

The emulated device runs at the pace of the clock on the wall, so figures hold for an idle machine only: they are printed beside
what is promised, and only a head that does not come to rest, or moves again by itself, fails.
"""
import argparse
import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time

from demo import ANSWERS, PROJECT, urgent

PATIENCE = 60
# What happens to whom, the signal, and the promise in ms (README.md).
CAUSES = [("Ctrl-C at the client", "client", signal.SIGINT, 200), ("client killed", "client", signal.SIGKILL, 200),
          ("client stopped", "client", signal.SIGSTOP, 1250), ("daemon told to end", "daemon", signal.SIGTERM, 200),
          ("daemon killed", "daemon", signal.SIGKILL, 500), ("daemon stopped", "daemon", signal.SIGSTOP, 500)]


class Gone(Exception):
    """What was waited for did not come."""


class Stage:
    """The image in QEMU, a daemon on its line, and a session on that."""

    def __init__(self, image, programs, answers, folder):
        self.children = []
        self.typed = b""
        for name in ("state", "run"):
            os.mkdir(os.path.join(folder, name), 0o700)
        environment = dict(os.environ, XDG_STATE_HOME=folder + "/state", XDG_RUNTIME_DIR=folder + "/run")
        console = folder + "/console"
        board = self.start(["qemu-system-arm", "-M", "netduinoplus2", "-kernel", str(image), "-display", "none", "-monitor", "none",
                            "-chardev", "pty,id=line", "-serial", "chardev:line",
                            "-chardev", f"socket,id=console,path={console},server=on,wait=off", "-serial", "chardev:console"],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=urgent)
        line = next(word for word in board.stdout.readline().split() if word.startswith("/dev/pts/"))
        self.console = socket.socket(socket.AF_UNIX)
        self.console.connect(console)
        log = open(folder + "/log", "w")
        self.daemon = self.start([programs / "tonusd", "--device", f"serial:{line}"], env=environment, stdout=log, stderr=log)
        self.await_device(programs / "tonus", environment)
        self.client = self.start([programs / "tonus", "run", "multifidus-lumbar", "--side", "left", "--yes", "--answers", answers],
                                 env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start(self, command, **options):
        child = subprocess.Popen([str(word) for word in command], **options)
        self.children.append(child)
        return child

    def await_device(self, tonus, environment):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = subprocess.run([tonus, "devices"], env=environment, capture_output=True, text=True)
            if found.returncode == 0 and "QEMU-1" in found.stdout:
                return
            time.sleep(0.2)
        raise Gone("the daemon does not find the board")

    def report(self):
        """What is really there, by the image's own clocks in milliseconds."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.console.sendall(b"report\n")
            while select.select([self.console], [], [], 1)[0]:
                self.typed += self.console.recv(4096)
                while b"\n" in self.typed:
                    said, _, self.typed = self.typed.partition(b"\n")
                    if said.startswith(b"world="):
                        return {name: int(value) for name, value in (pair.split("=") for pair in said.decode().split())}
        raise Gone("the board does not report")

    def wait(self, test, what):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.report()
            if test(found):
                return found
        raise Gone(f"waited in vain for {what}")

    def close(self):
        for child in reversed(self.children):
            child.kill()
            child.wait()
        self.console.close()


def measure(stage, victim, number):
    moving = stage.wait(lambda found: found["moving"], "motion")["world"]
    cause = stage.wait(lambda found: found["moving"] and found["world"] > moving + 1500, "a second of motion")["world"]
    (stage.client if victim == "client" else stage.daemon).send_signal(number)
    rest = stage.wait(lambda found: not found["moving"], "standstill")
    later = stage.wait(lambda found: found["world"] > rest["world"] + 2000, "two seconds")
    if later["moved"] != rest["moved"]:
        raise Gone("it moved again by itself")
    return max(0, rest["moved"] - cause)


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--programs", default=".build/release")
    words.add_argument("--image", default=".build/firmware/netduinoplus2.elf")
    words.add_argument("--answers", default=ANSWERS)
    options = words.parse_args()
    failed = 0
    for name, victim, number, promised in CAUSES:
        with tempfile.TemporaryDirectory(prefix="tonus-causes-") as folder:
            stage = None
            try:
                stage = Stage(PROJECT / options.image, (PROJECT / options.programs).resolve(), options.answers, folder)
                print(f"{name}: {measure(stage, victim, number)} ms, {promised} promised", flush=True)
            except Gone as error:
                failed += 1
                print(f"FAILED  {name}: {error}\n{pathlib.Path(folder, 'log').read_text()}", flush=True)
            finally:
                if stage:
                    stage.close()
    return 1 if failed else 0


sys.exit(main())

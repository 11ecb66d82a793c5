#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From cause to standstill with the real daemon and client on the firmware's image, by the image's own clock.

The emulated device runs at the pace of the clock on the wall, so figures hold for an idle machine only: they are printed beside
what is promised, and only a head that does not come to rest, or moves again by itself, fails.
"""
import argparse
import ctypes
import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tty

from demo import ANSWERS, PROJECT, urgent

PATIENCE = 60
# What happens, how, and the promise in ms (README.md).
CAUSES = [("Ctrl-C at the client", lambda stage: stage.client.send_signal(signal.SIGINT), 200),
          ("client killed", lambda stage: stage.client.send_signal(signal.SIGKILL), 200),
          ("client stopped", lambda stage: stage.client.send_signal(signal.SIGSTOP), 1250),
          ("daemon told to end", lambda stage: stage.daemon.send_signal(signal.SIGTERM), 200),
          ("daemon killed", lambda stage: stage.daemon.send_signal(signal.SIGKILL), 500),
          ("daemon stopped", lambda stage: stage.daemon.send_signal(signal.SIGSTOP), 500),
          ("tick stalled", lambda stage: stage.stall("tonus-tick"), 500),
          ("cable pulled", lambda stage: stage.cable.pull(), 500)]
# sys/ptrace.h; a tracer stops one thread and leaves the others, which no signal does.
PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_DETACH = 0x4206, 0x4207, 17


class Gone(Exception):
    """What was waited for did not come."""


def ptrace(request, thread):
    call = ctypes.CDLL(None, use_errno=True).ptrace
    call.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    if call(request, thread, None, None) != 0:
        raise Gone(f"thread {thread} cannot be stopped: {os.strerror(ctypes.get_errno())}")


class Cable:
    """A pseudo-terminal in front of the board's line, which can be pulled out."""

    def __init__(self, path):
        self.far = socket.socket(socket.AF_UNIX)
        self.far.connect(path)
        self.near, self.end = os.openpty()
        tty.setraw(self.end)
        self.line = os.ttyname(self.end)
        self.is_in = True
        self.carrier = threading.Thread(target=self.carry, daemon=True)
        self.carrier.start()

    def carry(self):
        urgent()
        while self.is_in:
            ready = select.select([self.near, self.far], [], [], 0.01)[0]
            if self.near in ready:
                self.far.sendall(os.read(self.near, 4096))
            if self.far in ready:
                os.write(self.near, self.far.recv(4096))
        # The side of the terminal that is not the daemon's: it sees a line that is gone.
        os.close(self.near)
        self.far.close()

    def pull(self):
        self.is_in = False
        self.carrier.join()

    def close(self):
        if self.is_in:
            self.pull()
        os.close(self.end)


class Stage:
    """The image in QEMU, a daemon on its line, and a session on that."""

    def __init__(self, image, programs, answers, folder):
        self.children = []
        self.stalled = None
        self.typed = b""
        for name in ("state", "run"):
            os.mkdir(os.path.join(folder, name), 0o700)
        environment = dict(os.environ, XDG_STATE_HOME=folder + "/state", XDG_RUNTIME_DIR=folder + "/run")
        console = folder + "/console"
        line = folder + "/line"
        self.start(["qemu-system-arm", "-M", "netduinoplus2", "-kernel", str(image), "-display", "none", "-monitor", "none",
                    "-chardev", f"socket,id=line,path={line},server=on,wait=off", "-serial", "chardev:line",
                    "-chardev", f"socket,id=console,path={console},server=on,wait=off", "-serial", "chardev:console"],
                   preexec_fn=urgent)
        self.await_sockets(line, console)
        self.cable = Cable(line)
        self.console = socket.socket(socket.AF_UNIX)
        self.console.connect(console)
        log = open(folder + "/log", "w")
        self.daemon = self.start([programs / "tonusd", "--device", f"serial:{self.cable.line}"], env=environment, stdout=log, stderr=log)
        self.await_device(programs / "tonus", environment)
        self.client = self.start([programs / "tonus", "run", "multifidus-lumbar", "--side", "left", "--yes", "--answers", answers],
                                 env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start(self, command, **options):
        child = subprocess.Popen([str(word) for word in command], **options)
        self.children.append(child)
        return child

    def await_sockets(self, *paths):
        until = time.monotonic() + PATIENCE
        while not all(map(os.path.exists, paths)):
            if time.monotonic() > until:
                raise Gone("the emulator does not start")
            time.sleep(0.05)

    def await_device(self, tonus, environment):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = subprocess.run([tonus, "devices"], env=environment, capture_output=True, text=True)
            if found.returncode == 0 and "QEMU-1" in found.stdout and "ready" in found.stdout:
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

    def stall(self, name):
        """Stops the daemon's one thread of this name."""
        tasks = pathlib.Path(f"/proc/{self.daemon.pid}/task").iterdir()
        found = [int(task.name) for task in tasks if (task / "comm").read_text().strip() == name]
        if len(found) != 1:
            raise Gone(f"{len(found)} threads are called {name}")
        for request in (PTRACE_SEIZE, PTRACE_INTERRUPT):
            ptrace(request, found[0])
        self.stalled = found[0]

    def close(self):
        # A process whose thread is held does not end.
        if self.stalled:
            ptrace(PTRACE_DETACH, self.stalled)
        for child in reversed(self.children):
            child.kill()
            child.wait()
        self.cable.close()
        self.console.close()


def measure(stage, act):
    moving = stage.wait(lambda found: found["moving"], "motion")["world"]
    cause = stage.wait(lambda found: found["moving"] and found["world"] > moving + 1500, "a second of motion")["world"]
    act(stage)
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
    words.add_argument("--only", nargs="*", default=[], help="causes whose names contain one of these")
    options = words.parse_args()
    failed = 0
    for name, act, promised in CAUSES:
        if options.only and not any(part in name for part in options.only):
            continue
        with tempfile.TemporaryDirectory(prefix="tonus-causes-") as folder:
            stage = None
            try:
                stage = Stage(PROJECT / options.image, (PROJECT / options.programs).resolve(), options.answers, folder)
                print(f"{name}: {measure(stage, act)} ms, {promised} promised", flush=True)
            except Gone as error:
                failed += 1
                print(f"FAILED  {name}: {error}\n{pathlib.Path(folder, 'log').read_text()}", flush=True)
            finally:
                if stage:
                    stage.close()
    return 1 if failed else 0


sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""What scenarios are made of: programs, clients and bounded waits."""
import json
import socket
import subprocess
import time

import gadget
import udev

LUMBAR = ("multifidus-lumbar", "--side", "left", "--yes")
NOBODY = 65534


class Failure(Exception):
    """What was expected did not happen."""


def wait(what, look, seconds=60):
    """Looks until there is something to see; how long that takes means nothing here."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise Failure(f"waited in vain for {what}")


def expect(what, condition, seen=None):
    if not condition:
        raise Failure(f"not {what}: {seen!r}" if seen is not None else f"not {what}")


class Program:
    """One of the project's programs, with its output kept in a file."""

    def __init__(self, words, output, **more):
        self.output = output
        with open(output, "ab") as file:
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=file, stderr=file, **more)

    def say(self, line):
        """Types a line."""
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    @property
    def text(self):
        return self.output.read_text(errors="replace")

    @property
    def objects(self):
        return [json.loads(line) for line in self.text.splitlines() if line.startswith("{")]

    def status(self):
        """Waits for its end."""
        return self.process.wait(60)

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Stage:
    """One scenario's machine: what it started ends with it."""

    def __init__(self, programs, folder):
        self.programs = programs
        self.folder = folder
        self.ends = []
        folder.mkdir()
        self.socket = f"/tmp/{folder.name}.sock"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for end in reversed(self.ends):
            end()

    def start(self, name, *words, **more):
        words = [str(word) for word in (self.programs / name, *words)]
        program = Program(words, self.folder / f"{len(self.ends)}-{name}.txt", **more)
        self.ends.append(program.end)
        return program

    def gadget(self, serial, **more):
        made = gadget.Gadget(serial, **more)
        self.ends.append(made.remove)
        wait(f"gadget {serial} to be configured", lambda: made.state == "configured")
        # The host makes the nodes after that, the terminal last.
        wait(f"the terminal of {serial}", lambda: udev.terminal(serial))
        udev.settle()
        return made

    def device(self, *words):
        """A simulated device, at a modest pace because the machine is emulated."""
        return self.start("tonus-sim", *words, "--period", 10)

    def daemon(self, *devices, user=0):
        """The daemon, up and listening, of a user without groups of his own."""
        words = [word for device in devices for word in ("--device", device)]
        state = f"/tmp/{self.folder.name}"
        program = self.start("tonusd", *words, "--socket", self.socket, "--state", state,
                             user=user, group=user, extra_groups=[])
        wait("the daemon to listen", lambda: "Listening on" in program.text)
        return program

    def tonus(self, *words, status=0):
        """Runs a command to its end and returns the last object it printed."""
        ended = subprocess.run([self.programs / "tonus", *words, "--json", "--socket", self.socket],
                               stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        expect(f"tonus {' '.join(words)} ended with {status}", ended.returncode == status,
               (ended.returncode, ended.stdout, ended.stderr))
        return json.loads(ended.stdout.splitlines()[-1]) if ended.stdout else {}

    def call(self, method, **parameters):
        """Calls a method over plain Varlink; cheaper than a program where nothing but a look is wanted."""
        with socket.socket(socket.AF_UNIX) as end:
            end.settimeout(60)
            end.connect(self.socket)
            end.sendall(json.dumps({"method": f"dev.tonus.control.{method}", "parameters": parameters}).encode() + b"\0")
            reply = b""
            while not reply.endswith(b"\0"):
                reply += end.recv(65536) or b"\0"
        reply = json.loads(reply[:-1] or "{}")
        expect(f"{method} was answered", "parameters" in reply and "error" not in reply, reply)
        return reply["parameters"]

    def doctor(self, words=None, **who):
        """What the doctor finds, whatever it thinks of it; `words` where it is not told of the socket."""
        words = ["--socket", self.socket] if words is None else words
        ended = subprocess.run([self.programs / "tonus", "doctor", "--json", *words],
                               capture_output=True, text=True, timeout=120, **who)
        return json.loads(ended.stdout)

    def devices(self):
        return self.call("ListDevices")["devices"]

    def found(self, *states, count=1):
        """Waits until that many devices are in one of these states, and returns them."""
        def look():
            found = [device for device in self.devices() if device["state"] in states]
            return found if len(found) >= count else None
        return wait(f"{count} devices {' or '.join(states)}", look)

    def troubled(self):
        """Waits until a device cannot be opened, and returns it."""
        return wait("its trouble", lambda: next(
            (device for device in self.devices() if "Could not open" in device["detail"]), None))

    def session(self, *words):
        """A session under way: questions answered, the head moving by the device's own account."""
        questions = self.call("Questions")["questions"]
        self.tonus("screen", "--answers", ",".join(f"{question['id']}=no" for question in questions))
        run = self.start("tonus", "run", *LUMBAR, *words, "--json", "--socket", self.socket)
        wait("motion", lambda: any(o.get("status", {}).get("measuredAmplitude", 0) > 0.05 for o in run.objects)
             or expect("the session goes on", run.process.poll() is None, run.text))
        return run

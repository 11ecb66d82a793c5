# SPDX-License-Identifier: Apache-2.0
"""The firmware's image in QEMU: a host on its serial line, and its console.

Time is the board's own: with -icount one instruction takes one nanosecond of it, so a busy machine
makes everything slow and nothing different.
"""
import os
import pathlib
import select
import socket
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "Protocols/device"))
import tonus_wire as wire  # noqa: E402

TELEMETRY_PERIOD = 10
# Generous: how long this machine may take before a scenario is given up, in seconds of the host.
PATIENCE = 60


class Gone(Exception):
    """The board did not do what was waited for."""


class Board:
    def __init__(self, image):
        self.folder = tempfile.TemporaryDirectory(prefix="tonus-firmware-")
        words = ["qemu-system-arm", "-M", "netduinoplus2", "-kernel", str(image), "-display", "none",
                 "-monitor", "none", "-icount", "shift=0"]
        paths = [os.path.join(self.folder.name, name) for name in ("line", "console")]
        for number, path in enumerate(paths):
            words += ["-chardev", f"socket,id=c{number},path={path},server=on,wait=on", "-serial", f"chardev:c{number}"]
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE)
        self.line, self.console = [self._connect(path) for path in paths]
        self.receiver = wire.Receiver(wire.DEVICE)
        self.sequence = 0
        self.heard = []
        self.telemetry = None
        self.refused = 0
        self.typed = b""
        self.arm_id = 0
        self.nonce = 1000
        self.frequency = 4000
        self._awaken()

    def _connect(self, path):
        end = socket.socket(socket.AF_UNIX)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                end.connect(path)
                return end
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise Gone(f"QEMU did not open {path}")
                time.sleep(0.02)

    def _awaken(self):
        # What is typed before the board listens is lost.
        until = time.monotonic() + PATIENCE
        while not self.typed.endswith(b"unknown\n"):
            self.console.sendall(b"\n")
            while select.select([self.console], [], [], 0.2)[0]:
                self.typed += self.console.recv(4096)
            if time.monotonic() > until or self.process.poll() is not None:
                raise Gone("the board does not start")
        self.typed = b""

    def close(self):
        self.process.kill()
        self.process.wait()
        self.line.close()
        self.console.close()
        self.process.stderr.close()
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # The serial line.

    def write(self, data):
        """Reads what comes while the line is full: the emulator takes nothing in that cannot give out."""
        until = time.monotonic() + PATIENCE
        while data:
            readable, writable, _ = select.select([self.line], [self.line], [], 1)
            if readable:
                self.listen(0)
            if writable:
                data = data[self.line.send(data[:512], socket.MSG_DONTWAIT):]
            if time.monotonic() > until:
                raise Gone(f"the board has taken nothing for {PATIENCE} s")

    def frame(self, name, sequence=None, **values):
        if sequence is None:
            self.sequence = sequence = self.sequence % 65535 + 1
        return wire.serial_frame(wire.encode_message(name, values, sequence=sequence))

    def send(self, name, **values):
        self.write(self.frame(name, **values))
        return self.sequence

    def listen(self, seconds=0.05):
        """Takes in what comes within so many seconds of the host, and returns at the first of it."""
        if not select.select([self.line], [], [], seconds)[0]:
            if self.process.poll() is not None:
                raise Gone("QEMU ended: " + self.process.stderr.read().decode(errors="replace"))
            return
        for kind, *rest in self.receiver.feed(self.line.recv(65536)):
            if kind != "message":
                self.refused += 1
                continue
            name, values = rest[0], rest[1]
            self.heard.append((name, values))
            if name == "telemetry":
                self.telemetry = values

    def wait(self, test, what, meanwhile=None):
        """Listens until `test` gives something true; `meanwhile` runs at each new telemetry."""
        until = time.monotonic() + PATIENCE
        last = None
        while True:
            found = test()
            if found:
                return found
            if time.monotonic() > until:
                raise Gone(f"waited in vain for {what}; the last telemetry was {self.telemetry}")
            self.listen()
            if meanwhile and self.telemetry is not last:
                last = self.telemetry
                meanwhile()

    def ask(self, name, answer, **values):
        """Sends until a message named `answer` comes, as a host must on a line that may lose."""
        del self.heard[:]
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            sequence = self.send(name, **values)
            for _ in range(20):
                self.listen()
                for kind, body in self.heard:
                    if kind == answer and (answer != "answer" or body["sequence"] == sequence) \
                            and (answer != "identity" or body["nonce"] == values["nonce"]):
                        return body
        raise Gone(f"no {answer} to {name}")

    # A host's habits.

    @property
    def clock(self):
        return self.telemetry["clockMilliseconds"]

    @property
    def state(self):
        return wire.STATES[self.telemetry["state"]]

    def greet(self):
        """What was sent before has been taken: another greeting's identity, late or nonsense's own, is not its answer."""
        self.nonce += 1
        identity = self.ask("hello", "identity", major=1, minor=0, nonce=self.nonce)
        self.telemetry = None
        self.wait(lambda: self.telemetry, "telemetry")
        return identity

    def ready(self):
        self.greet()
        self.wait(lambda: self.state in ("idle", "latched"), "the end of the self-test")

    def arm(self):
        self.arm_id += 1
        return self.ask("arm", "answer", armID=self.arm_id, actuatorMask=1, frequencyMinCentihertz=2000,
                        frequencyMaxCentihertz=6000, amplitudeMaxMicrometers=2000,
                        accelerationMaxMilligravities=8000, driveMaxTenthMilliamperes=10000,
                        energisedMaxMilliseconds=180000, endMilliseconds=self.clock + 200000)["result"]

    def setpoint(self, life=150, **changed):
        values = dict(armID=self.arm_id, validUntilMilliseconds=self.clock + life, actuator=0,
                      frequencyCentihertz=self.frequency, phase=0, amplitudeMicrometers=1000,
                      driveTenthMilliamperes=2500)
        values.update(changed)
        self.send("setpoint", **values)

    def run(self, milliseconds=600):
        """Arms and drives for so long by the board's clock."""
        self.ready()
        result = self.arm()
        if result != 0:
            raise Gone(f"the arm was answered with {result}")
        self.keep(milliseconds)
        if self.state != "running":
            raise Gone(f"it does not run: {self.telemetry}")

    def keep(self, milliseconds):
        until = self.clock + milliseconds
        self.wait(lambda: self.clock >= until, f"{milliseconds} ms to pass", self.setpoint)

    def rest(self, milliseconds):
        until = self.clock + milliseconds
        self.wait(lambda: self.clock >= until, f"{milliseconds} ms to pass")

    # The console.

    def order(self, text):
        """Types a line and returns what is said to it."""
        self.console.sendall(text.encode() + b"\n")
        until = time.monotonic() + PATIENCE
        while b"\n" not in self.typed:
            # What the device says meanwhile must not fill the line.
            ready = select.select([self.line, self.console], [], [], 0.1)[0]
            if self.line in ready:
                self.listen(0)
            if self.console in ready:
                self.typed += self.console.recv(4096)
            if time.monotonic() > until:
                raise Gone(f"the console says nothing to '{text}'")
        said, _, self.typed = self.typed.partition(b"\n")
        return said.decode()

    def report(self):
        """What is really there, by the board's own clocks in milliseconds."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            # What is typed while the board restarts is lost.
            self.console.sendall(b"report\n")
            again = time.monotonic() + 2
            while time.monotonic() < again:
                ready = select.select([self.line, self.console], [], [], 0.1)[0]
                if self.line in ready:
                    self.listen(0)
                if self.console in ready:
                    self.typed += self.console.recv(4096)
                while b"\n" in self.typed:
                    said, _, self.typed = self.typed.partition(b"\n")
                    if said.startswith(b"world="):
                        pairs = (pair.split("=") for pair in said.decode().split())
                        return {name: int(value) for name, value in pairs}
        raise Gone("the console does not report")

    def still(self):
        """Waits until the head is at rest by the plant's truth, and returns the report."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.report()
            if not found["moving"]:
                return found
        raise Gone(f"the head still moves: {found}")

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives a simulated device over its pseudo-terminal, with nothing but the protocol document's
Python implementation: hello, rates, ping, arm, drive, lift, stop, clear.

    drive_over_pty.py PATH-OF-TONUS-SIM
"""

import os
import pathlib
import select
import subprocess
import sys
import tempfile
import termios
import time
import tty

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Protocols/device"))
import tonus_wire as wire  # noqa: E402

PATIENCE = 10.0


class Host:
    def __init__(self, path):
        self.port = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        tty.setraw(self.port)
        termios.tcflush(self.port, termios.TCIOFLUSH)
        self.receiver, self.sequence = wire.Receiver(wire.DEVICE), 0
        self.telemetry, self.telemetries, self.refused, self.heard = None, 0, 0, []
        self.offset = None

    def send(self, name, **fields):
        data = wire.serial_frame(wire.encode_message(name, fields, self.sequence))
        self.sequence = (self.sequence + 1) % 65536
        os.write(self.port, data)

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.port], [], [], left)[0]:
                continue
            for kind, *rest in self.receiver.feed(os.read(self.port, 4096)):
                if kind == "refused":
                    self.refused += 1
                elif rest[0] == "telemetry":
                    self.telemetry, self.telemetries = rest[1], self.telemetries + 1
                else:
                    self.heard.append((rest[0], rest[1], time.monotonic()))

    def wait_for(self, name, seconds=10.0, **fields):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for item in self.heard:
                if item[0] == name and all(item[1][k] == v for k, v in fields.items()):
                    self.heard.remove(item)
                    return item
            self.listen(0.002)
        raise AssertionError(f"no {name} {fields} within {seconds} s; heard {self.heard}")

    def relate_clocks(self):
        best = None
        for token in range(5):
            sent = time.monotonic()
            self.send("ping", token=token)
            _, pong, received = self.wait_for("pong", token=token)
            if best is None or received - sent < best:
                best = received - sent
                device = pong["clockMilliseconds"] + pong["clockFractionMicroseconds"] / 1000
                self.offset = device - (sent + received) * 500
        return best

    def clock(self):
        return int(time.monotonic() * 1000 + self.offset) % 2**32

    def arm(self):
        """Asks for a new arm; the answer's result."""
        self.arm_id = getattr(self, "arm_id", 76) + 1
        self.send("arm", armID=self.arm_id, actuatorMask=1, frequencyMinCentihertz=2000,
                  frequencyMaxCentihertz=6000, amplitudeMaxMicrometers=1500,
                  accelerationMaxMilligravities=8000, driveMaxTenthMilliamperes=15000,
                  energisedMaxMilliseconds=60000, endMilliseconds=self.clock() + 60000)
        return self.wait_for("answer", type=2)[1]["result"]

    def setpoint(self):
        self.send("setpoint", armID=self.arm_id, validUntilMilliseconds=self.clock() + 250,
                  actuator=0, frequencyCentihertz=4500, phase=0, amplitudeMicrometers=1000,
                  driveTenthMilliamperes=5000)

    def state(self):
        return self.telemetry and wire.STATES[self.telemetry["state"]]

    def drive_until(self, condition):
        """Drives until something holds. A busy machine may starve this program for longer than a
        setpoint lives; then the device has rightly disarmed, and is armed again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return
            if self.state() == "idle":
                self.arm()
            self.setpoint()
            self.listen(0.005)
        raise AssertionError(f"still waiting after {PATIENCE} s; {self.telemetry}")


def last_truth(path):
    """What the head does, and since when, in µs of CLOCK_BOOTTIME."""
    lines = path.read_text().split("\n")[:-1]
    when, state = lines[-1].split() if lines else (0, "still")
    return state, int(when)


def moved(path):
    return "moving" in path.read_text()


def main(program):
    folder = pathlib.Path(tempfile.mkdtemp())
    link, truth = folder / "massager", folder / "truth"
    sim = subprocess.Popen([program, "serial", "--link", str(link), "--truth", str(truth)],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        while not link.is_symlink():
            time.sleep(0.01)
        host = Host(link)
        time.sleep(0.3)
        os.write(host.port, b"\x41\x54\x0d noise")
        os.write(host.port, b"\0")
        host.send("hello", major=1, minor=0, nonce=99)
        identity = host.wait_for("identity", nonce=99)[1]
        host.wait_for("actuator")
        host.wait_for("answer", type=1, result=0)
        print("identity:", identity["serial"], identity["model"])
        host.send("rates", telemetryPeriodMilliseconds=2, setpointPeriodMilliseconds=5,
                  conditionPeriodCentiseconds=10, measurement=0)
        assert host.wait_for("answer", type=7)[1]["detail"] == 2 | 5 << 8 | 10 << 16
        print(f"round trip: {host.relate_clocks() * 1000:.2f} ms")
        host.listen(0.05)
        assert host.state() == "idle", host.telemetry
        assert host.arm() == 0
        host.drive_until(lambda: host.state() == "running"
                         and host.telemetry["targetMicrometers"] == 1000)
        assert moved(truth)

        sim.stdin.write("lift\n")
        sim.stdin.flush()
        host.drive_until(lambda: host.state() == "lifted")
        sim.stdin.write("set-down\n")
        sim.stdin.flush()
        host.drive_until(lambda: host.state() == "running" and host.telemetry["flags"] & 1)

        sent = time.monotonic()
        told = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
        host.send("stop", stopID=5, reason=1)
        first = host.wait_for("standstill", stopID=5, phase=0)
        done = host.wait_for("standstill", stopID=5, phase=1)
        state, when = last_truth(truth)
        print(f"stop answered in {(first[2] - sent) * 1000:.2f} ms; device says ended after "
              f"{done[1]['endedMilliseconds']} ms, confirmed after "
              f"{done[1]['confirmedMilliseconds']} ms; truth: {state} after "
              f"{(when - told) / 1000:.0f} ms")
        assert state == "still"
        # A stop is latched: no arm until it is cleared, and the old arm's setpoints are void.
        host.setpoint()
        host.listen(0.1)
        assert host.state() == "latched", host.telemetry
        assert host.arm() == 5
        host.send("clear", latch=done[1]["latch"], cause=1)
        assert host.wait_for("answer", type=6)[1]["result"] == 0
        host.listen(0.1)
        assert host.state() == "idle", host.telemetry
        assert last_truth(truth)[0] == "still"

        # Silence: ramps down and disarms by itself.
        assert host.arm() == 0
        host.drive_until(lambda: host.state() == "running" and last_truth(truth)[0] == "moving")
        told = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
        host.heard.clear()
        host.wait_for("event", code=6)
        end = time.monotonic() + PATIENCE
        while host.state() != "idle" and time.monotonic() < end:
            host.listen(0.05)
        host.listen(0.1)
        state, when = last_truth(truth)
        print(f"silence: {state} after {(when - told) / 1000:.0f} ms")
        assert state == "still"

        # Unplug and replug: another terminal, and nothing moves by itself.
        sim.stdin.write("unplug\n")
        sim.stdin.flush()
        while link.is_symlink():
            time.sleep(0.01)
        sim.stdin.write("plug\n")
        sim.stdin.flush()
        while not link.is_symlink():
            time.sleep(0.01)
        host = Host(link)
        host.send("hello", major=9, minor=0, nonce=1)
        assert host.wait_for("answer", type=1)[1]["result"] == 3
        host.send("hello", major=1, minor=0, nonce=2)
        again = host.wait_for("identity", nonce=2)[1]
        assert again["bootID"] == identity["bootID"]
        assert host.refused == 0
        sim.send_signal(2)
        assert sim.wait(5) == 130 and not link.is_symlink()
        link.write_text("mine")
        refused = subprocess.run([program, "serial", "--link", str(link)], capture_output=True,
                                 text=True, timeout=10)
        assert refused.returncode == 73 and link.read_text() == "mine", refused
        print(refused.stderr.strip())
        print("passed")
    finally:
        sim.kill()
        sim.wait()


main(sys.argv[1])

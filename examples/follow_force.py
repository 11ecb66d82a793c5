#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives one muscle live, the softer the harder the head is pressed.

Needs nothing but Python's standard library: it speaks Varlink (JSON objects, each ended by a NUL)
over the daemon's socket. Answer the red-flag questions first, with `tonus screen`. Ctrl-C stops.

    examples/follow_force.py multifidus-lumbar --side left --peak 1 --seconds 60
"""
import argparse
import json
import os
import socket
import sys
import time

INTERFACE = "dev.tonus.control"
FREQUENCY = 30.0  # Hz
LIGHT, FIRM = 5.0, 15.0  # N: all of the peak up to the first, none from the second on
PERIOD = 0.02  # s between setpoints; the device takes at most 100 a second


class TonusError(Exception):
    def __init__(self, name, parameters):
        super().__init__(parameters.get("message", name))
        self.name = name.rpartition(".")[2]


class Tonus:
    """One connection; a lease belongs to the connection that acquired it."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.received = b""

    def call(self, method, **parameters):
        message = {"method": f"{INTERFACE}.{method}", "parameters": parameters}
        self.socket.sendall(json.dumps(message).encode() + b"\0")
        while b"\0" not in self.received:
            received = self.socket.recv(65536)
            if not received:
                raise TonusError("Disconnected", {"message": "The daemon has closed the connection."})
            self.received += received
        reply, self.received = self.received.split(b"\0", 1)
        reply = json.loads(reply)
        if "error" in reply:
            raise TonusError(reply["error"], reply.get("parameters", {}))
        return reply["parameters"]


def amplitude(force, peak):
    """Less where it is pressed harder: the tissue gets the head's own weight, never more of both."""
    return peak * min(1.0, max(0.0, (FIRM - force) / (FIRM - LIGHT)))


def drive(tonus, zone, side, peak, seconds):
    lease = tonus.call("Acquire")["lease"]
    target = {"target": zone, "live": {"amplitudeMax": peak, "seconds": seconds}}
    if side:
        target["side"] = side
    session = tonus.call("Start", lease=lease, target=target)["session"]
    force, said = FIRM, 0.0
    try:
        while True:
            telemetry = tonus.call("Setpoint", lease=lease, frequency=FREQUENCY,
                                   amplitude=round(amplitude(force, peak), 3))["telemetry"]
            # A head that does not touch tells nothing: as good as firm, so that it comes back softly.
            force = telemetry["contactForce"] if telemetry["contact"] else FIRM
            if time.monotonic() - said > 0.5:
                said = time.monotonic()
                print(json.dumps(telemetry), flush=True)
            time.sleep(PERIOD)
    except TonusError as error:
        if error.name not in ("NotRunning", "LeaseExpired"):
            raise
    return session


def record(tonus, session):
    """It is written when the session has come to rest."""
    for _ in range(100):
        try:
            return tonus.call("ShowRecord", session=session)["record"]
        except TonusError:
            time.sleep(0.05)
    raise TonusError("NoRecord", {"message": f"There is no record of '{session}'."})


def main():
    runtime = os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("zone")
    parser.add_argument("--side", choices=["left", "right"])
    parser.add_argument("--peak", type=float, default=1.0, help="mm peak to peak")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--socket", default=os.environ.get("TONUS_SOCKET", f"{runtime}/tonus/tonus.sock"))
    arguments = parser.parse_args()
    try:
        tonus = Tonus(arguments.socket)
        try:
            session = drive(tonus, arguments.zone, arguments.side, arguments.peak, arguments.seconds)
        except KeyboardInterrupt:
            print(json.dumps(Tonus(arguments.socket).call("Stop")), flush=True)
            return 130
        print(json.dumps(record(tonus, session)), flush=True)
        return 0
    except (OSError, TonusError) as error:
        print(error, file=sys.stderr)
        return 69 if isinstance(error, OSError) else 65


if __name__ == "__main__":
    sys.exit(main())

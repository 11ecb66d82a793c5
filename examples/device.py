#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A device in Python, written from Protocols/device/README.md alone: a start for one of your own.

    examples/device.py /tmp/massager        # then: tonusd --device serial:/tmp/massager

What it is stands in device_states.py; here is its line.
"""

import os
import select
import sys
import termios
import time
import tty

from device_states import Device, wire


class Line:
    """A pseudo-terminal with a name of its own."""

    def __init__(self, link):
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path, self.sequence = os.ttyname(slave), 0
        os.close(slave)
        if os.path.islink(link):
            os.unlink(link)
        os.symlink(self.path, link)
        os.set_blocking(self.master, False)

    def send(self, name, **fields):
        frame = wire.serial_frame(wire.encode_message(name, fields, self.sequence))
        self.sequence = (self.sequence + 1) % 65536
        try:
            os.write(self.master, frame)
        except OSError:
            pass  # nobody is there, or nobody reads; the host asks again

    def read(self):
        """What came; None while nobody has the line open."""
        try:
            return os.read(self.master, 4096)
        except BlockingIOError:
            return b""
        except OSError:
            return None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    link = sys.argv[1]
    line = Line(link)
    device, receiver = Device(line.send), wire.Receiver(wire.HOST)
    began, attached = time.monotonic_ns(), False
    print(f"A device in Python at {link}", flush=True)
    try:
        while True:
            select.select([line.master] if attached else [], [], [], 0.001)
            now = (time.monotonic_ns() - began) // 1000
            data = line.read()
            if data is None and attached:
                device.detached(now)
                termios.tcflush(line.master, termios.TCIOFLUSH)
            attached = data is not None
            for kind, *rest in receiver.feed(data or b""):
                if kind == "message":
                    device.message(now, *rest)
                else:
                    device.refusal(rest[1])
            device.step(now)
    except KeyboardInterrupt:
        pass
    finally:
        os.unlink(link)


if __name__ == "__main__":
    main()

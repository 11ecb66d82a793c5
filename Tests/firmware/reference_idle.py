#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the reference board's image in QEMU past the clock that QEMU does not have, and its interrupts by hand.

Every peripheral reads as nothing there: sensors are dead, the journal cannot be written, no host comes. What is shown is that
the image starts with the memory it has, that nothing asks for memory afterwards, and what an idle control step costs.
"""
import argparse
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
PATIENCE = 120
R0, SP, LR, PC = 0, 13, 14, 15
STACK, HEAP = 4608, 17 * 1024


class Wrong(Exception):
    """The image did what it must not."""


class Debugger:
    """As much of GDB's remote protocol as this needs."""

    def __init__(self, path):
        self.line = socket.socket(socket.AF_UNIX)
        self.line.settimeout(PATIENCE)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.line.connect(str(path))
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
        self.rest = b""
        # Only after this QEMU lets single registers be asked for.
        self.ask("qXfer:features:read:target.xml:0,fff")

    def ask(self, text):
        self.line.sendall(b"$%s#%02x" % (text.encode(), sum(text.encode()) & 0xFF))
        while True:
            start = self.rest.find(b"$")
            end = self.rest.find(b"#", start)
            if start >= 0 and end >= 0 and len(self.rest) >= end + 3:
                answer, self.rest = self.rest[start + 1:end].decode(), self.rest[end + 3:]
                self.line.sendall(b"+")
                return answer
            self.rest += self.line.recv(65536)

    def register(self, number):
        return struct.unpack("<I", bytes.fromhex(self.ask(f"p{number:x}")))[0]

    def set_register(self, number, value):
        self.ask(f"P{number:x}={struct.pack('<I', value).hex()}")

    def word(self, address):
        return struct.unpack("<I", bytes.fromhex(self.ask(f"m{address:x},4")))[0]

    def fault_address(self, names):
        """The program counter that the fault stacked."""
        top = self.register(SP)
        return self.word(top + 24) if names["stack_bottom"] <= top < names["stack_top"] else 0

    def run_to(self, *addresses):
        for address in addresses:
            self.ask(f"Z0,{address:x},2")
        self.ask("c")
        for address in addresses:
            self.ask(f"z0,{address:x},2")
        return self.register(PC)

    def call(self, function, home):
        """Runs a function as its interrupt would, and returns how many instructions it took."""
        self.set_register(LR, home | 1)
        self.set_register(PC, function)
        count = 0
        while True:
            self.ask("s")
            count += 1
            if self.register(PC) == home:
                return count


def symbols(image):
    listing = subprocess.run(["arm-none-eabi-nm", str(image)], check=True, capture_output=True, text=True).stdout
    return {words[2]: int(words[0], 16) & ~1 for words in map(str.split, listing.splitlines()) if len(words) == 3}


def prove(debugger, names):
    clock = next(place for name, place in names.items() if "9ClockTreeV5start" in name)
    home, fault = names["wait_for_interrupt"], names["fault"]
    if debugger.run_to(clock, fault) != clock:
        raise Wrong("it faults before it asks for its clock")
    debugger.set_register(R0, 1)
    debugger.set_register(PC, debugger.register(LR) & ~1)
    if debugger.run_to(home, fault) != home:
        raise Wrong(f"it faults while it starts, at {debugger.fault_address(names):#x}")
    costs = []
    for step in range(1000):
        for name in ("adcInterrupt", "sensorInterrupt", "usbInterrupt"):
            if step < 12:
                count = debugger.call(names[name], home)
                if name == "sensorInterrupt":
                    costs.append(count)
                continue
            debugger.set_register(LR, home | 1)
            debugger.set_register(PC, names[name])
            if debugger.run_to(home, fault) != home:
                raise Wrong(f"it faults in {name}, step {step}, at {debugger.fault_address(names):#x}")
    heap = debugger.word(names["heap"]) - names["heap_start"]
    used = STACK
    for offset in range(0, STACK, 4):
        if debugger.word(names["stack_bottom"] + offset) != 0x7E57C0DE:
            used = STACK - offset
            break
    print("passed  the reference image starts, and 1,000 idle steps ask for no memory and raise no fault")
    print(f"  heap {heap} of {HEAP} bytes, stack {used} of {STACK} bytes, idle control step at most {max(costs)} instructions")
    if used > STACK - 512:
        raise Wrong(f"the stack was used down to its last {STACK - used} bytes")


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--image", default=".build/firmware/reference.elf")
    options = words.parse_args()
    image = PROJECT / options.image
    with tempfile.TemporaryDirectory(prefix="tonus-whole-") as folder:
        path, journal = pathlib.Path(folder) / "debugger", pathlib.Path(folder) / "journal"
        # As a board gets it: its name at the beginning of two erased sectors.
        subprocess.run([sys.executable, PROJECT / "Firmware/boards/reference/configuration.py", "EMULATED", "-o", journal],
                       check=True)
        journal.write_bytes(journal.read_bytes().ljust(0x40000, b"\xff"))
        process = subprocess.Popen(
            ["qemu-system-arm", "-M", "netduinoplus2", "-kernel", str(image), "-display", "none", "-monitor", "none",
             "-serial", "none", "-S", "-device", f"loader,file={journal},addr=0x080C0000,force-raw=on", "-chardev", f"socket,id=g,path={path},server=on,wait=off", "-gdb", "chardev:g"],
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            prove(Debugger(path), symbols(image))
        except (Wrong, OSError) as error:
            print(f"FAILED  the reference image as a whole: {error}")
            return 1
        finally:
            process.kill()
            process.wait()
    return 0


sys.exit(main())

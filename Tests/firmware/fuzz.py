#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seeded nonsense on the line of the image in QEMU: it lives, answers, never moves, and no reset happens.

Frames are noise, whole ones with changed bytes, and well-formed messages of any content; arms are granted among
them, but no setpoint is ever valid. The same seed makes the same choices, but moments and ids that the board tells
go into the bytes: what a failure was sent is kept, with the board's clock at each piece, and --replay sends just that.
"""
import argparse
import pathlib
import random
import sys
import time

from board import PROJECT, TELEMETRY_PERIOD, Board, Gone, wire

STACK = 4608
STACK_RESERVE = 512
ROUND = 25
KEPT = PROJECT / ".build/firmware/nonsense.txt"


class Record:
    """Keeps all that goes down a board's line, and when by the board's clock."""

    def __init__(self, board):
        self.board, self.pieces, self.write_plainly = board, [], board.write
        board.write = self.write

    def now(self):
        return self.board.clock if self.board.telemetry else 0

    def write(self, data):
        self.pieces.append(f"{self.now()} {data.hex()}\n")
        self.write_plainly(data)

    def keep(self):
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text("".join(self.pieces))

    def replay(self, lines):
        for line in lines:
            moment, _, piece = line.partition(" ")
            # A board that tells nothing for a while told nothing then.
            until = time.monotonic() + 0.5
            while self.now() < int(moment) and time.monotonic() < until:
                self.board.listen()
            self.write(bytes.fromhex(piece))
            self.board.listen(0)


class Nonsense:
    def __init__(self, board, seed):
        self.board, self.chance, self.sent, self.armed = board, random.Random(seed), 0, 0

    def word(self, bits):
        return self.chance.choice((0, 1, (1 << bits) - 1, 1 << bits - 1, self.chance.getrandbits(bits)))

    def send(self, name, **values):
        self.board.write(self.board.frame(name, sequence=self.word(16), **values))

    def noise(self):
        self.board.write(self.chance.randbytes(self.chance.randrange(1, 300)))

    def frame(self):
        """Any header and body, well wrapped."""
        body = bytes([self.chance.choice((*range(12), self.word(8))), self.chance.choice((0, 0, 0, self.word(8))),
                      *self.chance.randbytes(2 + self.chance.randrange(58))])
        # Type 4 is a setpoint: a random one can match neither arm nor moment, and must not be tried.
        self.board.write(wire.serial_frame(body))

    def torn(self):
        whole = bytearray(self.board.frame("arm", **self.arm()))
        for _ in range(self.chance.randrange(1, 4)):
            whole[self.chance.randrange(len(whole))] ^= 1 << self.chance.randrange(8)
        self.board.write(bytes(whole[self.chance.randrange(3):]))

    def arm(self):
        self.board.arm_id = self.board.arm_id + 1
        return dict(armID=self.board.arm_id, actuatorMask=1, frequencyMinCentihertz=2000, frequencyMaxCentihertz=6000,
                    amplitudeMaxMicrometers=2000, accelerationMaxMilligravities=8000, driveMaxTenthMilliamperes=10000,
                    energisedMaxMilliseconds=180000, endMilliseconds=self.board.clock + 200000)

    def setpoint(self):
        """Void for one reason at least."""
        values = dict(armID=self.board.arm_id, validUntilMilliseconds=self.board.clock + 100, actuator=0,
                      frequencyCentihertz=4000, phase=self.word(16), amplitudeMicrometers=1000,
                      driveTenthMilliamperes=2500)
        values.update(self.chance.choice((
            dict(validUntilMilliseconds=(self.board.clock - self.chance.randrange(1, 1 << 31)) % (1 << 32)),
            # The clock known here is old by what the line holds: ten seconds are ahead of any.
            dict(validUntilMilliseconds=self.board.clock + self.chance.randrange(10_000, 1 << 30)),
            dict(armID=self.board.arm_id + 1 + self.chance.randrange(1 << 20)),
            dict(actuator=self.chance.randrange(1, 256)),
            dict(frequencyCentihertz=self.chance.choice((0, 1999, 6001, 65535))),
            dict(amplitudeMicrometers=self.chance.randrange(2002, 65536)),
            dict(driveTenthMilliamperes=self.chance.randrange(10002, 65536)))))
        self.send("setpoint", **values)

    def note(self):
        """How often an arm was granted: without arms this would prove little."""
        self.board.listen()
        self.armed += sum(name == "answer" and values["type"] == 2 and values["result"] == 0
                          for name, values in self.board.heard)

    def act(self):
        self.sent += 1
        kind = self.chance.randrange(14)
        if kind < 3:
            self.noise()
        elif kind < 5:
            self.frame()
        elif kind == 5:
            self.torn()
        elif kind < 9:
            self.setpoint()
        elif kind == 9:
            self.send("arm", **self.arm())
        elif kind == 10:
            self.send("hello", major=self.chance.choice((1, 1, 1, 2, 255)), minor=self.word(8), nonce=self.word(32))
        elif kind == 11:
            self.send("clear", latch=self.word(16), cause=self.chance.randrange(1, 17))
            self.send("faultRequest", index=self.word(8))
        elif kind == 12:
            self.send("rates", telemetryPeriodMilliseconds=self.chance.choice((1, TELEMETRY_PERIOD, 100)),
                      setpointPeriodMilliseconds=1, conditionPeriodCentiseconds=1, measurement=1)
            self.send("rawRequest", channel=self.chance.randrange(3), count=self.chance.randrange(1, 256))
        elif self.chance.randrange(4) == 0:
            self.send("stop", stopID=self.word(16), reason=self.chance.randrange(1, 10))
        else:
            self.send("disarm", armID=self.word(32))
        self.board.listen(0)


def judge(board):
    """It answers, and its console has nothing bad to tell."""
    board.write(b"\0")
    board.greet()
    found = board.report()
    if found["moving"] or found["moved"]:
        raise Gone(f"it moved: {found}")
    if found["resets"]:
        raise Gone(f"it was reset by {found['reset']}: {found}")
    if found["stack"] > STACK - STACK_RESERVE or not found["sealed"]:
        raise Gone(f"its memory is used up: {found}")
    return found


def clear(board):
    """Whatever was latched is cleared, so that arms are granted again."""
    board.wait(lambda: board.state in ("idle", "latched"), "rest")
    while board.telemetry["latches"]:
        cause = (board.telemetry["latches"] & -board.telemetry["latches"]).bit_length()
        board.ask("clear", "answer", latch=board.telemetry["newestLatch"], cause=cause)
        board.rest(20)


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--image", default=".build/firmware/netduinoplus2.elf")
    words.add_argument("--seconds", type=float, default=25, help="how long, by the clock on the wall")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--replay", type=pathlib.Path, help="the pieces of an earlier run, in place of seeded ones")
    options = words.parse_args()
    with Board(PROJECT / pathlib.Path(options.image)) as board:
        record = Record(board)
        nonsense = Nonsense(board, options.seed)
        until = time.monotonic() + options.seconds
        try:
            if options.replay:
                record.replay(options.replay.read_text().splitlines())
                print(f"replayed {options.replay}: {judge(board)}")
                return 0
            board.ready()
            while time.monotonic() < until:
                for _ in range(ROUND):
                    nonsense.act()
                nonsense.note()
                found = judge(board)
                clear(board)
            # It runs when it is properly asked to.
            board.run(300)
        except Gone as why:
            if not options.replay:
                record.keep()
            print(f"FAILED  after {nonsense.sent} pieces of nonsense, seed {options.seed}: {why}\n"
                  f"        --replay {KEPT.relative_to(PROJECT)} sends the same bytes again")
            return 1
    print(f"{nonsense.sent} pieces of nonsense, seed {options.seed}, {nonsense.armed} arms among them:"
          f" {found['world']} ms of its time, answered throughout, never moved, never reset, {found['stack']} of {STACK} bytes of stack")
    return 0


sys.exit(main())

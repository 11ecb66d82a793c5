#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks every golden vector with an implementation written from README.md alone."""

import json
import pathlib
import sys

import tonus_wire as wire

FOLDER = pathlib.Path(__file__).resolve().parent / "vectors"
failures, checks = [], 0


def expect(what, got, wanted):
    global checks
    checks += 1
    if got != wanted:
        failures.append(f"{what}: got {got!r}, expected {wanted!r}")


def cases(name):
    return json.loads((FOLDER / f"{name}.json").read_text())["cases"]


def refusal(action):
    """What the vectors say of a refusal: its reason and answer."""
    try:
        return action()
    except wire.Refused as refused:
        keys = ("type", "result", "sequence", "detail")
        answer = dict(zip(keys, refused.answer)) if refused.answer else None
        return {"reason": refused.reason, "answer": answer}


def messages(name, table, from_host):
    for case in cases(name):
        payload = bytes.fromhex(case["payload"])
        serial = bytes.fromhex(case["serial"])
        report = bytes.fromhex(case["hid"])
        expect(case["name"], serial[-1], 0)
        expect(case["name"], 0 in serial[:-1], False)
        expect(case["name"], wire.unframe(serial[:-1]), payload)
        expect(case["name"], wire.serial_frame(payload), serial)
        expect(case["name"], wire.unreport(report, from_host), payload)
        expect(case["name"], wire.hid_report(payload, from_host), report)
        kind, fields, sequence = wire.decode_message(payload, table)
        expect(case["name"], payload[0], case["type"])
        expect(case["name"], fields, case["fields"])
        expect(case["name"], sequence, case["sequence"])
        expect(case["name"], wire.encode_message(kind, fields, sequence), payload)


def refusals():
    for case in cases("refused-serial"):
        table = wire.HOST if case["direction"] == "host" else wire.DEVICE
        results = list(wire.Receiver(table).feed(bytes.fromhex(case["serial"])))
        expect(case["name"], len(results), 1)
        kind, reason, answer = results[0][:3]
        expect(case["name"], kind, "refused")
        expect(case["name"], reason, case["refusal"]["reason"])
        expected = case["refusal"]["answer"]
        expect(case["name"], answer and dict(zip(("type", "result", "sequence", "detail"), answer)),
               expected)
    for case in cases("refused-hid"):
        from_host = case["direction"] == "host"
        table = wire.HOST if from_host else wire.DEVICE
        report = bytes.fromhex(case["hid"])
        expect(case["name"], refusal(
            lambda: wire.decode_message(wire.unreport(report, from_host), table)), case["refusal"])


def streams():
    for case in cases("streams"):
        got = []
        for kind, *rest in wire.Receiver(wire.HOST).feed(bytes.fromhex(case["bytes"])):
            got.append({"refused": rest[0]} if kind == "refused"
                       else {"message": wire.encode_message(*rest).hex()})
        expect(case["name"], got, case["results"])


def parts():
    for case in cases("crc"):
        expect("crc", wire.checksum(bytes.fromhex(case["data"])), case["crc"])
    expect("crc check value", wire.checksum(b"123456789"), 0x29B1)
    for case in cases("cobs"):
        data, encoded = bytes.fromhex(case["data"]), bytes.fromhex(case["encoded"])
        expect("cobs", wire.cobs_encode(data), encoded)
        expect("cobs", wire.cobs_decode(encoded), data)


def sequences():
    for case in cases("sequence"):
        newest, verdicts = None, []
        for number in case["numbers"]:
            ahead = None if newest is None else (number - newest) % 65536
            if ahead is None:
                verdicts.append("first")
            elif ahead == 0:
                verdicts.append("duplicate")
            elif ahead < 32768:
                verdicts.append(f"new, {ahead - 1} lost")
            else:
                verdicts.append("late")
            if ahead is None or 0 < ahead < 32768:
                newest = number
        expect(f"sequence {case['numbers']}", verdicts, case["verdicts"])


def clocks():
    for case in cases("clock"):
        kept = [e for e in case["exchanges"] if 0 <= e[1] - e[0] <= 200_000_000][-8:]
        got = []
        for moment in case["moments"]:
            def doubt(e):
                half = (e[1] - e[0]) // 2
                return half + abs(moment - e[0] - half) // 10_000
            best = min(kept, key=doubt)
            middle = best[0] + (best[1] - best[0]) // 2
            device = best[2] * 1_000_000 + best[3] * 1000 + moment - middle
            got.append(device // 1_000_000 % 2**32)
        expect("clock", got, case["device"])


def lives():
    for case in cases("life"):
        ahead = (case["validUntil"] - case["clock"] + 2**31) % 2**32 - 2**31
        expect("life", ahead if 1 <= ahead <= 300 else None, case["life"])


def example_bytes():
    """The worked examples of the document are frames that decode."""
    document = (FOLDER.parent / "README.md").read_text()
    shown = [line.split()[1:] for line in document.splitlines() if line.startswith("wire ")]
    known = {case["serial"] for name in ("host-messages", "device-messages")
             for case in cases(name)}
    for example in shown:
        expect("worked example", "".join(example).lower() in known, True)
    expect("worked examples", len(shown) >= 8, True)


messages("host-messages", wire.HOST, True)
messages("device-messages", wire.DEVICE, False)
refusals()
streams()
parts()
sequences()
clocks()
lives()
example_bytes()
for failure in failures:
    print(failure, file=sys.stderr)
print(f"{checks} checks of the golden vectors, {len(failures)} failures")
sys.exit(1 if failures else 0)

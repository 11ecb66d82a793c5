#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the first page of a board's journal: its serial number and its force sensor's calibration.

The page goes to 0x080C0000, with both of the journal's sectors erased before (README.md).
"""
import argparse
import pathlib
import struct

HEADER, CONFIGURATION = 1, 2


def crc16(data):
    """CRC-16/IBM-3740, as on the wire."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def record(kind, body):
    """Kind, 24 bytes, and the check over both with its mark."""
    words = struct.pack("<I24s", kind, body)
    return words + struct.pack("<I", 0x5443 << 16 | crc16(words))


def page(serial, zero, scale):
    return record(HEADER, struct.pack("<I", 1)) + record(CONFIGURATION, struct.pack("<16sII", serial, zero, scale))


def printable(text):
    if not 1 <= len(text) <= 16 or not all(0x20 <= ord(letter) <= 0x7E for letter in text):
        raise argparse.ArgumentTypeError(f"'{text}' is no serial number: 1 to 16 printable ASCII characters are")
    return text.encode()


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("serial", type=printable, help="1 to 16 printable ASCII characters")
    words.add_argument("--zero", type=int, default=620, help="counts of the converter without force")
    words.add_argument("--scale", type=int, default=16117, help="micronewtons a count")
    words.add_argument("-o", "--output", type=pathlib.Path, required=True)
    options = words.parse_args()
    options.output.write_bytes(page(options.serial, options.zero, options.scale))


if __name__ == "__main__":
    main()

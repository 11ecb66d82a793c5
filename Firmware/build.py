#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Builds a board's image: .elf, .bin, .map and .json in .build/firmware, and holds its size to the budget.

build.py BOARD [PRODUCT]: another product for the same board, without a name the board's own.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parent.parent
TRIPLE = "armv7em-none-none-eabi"
FLASH_BUDGET = 96 * 1024
RAM_BUDGET = 24 * 1024


def toolset(board, folder):
    """Writes the toolset; SwiftPM does not notice a changed one, so what was built with another goes.

    For the same reason every board has a folder of its own.
    """
    text = subprocess.run(["sh", str(PROJECT / "Firmware/toolset.sh"), board, str(folder / "image.map")],
                          check=True, capture_output=True, text=True).stdout
    path = folder / f"{board}.toolset.json"
    if not path.exists() or path.read_text() != text:
        shutil.rmtree(folder / TRIPLE, ignore_errors=True)
        path.write_text(text)
    return path


def sections(image):
    """Sizes by name, of what takes flash or RAM."""
    found = {}
    listing = subprocess.run(["arm-none-eabi-size", "-A", str(image)], check=True, capture_output=True, text=True)
    for line in listing.stdout.splitlines():
        words = line.split()
        if len(words) == 3 and words[0].startswith("."):
            found[words[0]] = int(words[1])
    return found


def main(board, product):
    folder = PROJECT / ".build/firmware"
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / "boards" / board
    scratch.mkdir(parents=True, exist_ok=True)
    tools = toolset(board, scratch)
    built = scratch / TRIPLE / "release" / product
    # The linker script is not a source to SwiftPM.
    built.unlink(missing_ok=True)
    swift = os.environ.get("SWIFT", "swift").split()
    subprocess.run([*swift, "build", "-c", "release", "--package-path", str(PROJECT / "Firmware"), "--triple", TRIPLE,
                    "--toolset", str(tools), "--scratch-path", str(scratch), "--product", product], check=True,
                   env=dict(os.environ, TONUS_IMAGE="1"))
    image = folder / f"{product}.elf"
    shutil.copy(built, image)
    shutil.copy(scratch / "image.map", image.with_suffix(".map"))
    subprocess.run(["arm-none-eabi-objcopy", "-O", "binary", str(image), str(image.with_suffix(".bin"))], check=True)
    found = sections(image)
    flash = sum(found.get(name, 0) for name in (".text", ".ARM.exidx", ".data"))
    ram = sum(found.get(name, 0) for name in (".stack", ".data", ".bss", ".noinit", ".heap"))
    print(f"{image.relative_to(PROJECT)}")
    print(f"  flash {flash:6d} of {FLASH_BUDGET} bytes")
    parts = ", ".join(f"{name[1:]} {found.get(name, 0)}" for name in (".stack", ".data", ".bss", ".noinit", ".heap"))
    print(f"  RAM   {ram:6d} of {RAM_BUDGET} bytes ({parts})")
    image.with_suffix(".json").write_text(json.dumps({"flash_bytes": flash, "ram_bytes": ram}))
    if flash > FLASH_BUDGET or ram > RAM_BUDGET:
        sys.exit(f"{product}: the image is larger than its budget")
    if fused := disassembly_has(image, "vfma.f32", "vfms.f32", "vfnma.f32", "vfnms.f32"):
        sys.exit(f"{product}: {fused} in the image: fused arithmetic gives other bits than the host's")


def disassembly_has(image, *instructions):
    listing = subprocess.run(["arm-none-eabi-objdump", "-d", str(image)], check=True, capture_output=True, text=True)
    return next((word for word in instructions if f"\t{word}" in listing.stdout), None)


board = sys.argv[1] if len(sys.argv) > 1 else "netduinoplus2"
main(board, sys.argv[2] if len(sys.argv) > 2 else board)

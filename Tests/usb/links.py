# SPDX-License-Identifier: Apache-2.0
"""The suite that every link passes, once more with links that need a kernel."""
import os
import subprocess

from scenarios import scenario
from stage import expect

TESTS = None


@scenario
def links(on):
    """Every link's conformance suite, over real HID and real CDC-ACM."""
    gadget = on.gadget("LINK-1")
    gadget.unplug()
    environment = dict(os.environ, TONUS_USB_GADGET=str(gadget.root))
    output = on.folder / "tests.txt"
    with open(output, "wb") as file:
        ended = subprocess.run([TESTS, "--testing-library", "swift-testing", "--filter", "LinkConformanceTests"],
                               stdout=file, stderr=file, env=environment, timeout=600)
    text = output.read_text(errors="replace")
    failures = [line for line in text.splitlines() if "recorded an issue" in line]
    expect("the suite passed", ended.returncode == 0, failures or text[-2000:])
    expect("both were there", "over HID through the kernel" in text and "over CDC-ACM through the kernel" in text,
           text[-2000:])

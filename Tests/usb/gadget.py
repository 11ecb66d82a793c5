# SPDX-License-Identifier: Apache-2.0
"""A USB device made of the kernel's own HID and ACM functions, on a controller that is software."""
import pathlib

GADGETS = pathlib.Path("/sys/kernel/config/usb_gadget")
# The report descriptor of Protocols/device/README.md §4.
REPORT = bytes.fromhex("0642ff0901a101150026ff007508953f850109029102850209039102850309048102c0")


class Gadget:
    """Composed in configfs; plugged by binding it to a dummy controller."""

    def __init__(self, serial, product="Tonus simulated", controller=0, lines=1):
        self.root = GADGETS / serial
        self.controller = f"dummy_udc.{controller}"
        self.write("idVendor", "0x1209")
        self.write("idProduct", "0x0001")
        self.write("strings/0x409/manufacturer", "Tonus")
        self.write("strings/0x409/product", product)
        self.write("strings/0x409/serialnumber", serial)
        self.write("configs/c.1/strings/0x409/configuration", "Tonus")
        self.write("functions/hid.0/protocol", "0")
        self.write("functions/hid.0/subclass", "0")
        self.write("functions/hid.0/report_length", "64")
        (self.root / "functions/hid.0/report_desc").write_bytes(REPORT)
        self.functions = ["hid.0", *(f"acm.{line}" for line in range(lines))]
        for function in self.functions[1:]:
            (self.root / "functions" / function).mkdir()
        for function in self.functions:
            (self.root / "configs/c.1" / function).symlink_to(self.root / "functions" / function)
        self.plug()

    def write(self, name, value):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value)

    def plug(self):
        self.write("UDC", self.controller)

    def unplug(self):
        self.write("UDC", "\n")

    def remove(self):
        if (self.root / "UDC").read_text().strip():
            self.unplug()
        for function in self.functions:
            (self.root / "configs/c.1" / function).unlink()
        functions = (f"functions/{function}" for function in self.functions)
        for name in (*functions, "configs/c.1/strings/0x409", "configs/c.1", "strings/0x409", "."):
            (self.root / name).rmdir()

    @property
    def state(self):
        """`configured` once the host has chosen its configuration."""
        return pathlib.Path(f"/sys/class/udc/{self.controller}/state").read_text().strip()

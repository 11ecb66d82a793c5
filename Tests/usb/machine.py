# SPDX-License-Identifier: Apache-2.0
"""An emulated machine with Debian's stock kernel and nothing else of its own.

Nothing is installed on the host: the kernel's package is downloaded, unpacked into the cache, and
booted by QEMU without KVM. Its root file system is the host's, read-only.
"""
import gzip
import json
import pathlib
import shutil
import subprocess

# What is loaded, with everything it stands on: files from the host, USB's device classes, two controllers
# that exist in software only, and a driver of somebody else's that takes any device it is told to.
MODULES = ["virtio_pci", "9pnet_virtio", "9p", "usbhid", "hid-generic", "cdc-acm", "usbmon",
           "dummy_hcd", "usb_f_hid", "usb_f_acm", "vhci-hcd", "ldusb"]
# Module parameters: two dummy controllers, so that two devices can be there at once.
PARAMETERS = {"dummy_hcd": "num=2"}
# ModemManager with a bus to sit on, and what they stand on beyond what QEMU brings along.
MODEM_MANAGER = ["modemmanager", "libmm-glib0", "libmbim-glib4", "libmbim-proxy", "libqmi-glib5", "libqmi-proxy",
                 "libqrtr-glib0", "libgudev-1.0-0", "libpolkit-gobject-1-0", "dbus-daemon", "libdbus-1-3",
                 "libapparmor1", "libaudit1", "libcap-ng0", "libexpat1"]


class Unavailable(Exception):
    """The machine cannot be had here; the message says what to do."""


def run(*words, **more):
    return subprocess.run(words, check=True, text=True, capture_output=True, **more).stdout


def kernel(cache):
    """The kernel and the modules with the order in which they load, from Debian's package."""
    wanted = json.dumps([MODULES, PARAMETERS])
    kept = cache / "kernel"
    stamp = kept / "complete"
    if stamp.exists() and stamp.read_text() == wanted:
        return kept
    unpacked = cache / "unpacked"
    for folder in (kept, unpacked):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    unpack(cache, unpacked, newest_kernel)
    shutil.copy(next((unpacked / "boot").glob("vmlinuz-*")), kept / "vmlinuz")
    version = next((unpacked / "lib/modules").iterdir()).name
    run("/sbin/depmod", "-b", unpacked, version)
    (kept / "modules").mkdir()
    lines = []
    for path in in_order(unpacked, version):
        shutil.copy(path, kept / "modules")
        lines.append(f"{path.name} {PARAMETERS.get(path.stem, '')}")
    (kept / "modules/order").write_text("\n".join(lines) + "\n")
    shutil.rmtree(unpacked)
    stamp.write_text(wanted)
    return kept


def in_order(unpacked, version):
    """The modules and what they stand on, each behind what it needs."""
    found = []
    for module in MODULES:
        shown = run("/sbin/modprobe", "-d", unpacked, "-S", version, "--show-depends", module)
        for kind, path, *_ in (line.split() for line in shown.splitlines()):
            if kind == "insmod" and pathlib.Path(path) not in found:
                found.append(pathlib.Path(path))
    return found


def modem_manager(cache):
    """A folder with ModemManager in it, unpacked and not installed."""
    kept = cache / "modem-manager"
    stamp = kept / "complete"
    wanted = json.dumps(MODEM_MANAGER)
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(kept, ignore_errors=True)
        unpack(cache, kept, lambda: MODEM_MANAGER)
        stamp.write_text(wanted)
    return kept


def newest_kernel():
    depends = run("apt-cache", "depends", "linux-image-amd64")
    return [next(word for word in depends.split() if word.startswith("linux-image-6"))]


def unpack(cache, folder, names):
    """Debian's packages of these names, downloaded and unpacked into a folder."""
    packages = cache / "packages"
    shutil.rmtree(packages, ignore_errors=True)
    packages.mkdir()
    for attempt in ("with the lists there are", "with fresh lists"):
        try:
            run("apt-get", "download", *names(), cwd=packages)
            break
        except (StopIteration, subprocess.CalledProcessError):
            subprocess.run(["apt-get", "update", "-qq"], check=False)
    else:
        raise Unavailable("Could not download Debian's packages 'linux-image-amd64' and 'modemmanager'. "
                          "Check the network and /etc/apt/sources.list.")
    for package in packages.glob("*.deb"):
        run("dpkg", "-x", package, folder)
    shutil.rmtree(packages)


def initramfs(cache, kept, init):
    """Busybox, the modules and `init`."""
    tree = cache / "initramfs"
    shutil.rmtree(tree, ignore_errors=True)
    for folder in ("bin", "proc", "sys", "dev", "host"):
        (tree / folder).mkdir(parents=True)
    shutil.copytree(kept / "modules", tree / "modules")
    shutil.copy("/bin/busybox", tree / "bin/busybox")
    for applet in ("sh", "mount", "mkdir", "insmod", "switch_root"):
        (tree / "bin" / applet).symlink_to("busybox")
    shutil.copy(init, tree / "init")
    (tree / "init").chmod(0o755)
    names = "\n".join(str(path.relative_to(tree)) for path in sorted(tree.rglob("*")))
    archive = subprocess.run(["cpio", "-o", "-H", "newc", "--quiet", "-R", "0:0"], cwd=tree,
                             input=names.encode(), capture_output=True, check=True).stdout
    image = cache / "initramfs.gz"
    image.write_bytes(gzip.compress(archive, 1))
    return image


def command(kept, image, project, job):
    """How QEMU is called.

    One virtual processor: with two the time stamp counter is unstable under emulation, and USB slows to
    a tenth. Neither graphics nor network, whose boot ROMs wait.
    """
    words = ["qemu-system-x86_64", "-accel", "tcg,thread=single", "-icount", "shift=1,sleep=on", "-smp", "1", "-cpu", "max",
             "-m", "1024", "-nodefaults", "-vga", "none", "-display", "none", "-serial", "stdio",
             "-no-reboot", "-kernel", kept / "vmlinuz",
             "-initrd", image, "-append", "console=ttyS0 quiet panic=-1 oops=panic"]
    for tag, path, mode in (("host", "/", ",readonly=on"), ("project", project, ",readonly=on"),
                            ("job", job, "")):
        words += ["-fsdev", f"local,id={tag},path={path},security_model=none,multidevs=remap{mode}",
                  "-device", f"virtio-9p-pci,fsdev={tag},mount_tag={tag}"]
    return [str(word) for word in words]

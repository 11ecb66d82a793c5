# SPDX-License-Identifier: Apache-2.0
"""First program of the emulated machine: sets it up, runs the scenarios, switches it off."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import traceback

JOB = pathlib.Path("/run/job")
PROJECT = pathlib.Path("/run/project")
os.environ.update(PATH="/usr/sbin:/usr/bin:/sbin:/bin", HOME="/tmp", TERM="dumb", SYSTEMD_PAGER="",
                  LANG="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")


def main():
    job = json.loads((JOB / "job.json").read_text())
    # Out of the host's files into memory: what is driven in real time is not fetched meanwhile.
    programs = pathlib.Path("/tmp/programs")
    programs.mkdir()
    for name in ("tonusd", "tonus", "tonus-sim", "tonus-conformance"):
        shutil.copy(PROJECT / job["programs"] / name, programs / name)
    import scenarios
    import vhci  # noqa: F401, which adds its own
    import links  # noqa: F401, likewise
    import conformance  # noqa: F401, likewise
    import doctor  # noqa: F401, likewise
    import hostile  # noqa: F401, likewise
    import modem
    import stage
    import udev
    modem.MODEM_MANAGER = PROJECT / ".build/usb/modem-manager"
    udev.start([PROJECT / "packaging/70-tonus.rules"], stage.NOBODY)
    links.TESTS = PROJECT / job["tests"]
    results = []
    for scenario in scenarios.ALL:
        if job["only"] and not any(part in scenario.__name__ for part in job["only"]):
            continue
        began = time.monotonic()
        text = scenario.__doc__.splitlines()[0].rstrip(".")
        try:
            with stage.Stage(programs, JOB / scenario.__name__) as on:
                scenario(on)
            error = None
        except Exception as caught:
            error = caught
            traceback.print_exc()
        print(f"{'FAILED' if error else 'passed'}  {text} ({time.monotonic() - began:.0f} s of its clock)", flush=True)
        results.append({"name": text, "passed": error is None, "error": repr(error)})
    (JOB / "results.json").write_text(json.dumps(results))


try:
    main()
except BaseException:
    traceback.print_exc()
finally:
    sys.stdout.flush()
    os.sync()
    subprocess.run(["sh", "-c", "echo o >/proc/sysrq-trigger"])
    time.sleep(60)

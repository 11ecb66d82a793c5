# SPDX-License-Identifier: Apache-2.0
"""Drives tonusd with the Varlink package from PyPI alone: a session, seen and stopped."""
import sys
import time

import varlink

TARGET = {"target": "multifidus-lumbar", "side": "left"}


def main(address):
    client = varlink.Client.new_with_address(address)
    interfaces = client.get_interfaces()
    assert "dev.tonus.control" in interfaces, interfaces
    with client.open("dev.tonus.control") as control, client.open("dev.tonus.control") as other:
        device = control.ListDevices()["devices"][0]
        assert device["state"] == "ready" and device["simulated"], device
        assert "multifidus-lumbar" in [z["id"] for z in control.FindZones("back")["zones"]]
        expect("dev.tonus.control.NoSuchZone", control.ShowZone, "multifidis-lumber-xyz")
        lease = control.Acquire()["lease"]
        expect("dev.tonus.control.QuestionsOpen", control.Start, lease=lease, target=TARGET)
        questions = control.Questions()["questions"]
        control.AnswerQuestions(answers=[{"id": q["id"], "yes": False} for q in questions])
        plan = control.Check(target=TARGET)["plan"]
        assert plan["zones"] == ["multifidus-lumbar:left"], plan
        lease = control.Acquire()["lease"]
        expect("dev.tonus.control.DeviceBusy", other.Acquire)
        session = control.Start(lease=lease, target=TARGET)["session"]
        measured = 0.0
        for number, reply in enumerate(other.Monitor(periodMs=100, _more=True)):
            control.Renew(lease)
            measured = max(measured, reply["status"]["measuredAmplitude"])
            if number == 15:
                break
        assert measured > 0.1, measured
        with client.open("dev.tonus.control") as third:
            assert third.Soften()["factor"] < 1
            result = third.Stop()
            assert result["standstillConfirmed"] and result["standstillMs"] <= 200, result
            latch = third.Monitor()["status"]["latches"][0]
            third.Clear(latch=latch["number"], cause=latch["cause"])
            record = third.ShowRecord(session)["record"]
            assert record["outcome"] == "stopped" and record["energisedMs"] > 0, record
            print("standstill in %d ms" % result["standstillMs"])
    print("tonusd driven")


def expect(name, method, *arguments, **parameters):
    try:
        method(*arguments, **parameters)
    except varlink.VarlinkError as error:
        assert error.error() == name, error
        assert error.parameters()["message"], error
        return
    raise AssertionError("%s was not raised" % name)


if __name__ == "__main__":
    main(sys.argv[1])

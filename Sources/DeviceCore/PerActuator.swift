// SPDX-License-Identifier: Apache-2.0

// A microcontroller has the memory for what it drives and not for more; a simulated device may be
// made with either number of actuators (`DeviceConfiguration.actuatorCount`).
#if hasFeature(Embedded)
  /// One place for each actuator that this build can drive.
  public typealias PerActuator<Element> = InlineArray<1, Element>
#else
  /// One place for each actuator that this build can drive.
  public typealias PerActuator<Element> = InlineArray<2, Element>
#endif

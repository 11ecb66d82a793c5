// SPDX-License-Identifier: Apache-2.0

/// Why a device is left alone until it is plugged in anew: what its wire shows of it.
public enum Distrust: UInt16, Error, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case descriptors = 1
  case serialNumber = 2
  case reports = 3
  case flood = 4
  case babble = 5
  case stalls = 6
  case deaf = 7
  case twin = 8
  case silent = 9
  case unsteady = 10

  /// What it did, as the end of "not trusted: ".
  public var explanation: String {
    switch self {
    case .descriptors: "it calls itself Tonus, and its USB descriptors are not those of one."
    case .serialNumber: "its serial number is not 1 to 16 printable characters."
    case .reports: "it sent more than 50 reports in a second that mean nothing."
    case .flood: "it sends without end, many times more than a device has to say."
    case .babble: "it sends reports that are longer than it announced."
    case .stalls: "it stalls again and again."
    case .deaf: "it has taken nothing from the bus for two seconds."
    case .silent: "it does not answer when it is asked what its reports are."
    case .unsteady: "its connection fails again and again though it is plugged in."
    case .twin: "another connected device has the same serial number."
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The ids of a device on USB (protocol §5).
///
/// pid.codes' test id, which unrelated prototypes share: never that of a device that leaves the
/// laboratory, and never enough to tell one.
public enum USBIdentity {
  public static var vendor: UInt16 { 0x1209 }
  public static var product: UInt16 { 0x0001 }
  /// Both as people and lsusb write them.
  public static var text: StaticString { "1209:0001" }
}

// SPDX-License-Identifier: Apache-2.0
import Varlink

/// The interface `dev.tonus.control`: its text, and its types as Swift sees them.
///
/// The interface file is the source; tests compare every type here with it, field by field.
public enum Control {
  public static let interfaceName = "dev.tonus.control"

  /// The interface file.
  public static var interfaceText: String {
    String(decoding: PackageResources.dev_tonus_control_varlink, as: UTF8.self)
  }

  /// The interface file, read.
  public static func interface() throws(InterfaceSyntaxError) -> InterfaceDefinition {
    try InterfaceDefinition(parsing: interfaceText)
  }

  /// What anyone may call, without a lease and beyond every limit: it can only lessen.
  public static let exemptMethods: Set<String> = ["Stop", "Pause", "Soften"]
}

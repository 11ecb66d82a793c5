// SPDX-License-Identifier: Apache-2.0

extension Preset: CustomStringConvertible {
  public var description: String { name }
}

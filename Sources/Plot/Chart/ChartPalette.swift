// SPDX-License-Identifier: Apache-2.0

/// What is drawn in which colour; told apart also by those who see red and green alike.
enum ChartPalette {
  static let paper = Drawing.Color(0xFFFFFF)
  static let ink = Drawing.Color(0x222222)
  static let faint = Drawing.Color(0x666666)
  static let grid = Drawing.Color(0xE4E4E4)
  static let rest = Drawing.Color(0xF0F0F4)
  static let forbidden = Drawing.Color(0xFBE3DC)
  static let limit = Drawing.Color(0xC0392B)
  static let asked = Drawing.Color(0x8A8A8A)
  static let mark = Drawing.Color(0x7A5AA6)
  private static let actuators = [
    Drawing.Color(0x1F5FA8), Drawing.Color(0x1B8A6B), Drawing.Color(0x6A4FA3),
    Drawing.Color(0x0E7C9A), Drawing.Color(0x8A5A2B), Drawing.Color(0x3F7F2D),
    Drawing.Color(0x9A3B7A), Drawing.Color(0x444F6B),
  ]

  /// Of the first actuator, and of any other.
  static func measured(_ number: UInt8) -> Drawing.Color {
    Drawing.Color(number == 0 ? 0xE08A00 : 0xC2398B)
  }

  static func actuator(_ number: UInt8) -> Drawing.Color {
    actuators[Int(number) % actuators.count]
  }
}

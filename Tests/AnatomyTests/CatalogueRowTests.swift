// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Envelope
import Foundation
import Quantities
import Testing

/// Compares the catalogue with the table it was made from, row by row.
@Suite("The zone catalogue") struct CatalogueRowTests {
  static let rows = readTable()

  @Test("holds all 44 rows, in order, with unique ids")
  func complete() {
    let zones = Catalogue.standard.zones
    #expect(zones.count == 44)
    #expect(Set(zones.map(\.id)).count == 44)
    #expect(zones.map(\.source) == Self.rows.map { $0["id"] })
    #expect(zones.map(\.row) == Array(1...44))
  }

  @Test("spells ids in kebab-case", arguments: Catalogue.standard.zones)
  func spelling(zone: Zone) {
    #expect(zone.id.rawValue.allSatisfy { $0.isLowercase || $0 == "-" })
    #expect(Catalogue.standard[zone.id] == zone)
  }

  @Test("says what the table says", arguments: zip(rows, Catalogue.standard.zones))
  func row(row: [String: String], zone: Zone) throws {
    #expect(zone.name == row["common"])
    #expect(zone.anatomicalName == row["ta2"])
    #expect(zone.region == row["region"])
    #expect(zone.depth == row["depth"])
    #expect(zone.attachment == row["levels"])
    #expect(zone.referral == row["trp_referral"])
    let codes: [String: PosturePattern] = [
      "FHN": .forwardHead, "FTP": .forwardPelvis, "BTP": .backwardPelvis, "HH": .highHip,
      "LCS": .forwardPelvis,
    ]
    // Remarks in brackets are not for reading; "FTP tight; BTP weak" is.
    let printed = (row["posture"] ?? "").replacing(/\(.*?\)/, with: "")
    for part in printed.split(whereSeparator: { ";/,".contains($0) }) {
      let words = part.split(separator: " ").map(String.init)
      guard let pattern = words.lazy.compactMap({ codes[$0] }).first else { continue }
      let roles = zone.roles.filter { $0.pattern == pattern }
      let state = words.lazy.compactMap { PostureRole.State(rawValue: $0) }.first
      #expect(!roles.isEmpty && (state == nil || roles.contains { $0.state == state }), "\(part)")
    }
    #expect(zone.sides == (row["side"] == "L/R" ? [.left, .right] : [.midline]))
    let depths = try #require(Self.range(row["depth_mm"]))
    #expect(zone.depthMillimeters == depths)
    let names: [String: SafetyClass] = ["A": .a, "B": .b, "C": .c]
    #expect(zone.safetyClass == names[row["class"] ?? ""])
    #expect(!zone.contact.isEmpty && !zone.contact.contains("_"))
    #expect(!zone.cautions.isEmpty && !zone.cautions.contains("_"))
  }

  @Test(
    "H5: gives each profile one box inside the table's",
    arguments: zip(rows, Catalogue.standard.zones))
  func boxes(row: [String: String], zone: Zone) throws {
    guard zone.safetyClass != .c else {
      #expect(zone.profiles.isEmpty && zone.defaultSeconds == 0 && zone.maximumSeconds == 0)
      #expect(zone.refusal != nil)
      let neighbour = try #require(zone.safeNeighbour.flatMap { Catalogue.standard[$0] })
      #expect(neighbour.refusal == nil)
      return
    }
    let short = [
      "RELAX": ProfileID.relax, "TRP": .triggerPoint, "DEEP": .deep, "NECK": .neck,
      "FACIL": .facilitate,
    ]
    let listed = try #require(row["profile"]).split(separator: "/").compactMap { short[String($0)] }
    #expect(Set(zone.profiles.map(\.id)) == Set(listed))
    let bands = try #require(row["f_hz"]).components(separatedBy: " or ").compactMap(Self.range)
    let sizes = try #require(row["amp_mm_pp"]).components(separatedBy: " / ").compactMap(Self.range)
    #expect(bands.count == sizes.count)
    for profile in zone.profiles {
      let box = profile.id == .facilitate ? bands.count - 1 : 0
      let bounds = profile.bounds
      #expect(bounds.isUsable)
      #expect(bounds.frequencyMin.hertz >= bands[box].lowerBound)
      #expect(bounds.frequencyMax.hertz == bands[box].upperBound)
      #expect(bounds.amplitudeMax.millimeters <= sizes[box].upperBound)
      #expect(profile.amplitudeMin <= bounds.amplitudeMax)
      if profile.id == zone.profiles[0].id {
        #expect(bounds.frequencyMin.hertz == bands[0].lowerBound)
        #expect(bounds.amplitudeMax.millimeters == sizes[0].upperBound)
        #expect(profile.amplitudeMin.millimeters == sizes[0].lowerBound)
      }
      #expect(profile.safetyClass == (profile.id == .neck ? .neck : zone.safetyClass))
      #expect(bounds.accelerationMax == Limits.accelerationMaximum(profile.safetyClass))
      #expect(bounds.contains(profile.workingFrequency))
      #expect(bounds.contains(profile.warmingFrequency))
    }
  }

  @Test(
    "H2: keeps default ≤ maximum ≤ the class's cap", arguments: zip(rows, Catalogue.standard.zones))
  func times(row: [String: String], zone: Zone) {
    guard zone.safetyClass != .c else { return }
    #expect("\(zone.defaultSeconds)" == row["t_default_s"])
    #expect("\(zone.maximumSeconds)" == row["t_max_s"])
    #expect(zone.defaultTime > .zero && zone.defaultTime <= zone.maximumTime)
    #expect(zone.maximumTime <= Limits.applicationMaximum(zone.effectiveClass))
    // A default session is a warm-up and the default time; it has to fit.
    #expect(zone.defaultTime + Limits.warmUpDuration <= zone.maximumTime)
  }

  @Test(
    "addresses levels only where the muscle attaches to them", arguments: Catalogue.standard.zones)
  func levels(zone: Zone) {
    guard let levels = zone.levels else { return }
    #expect(zone.safetyClass != .c)
    #expect(!zone.attachment.contains("nerve"))
    #expect(levels.lowerBound < levels.upperBound)
  }

  private static func range(_ text: String?) -> ClosedRange<Float>? {
    let numbers = (text ?? "").split(whereSeparator: { !($0.isNumber || $0 == ".") })
      .compactMap { Float($0) }
    guard numbers.count >= 2, numbers[0] <= numbers[1] else { return nil }
    return numbers[0]...numbers[1]
  }

  /// The table as comma-separated values with quotes, by column name.
  private static func readTable() -> [[String: String]] {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/zones.csv")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    let lines = text.split(whereSeparator: \.isNewline).map { cells(String($0)) }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var quoted = false
    for character in line {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}

// SPDX-License-Identifier: Apache-2.0
import Foundation
import Programs
import Testing

@testable import Importers

@Suite("Samples of foreign formats") struct SampleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  static let samples = files("Samples")
  static let seeds = files("../Fuzz/Corpora/importers")

  private static func files(_ path: String) -> [URL] {
    let folder = folder.appending(path: path).standardizedFileURL
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
      .map { folder.appending(path: $0) }
  }

  private func program(_ pattern: HapticPattern, _ file: String) -> ProgramText {
    ProgramText(
      pattern, zone: "gluteus-maximus:left",
      mapping: ProgramText.Mapping(frequencies: 30...40, millimeters: nil), file: file)
  }

  private func text(_ file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  @Test(
    "with the structures of real files are proved programs, and all of them are tried",
    arguments: samples)
  func sample(file: URL) throws {
    let name = file.lastPathComponent
    let text = try text(file)
    let program = program(try Importers.importer(for: name, text: text).read(text), name)
    guard case .failure(let problems) = Checker.prove(text: program.text, device: Preset.anyDevice)
    else { return }
    Issue.record("\(problems.rendered(source: program.text, name: name))")
  }

  @Test("there are two of each format") func some() {
    for importer in Importers.all {
      let found = Self.samples.filter { importer.extensions.contains($0.pathExtension) }
      #expect(found.count >= 2, "\(importer.name)")
    }
  }

  @Test("a curve that rises and falls under one long event is ramps; a second axis is told as lost")
  func structures() throws {
    let named = Dictionary(uniqueKeysWithValues: Self.samples.map { ($0.lastPathComponent, $0) })
    let curves = try AppleHaptics.read(text(try #require(named["curves.ahap"])))
    #expect(program(curves, "curves.ahap").text.contains("ramp:"))
    #expect(curves.notes.contains { $0.kind == .lost && $0.text.contains("AudioCustom") })
    let axes = try Funscript.read(text(try #require(named["axes.funscript"])))
    #expect(axes.notes.contains { $0.kind == .lost && $0.text.contains("further axes") })
  }

  @Test("what the fuzzer begins with is a program that reads, or an error", arguments: seeds)
  func corpus(file: URL) throws {
    let text = try text(file)
    for importer in Importers.all {
      guard let pattern = try? importer.read(text) else { continue }
      let program = program(pattern, file.lastPathComponent)
      guard case .failure(let problems) = ProgramParser.parse(program.text) else { continue }
      #expect(problems.list.allSatisfy { $0.code == .tooManySteps })
    }
  }

  /// A format of lines `milliseconds level`, as short as an importer can be.
  private enum Levels: Importer {
    static let name = "levels"
    static let extensions = ["levels"]
    static func recognises(_ text: String) -> Bool { text.hasPrefix("levels") }

    static func read(_ text: String) throws(ImportError) -> HapticPattern {
      let points = text.split(separator: "\n").dropFirst().compactMap { line in
        let words = line.split(separator: " ")
        return words.count == 2
          ? Int(words[0]).flatMap { at in Double(words[1]).map { (at, $0) } } : nil
      }
      return HapticPattern(
        title: nil,
        pieces: zip(points, points.dropFirst()).map { a, b in
          HapticPattern.Piece(
            start: a.0, end: b.0, level: HapticPattern.Line(a.1, b.1),
            pitch: HapticPattern.Line(0.5, 0.5))
        }, notes: [])
    }
  }

  @Test("a third format is one type that gives pieces; the rest is there")
  func third() throws {
    let pattern = try Levels.read("levels\n0 0\n1000 0.5\n2000 0.5\n")
    let program = program(pattern, "a.levels")
    #expect(
      program.text.contains("ramp: {frequency: 35 Hz, amplitude: 0 % to 50 %, for: 1000 ms}"))
    guard case .success = Checker.prove(text: program.text, device: Preset.anyDevice) else {
      Issue.record("not proved: \(program.text)")
      return
    }
  }
}

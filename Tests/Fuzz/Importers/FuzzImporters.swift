// SPDX-License-Identifier: Apache-2.0
import Importers
import Programs

/// Reads the input as every format there is; what comes out of it is a program that reads.
@c(LLVMFuzzerTestOneInput)
public func fuzzImporters(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = unsafe String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  for importer in Importers.all {
    _ = importer.recognises(text)
    guard let pattern = try? importer.read(text) else { continue }
    for piece in pattern.pieces { precondition(piece.start <= piece.end) }
    for millimeters in [nil, 1.5] {
      let program = ProgramText(
        pattern, zone: "multifidus-lumbar@L5-S1:left",
        mapping: ProgramText.Mapping(frequencies: 20...40, millimeters: millimeters),
        file: "fuzz.\(importer.extensions[0])")
      precondition(!program.notes.isEmpty)
      guard case .failure(let problems) = ProgramParser.parse(program.text) else { continue }
      // An hour of taps has more steps than a program; nothing else may be wrong.
      precondition(problems.list.allSatisfy { $0.code == .tooManySteps || $0.code == .tooLarge })
    }
  }
  return 0
}

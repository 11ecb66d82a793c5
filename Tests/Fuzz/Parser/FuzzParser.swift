// SPDX-License-Identifier: Apache-2.0
import Programs

/// Reads the input as a program: first its own text, then files it uses, each behind `#file path`.
@c(LLVMFuzzerTestOneInput)
public func fuzzParser(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = unsafe String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  let parts = text.split(separator: "\n#file ", omittingEmptySubsequences: false)
  var bundle = ProgramBundle(text: String(parts[0]))
  for part in parts.dropFirst() {
    let end = part.firstIndex(of: "\n") ?? part.endIndex
    bundle.files[String(part[..<end])] = String(part[end...])
  }
  switch ProgramParser.parse(bundle) {
  case .success(let program):
    precondition(program.information != nil || !program.steps.isEmpty)
  case .failure(let problems):
    precondition(problems.list.count <= ProgramParser.mostProblems)
    precondition(!problems.rendered(bundle, name: "program.yaml").isEmpty)
  }
  return 0
}

// SPDX-License-Identifier: Apache-2.0

extension ProgramBundle {
  /// SHA-256 of exactly these texts under exactly these paths, in hexadecimal digits.
  ///
  /// Each of `tonus-bundle-1`, the main path, and path and text of each file in the order of the
  /// paths' bytes is preceded by its length in bytes as eight bytes, most significant first.
  public var hash: String {
    var hash = SecureHash()
    func add(_ text: String) {
      let length = UInt64(text.utf8.count)
      hash.add((0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) })
      hash.add(Array(text.utf8))
    }
    add("tonus-bundle-1")
    add(main)
    for path in files.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      add(path)
      add(files[path] ?? "")
    }
    return hash.finish()
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What has been read with its origin, in the order of the file.
final class FactSheet {
  let sources: SourceList
  private(set) var facts: [Fact] = []

  init(_ sources: SourceList) { self.sources = sources }

  /// Takes `text [key, key]` apart, notes it under `name`, and gives the text.
  func note(_ cited: String, as name: String) throws(SourceList.Problem) -> String {
    let (text, origins) = try sources.read(cited)
    facts.append(Fact(name: name, value: text, origins: origins))
    return text
  }
}

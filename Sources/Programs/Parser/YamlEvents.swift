// SPDX-License-Identifier: Apache-2.0
internal import CYaml

/// What a YAML text consists of, piece by piece, as libyaml reads it.
@safe struct YamlEvents: ~Copyable {
  // In a place of its own: the parser keeps a pointer to itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// - Parameter bytes: UTF-8; they stay where they are until this ends.
  @unsafe init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  mutating func next() throws(Problem) -> YamlEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YamlEvent(event)
  }

  private var problem: Problem {
    let parser = unsafe self.parser.pointee
    let what = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
    guard unsafe parser.error == YAML_SCANNER_ERROR || parser.error == YAML_PARSER_ERROR else {
      return Problem(.syntax, nil, "this is not text: \(what)")
    }
    let about = unsafe parser.context.map { unsafe " " + String(cString: $0) } ?? ""
    let mark = unsafe parser.problem_mark
    return Problem(
      .syntax, SourceRange(line: Int(mark.line) + 1, column: Int(mark.column) + 1, length: 1),
      "this is not YAML: \(what)\(about)")
  }
}

/// One piece of a YAML text.
struct YamlEvent {
  enum Kind {
    case end
    case document
    case alias
    case scalar(String, isQuoted: Bool)
    case sequence
    case mapping
    /// The end of a sequence, a mapping or a document; the start of the stream.
    case other
  }

  let kind: Kind
  let range: SourceRange
  let hasAnchor: Bool

  @unsafe fileprivate init(_ event: yaml_event_t) {
    var length: Int?
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT: (kind, hasAnchor) = (.end, false)
    case YAML_DOCUMENT_START_EVENT: (kind, hasAnchor) = (.document, false)
    case YAML_ALIAS_EVENT: (kind, hasAnchor) = (.alias, true)
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequence
      hasAnchor = unsafe event.data.sequence_start.anchor != nil
    case YAML_MAPPING_START_EVENT:
      kind = .mapping
      hasAnchor = unsafe event.data.mapping_start.anchor != nil
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let text = unsafe String(decoding: bytes, as: UTF8.self)
      let style = unsafe scalar.style
      let isQuoted =
        style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
      kind = .scalar(text, isQuoted: isQuoted)
      hasAnchor = unsafe scalar.anchor != nil
      let isBlock = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE
      if isBlock {
        length = 1
      } else if unsafe event.end_mark.line > event.start_mark.line {
        // The text of several lines was folded into one.
        length = text.unicodeScalars.count
      }
    default: (kind, hasAnchor) = (.other, false)
    }
    let start = unsafe event.start_mark
    if case .scalar = kind {
      unsafe length = length ?? Int(event.end_mark.column) - Int(start.column)
    }
    range = SourceRange(
      line: Int(start.line) + 1, column: Int(start.column) + 1, length: length ?? 1)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a foreign file says, without units: how strong and how high over time.
public struct HapticPattern: Hashable, Sendable {
  /// A stretch on which both go along a straight line.
  public struct Piece: Hashable, Sendable {
    /// Milliseconds since the pattern began.
    public var start: Int
    public var end: Int
    /// 0 is nothing, 1 the most.
    public var level: Line
    /// 0 is the lowest frequency, 1 the highest.
    public var pitch: Line

    var length: Int { end - start }
  }

  public struct Line: Hashable, Sendable {
    public var start: Double
    public var end: Double

    init(_ start: Double, _ end: Double) {
      self.start = start
      self.end = end
    }

    var isLevel: Bool { start == end }
  }

  public var title: String?
  /// In order, without gaps or overlaps; stillness is a level of 0.
  public var pieces: [Piece]
  public var notes: [ImportNote]

  /// An hour is the most a program may say, and the last piece may have to grow to its shortest step.
  static let longest = 3_600_000 - ProgramText.shortest

  /// This pattern, refused when it is too long for a program.
  func bounded() throws(ImportError) -> HapticPattern {
    guard let end = pieces.last?.end, end > Self.longest else { return self }
    throw ImportError(
      nil,
      "the pattern lasts \(Figure.text(Double(end) / 1000)) s; \(Figure.text(Double(Self.longest) / 1000)) s are the most"
    )
  }
}

/// Something that is not in the program as it is in the file.
public struct ImportNote: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// It is in the program, otherwise than in the file.
    case mapped
    /// It is not in the program.
    case lost
  }

  public var kind: Kind
  /// Where it was first, and how often in all.
  public var place: String
  public var count: Int
  /// What it is, and what became of it.
  public var text: String

  public init(kind: Kind, place: String, count: Int = 1, text: String) {
    self.kind = kind
    self.place = place
    self.count = count
    self.text = text
  }
}

/// Gathers notes, the same text once.
struct ImportNotes {
  private(set) var list: [ImportNote] = []
  private var known: [String: Int] = [:]

  mutating func note(_ kind: ImportNote.Kind, _ place: String, _ words: String) {
    let text = PlainText.text(words)
    if let index = known[text] {
      list[index].count += 1
    } else {
      known[text] = list.count
      list.append(ImportNote(kind: kind, place: place, text: text))
    }
  }

  mutating func note(_ kind: ImportNote.Kind, _ place: TextPlace, _ text: String) {
    note(kind, "\(place)", text)
  }
}

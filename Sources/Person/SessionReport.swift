// SPDX-License-Identifier: Apache-2.0

/// What a person said about one session, as far as the next one depends on it.
public struct SessionReport: Hashable, Sendable {
  /// When the session began.
  public var began: Timestamp
  /// Whether it ended well after enough energised time to count as experience.
  public var isExperience: Bool
  /// 0…10 before it; nil when nobody said.
  public var painBefore: Int?
  /// The worst said after it, 0…10; nil when nobody said.
  public var painAfter: Int?
  /// How hard it was to bear, the worst said, 0…10.
  public var tolerance: Int?

  public init(
    began: Timestamp, isExperience: Bool, painBefore: Int? = nil, painAfter: Int? = nil,
    tolerance: Int? = nil
  ) {
    self.began = began
    self.isExperience = isExperience
    self.painBefore = painBefore
    self.painAfter = painAfter
    self.tolerance = tolerance
  }
}

/// How much it hurt at one time, 0…10.
public struct PainEntry: Hashable, Sendable {
  public var at: Timestamp
  public var pain: Int

  public init(at: Timestamp, pain: Int) {
    self.at = at
    self.pain = pain
  }
}

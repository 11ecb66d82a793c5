// SPDX-License-Identifier: Apache-2.0

/// What somebody says is good to do, as their words; never computed with.
public struct Advice: Hashable, Sendable {
  /// What speaks against it.
  public struct Contrary: Hashable, Sendable {
    public let text: String
    public let provenance: Provenance
  }

  enum Occasion: String, Hashable, Decodable {
    case always, bending, standing, pain, spasm
  }

  public let id: String
  public let text: String
  public let provenance: Provenance
  public let against: Contrary?
  let occasion: Occasion

  /// What fits an assessment, from `Plans/advice.yaml`.
  public static func fitting(_ assessment: Assessment) -> [Advice] {
    AssessmentRules.standard.advice.filter { advice in
      switch advice.occasion {
      case .always: true
      case .bending: assessment.painPattern == .bending
      case .standing: assessment.painPattern == .standing
      case .pain: assessment.pain > 0
      case .spasm: assessment.muscles.contains { $0.state == .spasm }
      }
    }
  }
}

extension Advice: CustomStringConvertible {
  /// The words with who says so, and what speaks against it.
  public var description: String {
    let contrary = against.map { " Against it: \($0.text) (\($0.provenance))" } ?? ""
    return "\(text) (\(provenance))\(contrary)"
  }
}

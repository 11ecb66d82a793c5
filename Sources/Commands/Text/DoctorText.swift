// SPDX-License-Identifier: Apache-2.0

import Doctor

/// What the doctor found, and under what is not well what to type.
enum DoctorText {
  static func lines(_ findings: [Finding], style: TextStyle) -> [String] {
    let column = (findings.map(\.check.rawValue.count).max() ?? 0) + 2
    var lines: [String] = []
    for finding in findings {
      let body = Layout.wrapped(finding.text, width: max(20, style.width - column - 2))
      for (index, text) in body.enumerated() {
        let head = index == 0 ? "\(mark(finding.verdict, style)) " : "  "
        let label = Layout.padded(index == 0 ? finding.check.rawValue : "", to: column)
        lines.append(head + style.dim(label) + text)
      }
      // Never wrapped: they are to be copied.
      lines += finding.mend.map { Layout.padded("", to: column + 4) + style.cyan($0) }
    }
    let wrong = findings.count { $0.verdict == .wrong }
    lines.append("")
    lines.append(
      wrong == 0
        ? style.green("Nothing is wrong.")
        : style.red(wrong == 1 ? "One thing is wrong." : "\(wrong) things are wrong."))
    return lines
  }

  private static func mark(_ verdict: Finding.Verdict, _ style: TextStyle) -> String {
    switch verdict {
    case .good: style.green("✓")
    case .note: style.yellow("!")
    case .wrong: style.red("✗")
    }
  }
}

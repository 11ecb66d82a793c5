// SPDX-License-Identifier: Apache-2.0
import Markup

/// A drawing as SVG 1.1.
public enum VectorGraphics {
  public static func text(_ drawing: Drawing) -> String {
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(drawing.width)" height="\(drawing.height)" \
      viewBox="0 0 \(drawing.width) \(drawing.height)" font-family="DejaVu Sans, Arial, sans-serif">

      """
    for shape in drawing.shapes { text += element(shape) + "\n" }
    return text + "</svg>\n"
  }

  private static func element(_ shape: Drawing.Shape) -> String {
    switch shape {
    case .rectangle(let x, let y, let width, let height, let color):
      return """
        <rect x="\(number(x))" y="\(number(y))" width="\(number(width))" height="\(number(height))" \
        fill="\(code(color))"/>
        """
    case .line(let points, let width, let dashed, let color):
      let list = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
      return """
        <polyline points="\(list)" fill="none" stroke="\(code(color))" stroke-width="\(number(width))" \
        stroke-linejoin="round"\(dashed ? " stroke-dasharray=\"4 4\"" : "")/>
        """
    case .text(let words, let point, let size, let anchor, let color):
      return """
        <text x="\(number(point.x))" y="\(number(point.y))" font-size="\(number(size))" \
        text-anchor="\(anchor.rawValue)" fill="\(code(color))">\(words.inMarkup)</text>
        """
    }
  }

  private static func number(_ value: Float) -> String { Digits.text(value, decimals: 2) }

  private static func code(_ color: Drawing.Color) -> String {
    "#"
      + [color.red, color.green, color.blue].map { byte in
        let digits = String(byte, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }
}

import Yams

/// Finds the second place of a key that stands twice in one block mapping; the YAML reader names the first alone.
enum DuplicateKeySearch {
  /// nil for flow mappings and wherever the second place is not plain to see.
  static func second(of first: Mark, in text: String) -> (line: Int, column: Int)? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard first.line >= 1, first.line <= lines.count, first.column >= 1 else { return nil }
    let indent = first.column - 1
    guard let key = keyText(lines[first.line - 1].unicodeScalars.dropFirst(indent)) else { return nil }
    for index in lines.indices.dropFirst(first.line) {
      let scalars = lines[index].unicodeScalars
      let depth = scalars.prefix { $0 == " " }.count
      let rest = scalars.dropFirst(depth)
      guard let head = rest.first, head != "#", head != "\r" else { continue }
      if depth < indent { return nil }
      if depth == indent, keyText(rest) == key { return (index + 1, indent + 1) }
    }
    return nil
  }

  /// The text before the first colon that ends a key, without quotes.
  private static func keyText(_ rest: Substring.UnicodeScalarView) -> String? {
    var previous: Unicode.Scalar?
    var text = String.UnicodeScalarView()
    for scalar in rest {
      if previous == ":", scalar == " " || scalar == "\r" || scalar == "\t" { break }
      if let previous { text.append(previous) }
      previous = scalar
    }
    guard previous == ":" else { return nil }
    while text.last == " " { text.removeLast() }
    let key = String(text)
    guard let quote = key.first, quote == "\"" || quote == "'", key.count >= 2, key.last == quote else { return key }
    return String(key.dropFirst().dropLast())
  }
}

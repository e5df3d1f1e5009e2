import ArgumentParser

/// `KEY=VALUE` on the command line.
struct OptionLabel {
  var key: String
  var value: String

  /// Reads what was written behind the option.
  /// - Throws: `ValidationError` that says what to write.
  static func parse(_ text: String) throws -> OptionLabel {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
      let key = text.contains("=") ? "KEY" : text
      throw ValidationError("a label is KEY=VALUE; write \(key)=VALUE, or \(key)= for a label without a value")
    }
    return OptionLabel(key: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
  }
}

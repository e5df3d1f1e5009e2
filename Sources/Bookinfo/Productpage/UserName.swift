/// The name of a user who signed in: 1 to 64 characters that fit into a header field and on one line.
struct UserName: Sendable, Hashable {
  let text: String

  /// Takes what somebody typed; blanks around it are dropped. Returns nil for what cannot be a name.
  init?(_ typed: String) {
    let trimmed = typed.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    let text = String(trimmed)
    guard (1...64).contains(text.count), text.utf8.count <= 256 else { return nil }
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return nil
      default: continue
      }
    }
    self.text = text
  }
}

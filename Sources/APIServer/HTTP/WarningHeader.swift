/// A `Warning` header, as kubectl prints it.
///
/// Source: RFC 7234, 5.5; code 299, no agent.
enum WarningHeader {
  static func value(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        quoted.unicodeScalars.append("\\")
        quoted.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "299 - \"\(quoted)\""
  }
}

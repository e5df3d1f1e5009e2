import Foundation

extension DebugJSON {
  /// The same, without the shared secrets of key sets (RFC 7518, section 6.4), wherever a text holds a set: whoever has one can make
  /// tokens. Public keys stay.
  var hidingSharedKeys: DebugJSON {
    switch self {
    case .array(let items): .array(items.map(\.hidingSharedKeys))
    case .object(let members): .object(members.mapValues(\.hidingSharedKeys))
    case .string(let text): .string(Self.hidingSharedKeys(in: text))
    default: self
    }
  }

  private static func hidingSharedKeys(in text: String) -> String {
    guard text.contains("keys"), let content = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
      let keys = content["keys"] as? [Any], keys.contains(where: { ($0 as? [String: Any])?["k"] != nil })
    else { return text }
    let shown = keys.map { key -> Any in
      guard var members = key as? [String: Any], members["k"] != nil else { return key }
      members["k"] = "<redacted>"
      return members
    }
    let set = try? JSONSerialization.data(withJSONObject: ["keys": shown], options: [.sortedKeys, .withoutEscapingSlashes])
    return set.map { String(decoding: $0, as: UTF8.self) } ?? "<redacted>"
  }
}

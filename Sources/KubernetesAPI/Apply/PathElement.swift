/// One step of a path in a set of fields.
package enum PathElement: Hashable, Sendable {
  /// A member of a mapping.
  case field(String)
  /// An element of a list, told by the values of its keys: a mapping of them.
  case key(JSONValue)
  /// An element of a list that is a set: the element itself.
  case value(JSONValue)
  /// An element of a list by its place, from 0.
  case index(Int)

  /// Its name in the JSON form of a set: `f:`, `k:`, `v:` or `i:` and what follows.
  package var name: String {
    switch self {
    case .field(let name): "f:\(name)"
    case .key(let keys): "k:\(keys.jsonText)"
    case .value(let value): "v:\(value.jsonText)"
    case .index(let index): "i:\(index)"
    }
  }

  /// Reads a name; nil where it is none.
  package init?(name: String) {
    let bytes = Array(name.utf8)
    guard bytes.count >= 2, bytes[1] == UInt8(ascii: ":") else { return nil }
    let rest = Array(bytes[2...])
    switch bytes[0] {
    case UInt8(ascii: "f"): self = .field(String(decoding: rest, as: UTF8.self))
    case UInt8(ascii: "k"):
      guard let keys = try? JSONParser.parse(rest), let members = keys.object, !members.isEmpty else { return nil }
      self = .key(keys)
    case UInt8(ascii: "v"):
      guard let value = try? JSONParser.parse(rest) else { return nil }
      self = .value(value)
    case UInt8(ascii: "i"):
      guard let index = Int(String(decoding: rest, as: UTF8.self)) else { return nil }
      self = .index(index)
    default: return nil
    }
  }
}

extension PathElement: CustomStringConvertible {
  /// As messages of conflicts write it: `.replicas`, `[name="x"]`, `[="v"]`, `[3]`.
  package var description: String {
    switch self {
    case .field(let name): ".\(name)"
    case .key(let keys):
      "["
        + (keys.object ?? [:]).sorted { JSONWriter.sortsBefore($0.key, $1.key) }
        .map { "\($0.key)=\($0.value.jsonText)" }.joined(separator: ",") + "]"
    case .value(let value): "[=\(value.jsonText)]"
    case .index(let index): "[\(index)]"
    }
  }
}

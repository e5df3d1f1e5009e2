/// The way from a message, or a JSON value, to something inside it: `filter_chains[0].filters[2].typed_config`.
public struct EnvoyPath: Hashable, Sendable, CustomStringConvertible {
  /// One step.
  public enum Component: Hashable, Sendable {
    /// A field, or a key of a map, as the JSON spells it.
    case member(String)
    /// The place in a list, from 0.
    case index(Int)
  }

  public internal(set) var components: [Component]

  public init(_ components: [Component] = []) {
    self.components = components
  }

  /// Dots between members and brackets around indices; a member that is no plain name goes in brackets and quotes, like
  /// `typed_per_filter_config["envoy.filters.http.cors"]`.
  public var description: String {
    var text = ""
    for component in components {
      switch component {
      case .index(let index): text += "[\(index)]"
      case .member(let name) where Self.isPlain(name): text += text.isEmpty ? name : ".\(name)"
      case .member(let name): text += "[\"\(name)\"]"
      }
    }
    return text
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }
}

/// The path of a field from its object's root, kept as links so that it is spelled out for diagnostics only.
final class FieldPath {
  enum Component {
    /// A field of a known name.
    case field(String)
    /// A key that the user chose (a label, a header).
    case key(String)
    /// A list item.
    case item(Int)
  }
  let parent: FieldPath?
  let component: Component?

  private init(parent: FieldPath?, component: Component?) {
    self.parent = parent
    self.component = component
  }

  /// The object itself.
  static func root() -> FieldPath { FieldPath(parent: nil, component: nil) }

  func field(_ name: String) -> FieldPath { FieldPath(parent: self, component: .field(name)) }
  func key(_ name: String) -> FieldPath { FieldPath(parent: self, component: .key(name)) }
  func item(_ index: Int) -> FieldPath { FieldPath(parent: self, component: .item(index)) }

  var text: String {
    var components: [Component] = []
    var current: FieldPath? = self
    while let path = current {
      if let component = path.component { components.append(component) }
      current = path.parent
    }
    var text = ""
    for component in components.reversed() {
      switch component {
      case .field(let name): text += text.isEmpty ? name : ".\(name)"
      case .key(let name): text += "[\(name)]"
      case .item(let index): text += "[\(index)]"
      }
    }
    return text
  }

  /// The names, keys and positions of a path's text.
  static func components(of text: String) -> [String] {
    var result: [String] = []
    var current = ""
    var isInBrackets = false
    for character in text {
      switch character {
      case "." where !isInBrackets, "[" where !isInBrackets:
        if !current.isEmpty { result.append(current) }
        current = ""
        isInBrackets = character == "["
      case "]" where isInBrackets:
        result.append(current)
        current = ""
        isInBrackets = false
      default:
        current.append(character)
      }
    }
    if !current.isEmpty { result.append(current) }
    return result
  }
}

import KubernetesAPI

/// A path to a value of an object, as CustomResourceDefinitions write it for columns: `.spec.hosts`, `.spec.servers[0].port`,
/// `.status.conditions[?(@.type=="Ready")].status`, `.metadata.annotations['a\.b']`.
///
/// Source: Kubernetes' documentation of JSONPath support; of it, what names one value or a list of values.
struct TablePath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case member(String)
    case item(Int)
    case all
    /// The items whose member has this value.
    case matching(member: String, value: String)
  }

  let steps: [Step]
  let text: String

  private static let mostSteps = 64

  /// - Returns: nil where the path is written otherwise than described above.
  init?(_ text: String) {
    self.text = text
    var scanner = PathScanner(text)
    var steps: [Step] = []
    while let sign = scanner.take() {
      guard steps.count < Self.mostSteps else { return nil }
      switch sign {
      case ".":
        guard let name = scanner.name() else { return nil }
        steps.append(name == "*" ? .all : .member(name))
      case "[":
        guard let step = scanner.bracket() else { return nil }
        steps.append(step)
      default: return nil
      }
    }
    guard !steps.isEmpty else { return nil }
    self.steps = steps
  }

  /// The values that the path names, in the order of the object.
  func values(in object: JSONValue) -> [JSONValue] {
    var current = [object]
    for step in steps {
      current = current.flatMap { value -> [JSONValue] in
        switch step {
        case .member(let name): return value[name].map { [$0] } ?? []
        case .item(let index):
          guard let items = value.array else { return [] }
          let place = index < 0 ? items.count + index : index
          return items.indices.contains(place) ? [items[place]] : []
        case .all: return value.array ?? value.object.map { $0.sorted { $0.key < $1.key }.map(\.value) } ?? []
        case .matching(let member, let wanted): return (value.array ?? []).filter { $0[member]?.string == wanted }
        }
      }
    }
    return current
  }
}

/// Reads the parts of a path.
private struct PathScanner {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  mutating func take() -> Character? { rest.popFirst() }

  /// A member's name; a backslash takes the sign after it as it is.
  mutating func name() -> String? {
    var name = ""
    while let sign = rest.first, sign != ".", sign != "[" {
      rest.removeFirst()
      if sign == "\\" {
        guard let next = rest.popFirst() else { return nil }
        name.append(next)
      } else {
        name.append(sign)
      }
    }
    return name.isEmpty ? nil : name
  }

  /// What stands in brackets, up to the closing one.
  mutating func bracket() -> TablePath.Step? {
    if rest.hasPrefix("?(@.") { return filter() }
    if let quote = rest.first, quote == "'" || quote == "\"" {
      rest.removeFirst()
      return quoted(quote).flatMap { name in take() == "]" ? .member(name) : nil }
    }
    let inner = rest.prefix { $0 != "]" }
    rest = rest.dropFirst(inner.count)
    guard take() == "]" else { return nil }
    return inner == "*" ? .all : Int(inner).map { .item($0) }
  }

  private mutating func filter() -> TablePath.Step? {
    rest = rest.dropFirst("?(@.".count)
    let member = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    rest = rest.dropFirst(member.count)
    skipSpace()
    guard !member.isEmpty, take() == "=", take() == "=" else { return nil }
    skipSpace()
    guard let quote = take(), quote == "'" || quote == "\"", let value = quoted(quote) else { return nil }
    skipSpace()
    guard take() == ")", take() == "]" else { return nil }
    return .matching(member: String(member), value: value)
  }

  /// Up to the closing quote.
  private mutating func quoted(_ quote: Character) -> String? {
    var text = ""
    while let sign = rest.popFirst() {
      if sign == quote { return text }
      if sign == "\\" {
        guard let next = rest.popFirst() else { return nil }
        text.append(next)
      } else {
        text.append(sign)
      }
    }
    return nil
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == " " } }
}

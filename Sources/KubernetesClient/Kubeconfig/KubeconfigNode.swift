import KubernetesAPI
import Yams

/// Collects what is wrong with one file.
final class KubeconfigReport {
  let file: String
  private(set) var problems: [KubeconfigError.Problem] = []

  init(file: String) { self.file = file }

  func add(_ message: String, at node: KubeconfigNode, field: String? = nil, suggestion: String? = nil) {
    let path = field.map { node.path.isEmpty ? $0 : "\(node.path).\($0)" } ?? node.path
    problems.append(.init(file: file, line: node.line, field: path, message: message, suggestion: suggestion))
  }

  /// What some work finds wrong, taken out of the whole.
  func problems(of work: () -> Void) -> [KubeconfigError.Problem] {
    let before = problems
    problems = []
    work()
    defer { problems = before }
    return problems
  }
}

/// A value of a kubeconfig with its place.
struct KubeconfigNode {
  let node: Node
  let path: String
  let report: KubeconfigReport

  var line: Int? { node.mark?.line }

  private func child(_ key: String) -> KubeconfigNode? {
    guard case .mapping(let mapping) = node, let value = mapping[Node(key)] else { return nil }
    // `key:` with nothing behind it says as much as no key at all.
    if case .scalar(let scalar) = value, scalar.style == .plain, ["", "null", "~"].contains(scalar.string) { return nil }
    return KubeconfigNode(node: value, path: path.isEmpty ? key : "\(path).\(key)", report: report)
  }

  func has(_ key: String) -> Bool { child(key) != nil }

  /// The mapping under a key; nil, with a diagnostic, where it is something else.
  func mapping(_ key: String) -> KubeconfigNode? {
    guard let child = child(key) else { return nil }
    guard case .mapping = child.node else {
      report.add("this must be a mapping", at: child)
      return nil
    }
    return child
  }

  /// The text under a key; nil where it is missing or empty.
  func text(_ key: String) -> String? {
    guard let child = child(key) else { return nil }
    guard case .scalar(let scalar) = child.node else {
      report.add("this must be a text", at: child)
      return nil
    }
    return scalar.string.isEmpty ? nil : scalar.string
  }

  func flag(_ key: String) -> Bool {
    guard let child = child(key) else { return false }
    guard let value = child.node.bool else {
      report.add("this must be true or false", at: child)
      return false
    }
    return value
  }

  func list(_ key: String) -> [KubeconfigNode] {
    guard let child = child(key) else { return [] }
    guard case .sequence(let sequence) = child.node else {
      report.add("this must be a list", at: child)
      return []
    }
    return sequence.enumerated().map { index, item in
      KubeconfigNode(node: item, path: "\(child.path)[\(index)]", report: report)
    }
  }

  func texts(_ key: String) -> [String] {
    list(key).compactMap { item in
      guard case .scalar(let scalar) = item.node else {
        report.add("this must be a text", at: item)
        return nil
      }
      return scalar.string
    }
  }

  /// Lists of texts by key.
  func textLists(_ key: String) -> [String: [String]] {
    guard let child = mapping(key), case .mapping(let mapping) = child.node else { return [:] }
    var lists: [String: [String]] = [:]
    for name in mapping.keys {
      guard let name = name.string else {
        report.add("a key must be a text", at: child)
        continue
      }
      lists[name] = child.texts(name)
    }
    return lists
  }

  /// The entries of a list of `name` and content, with paths that say the name.
  func named(_ key: String, content: String) -> [(name: String, content: KubeconfigNode)] {
    list(key).compactMap { item in
      guard case .mapping = item.node, let name = item.text("name") else {
        report.add("an entry needs a name", at: item, suggestion: "write name: and \(content):")
        return nil
      }
      guard let inner = item.mapping(content) else {
        report.add("\(name) says nothing", at: item, suggestion: "write \(content):")
        return nil
      }
      return (name, KubeconfigNode(node: inner.node, path: "\(key)[\(name)].\(content)", report: report))
    }
  }

  /// The value under a key as JSON; nil where it is missing.
  func json(_ key: String) -> JSONValue? {
    guard let child = child(key) else { return nil }
    guard let value = Self.json(child.node, depth: 32) else {
      report.add("this is nested too deeply", at: child)
      return nil
    }
    return value
  }

  private static func json(_ node: Node, depth: Int) -> JSONValue? {
    guard depth > 0 else { return nil }
    switch node {
    case .scalar(let scalar):
      if scalar.style != .plain { return .string(scalar.string) }
      if let value = node.bool { return .bool(value) }
      if let value = node.int { return .integer(Int64(value)) }
      if let value = node.float { return .number(value) }
      return node.null == nil ? .string(scalar.string) : .null
    case .sequence(let sequence):
      var values: [JSONValue] = []
      for item in sequence {
        guard let value = json(item, depth: depth - 1) else { return nil }
        values.append(value)
      }
      return .array(values)
    case .mapping(let mapping):
      var members: [String: JSONValue] = [:]
      for (key, item) in mapping {
        guard let name = key.string, let value = json(item, depth: depth - 1) else { return nil }
        members[name] = value
      }
      return .object(members)
    case .alias: return nil
    }
  }
}

/// A set of fields of an object: who owns what, in the form that `managedFields` keeps as FieldsV1.
///
/// A field may be in the set itself, and have fields below it that are. Recursion follows the depth of objects, which is bounded.
package struct FieldSet: Hashable, Sendable {
  /// The fields that are in the set themselves.
  package private(set) var members: Set<PathElement> = []
  /// What is in the set below fields; none of them is empty.
  package private(set) var children: [PathElement: FieldSet] = [:]

  package init() {}

  package var isEmpty: Bool { members.isEmpty && children.isEmpty }

  /// What is in the set below a field; empty where nothing is.
  package func below(_ element: PathElement) -> FieldSet { children[element] ?? FieldSet() }

  mutating func setChild(_ set: FieldSet, at element: PathElement) {
    if set.isEmpty { children[element] = nil } else { children[element] = set }
  }

  mutating func insert(_ element: PathElement) { members.insert(element) }

  /// Adds the field at a path. The empty path is the object itself, and is never in a set.
  package mutating func insert(_ path: ArraySlice<PathElement>) {
    guard let first = path.first else { return }
    let rest = path.dropFirst()
    if rest.isEmpty { members.insert(first) } else { children[first, default: FieldSet()].insert(rest) }
  }

  package mutating func remove(_ path: ArraySlice<PathElement>) {
    guard let first = path.first else { return }
    let rest = path.dropFirst()
    if rest.isEmpty {
      members.remove(first)
    } else if var child = children[first] {
      child.remove(rest)
      setChild(child, at: first)
    }
  }

  package func contains(_ path: ArraySlice<PathElement>) -> Bool {
    guard let first = path.first else { return false }
    let rest = path.dropFirst()
    return rest.isEmpty ? members.contains(first) : children[first]?.contains(rest) ?? false
  }

  // MARK: Sets

  package func union(_ other: FieldSet) -> FieldSet {
    if other.isEmpty { return self }
    if isEmpty { return other }
    var result = self
    result.members.formUnion(other.members)
    for (element, child) in other.children { result.children[element] = result.below(element).union(child) }
    return result
  }

  package func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.members = members.intersection(other.members)
    for (element, child) in children {
      guard let theirs = other.children[element] else { continue }
      result.setChild(child.intersection(theirs), at: element)
    }
    return result
  }

  /// The fields that are not in the other set. What is below a field of the other set stays.
  package func subtracting(_ other: FieldSet) -> FieldSet {
    var result = self
    result.members.subtract(other.members)
    for (element, theirs) in other.children {
      guard let child = result.children[element] else { continue }
      result.setChild(child.subtracting(theirs), at: element)
    }
    return result
  }

  /// The fields that are neither in the other set nor below one that is.
  package func subtractingDeep(_ other: FieldSet) -> FieldSet {
    var result = self
    result.members.subtract(other.members)
    for element in other.members { result.children[element] = nil }
    for (element, theirs) in other.children {
      guard let child = result.children[element] else { continue }
      result.setChild(child.subtractingDeep(theirs), at: element)
    }
    return result
  }

  /// All fields, sorted, each as the elements of its path.
  package var paths: [[PathElement]] {
    var paths: [[PathElement]] = []
    collect([], &paths)
    return paths
  }

  private func collect(_ prefix: [PathElement], _ paths: inout [[PathElement]]) {
    let elements = members.union(children.keys).map { ($0, $0.name) }.sorted { JSONWriter.sortsBefore($0.1, $1.1) }
    for (element, _) in elements {
      if members.contains(element) { paths.append(prefix + [element]) }
      children[element]?.collect(prefix + [element], &paths)
    }
  }
}

extension FieldSet {
  /// The set as FieldsV1: a mapping of names of path elements; `.` stands for a field that has fields below it and is in the set
  /// itself.
  package var json: JSONValue {
    var object: [String: JSONValue] = [:]
    for (element, child) in children {
      var value = child.json
      if members.contains(element) { value["."] = [:] }
      object[element.name] = value
    }
    for element in members where children[element] == nil { object[element.name] = [:] }
    return .object(object)
  }

  /// Reads FieldsV1; nil where the value is none.
  package init?(json: JSONValue) {
    guard let object = json.object else { return nil }
    for (name, value) in object {
      // The object around a field is in the set itself, which is its parent's to know.
      if name == "." { continue }
      guard let element = PathElement(name: name), let inner = value.object, let child = FieldSet(json: value) else { return nil }
      if inner["."] != nil || inner.isEmpty { members.insert(element) }
      setChild(child, at: element)
    }
  }
}

extension [PathElement] {
  /// The path as messages of conflicts write it: `.spec.containers[name="x"].image`.
  package var fieldPathText: String { map(\.description).joined() }
}

/// Where the fields of one object stand in its file, in a compact form that an object can keep for its lifetime.
package struct FieldPositions: Sendable {
  private struct Entry {
    var parent: Int32
    /// The hash of the key, or of a list item's number in decimal digits. A collision merely names a wrong line.
    var name: UInt32
    var line: Int32
    var column: Int32
  }
  private var entries: [Entry]
  /// Lines before the document that the entries count from; apart, so that an object which moves shares its entries.
  private var linesBefore = 0

  /// The positions of every value below `root`.
  init(_ root: DocumentValue) {
    entries = [Entry(parent: -1, name: 0, line: root.line, column: root.column)]
    add(root, parent: 0)
    entries = Array(entries)
  }

  private mutating func add(_ value: DocumentValue, parent: Int32) {
    switch value.content {
    case .mapping(let children):
      for child in children {
        let place = child.place
        append(child.value, parent: parent, name: child.key, line: place.line, column: place.column)
      }
    case .list(let items):
      for (index, item) in items.enumerated() {
        append(item, parent: parent, name: String(index), line: Int(item.line), column: Int(item.column))
      }
    default: break
    }
  }

  private mutating func append(_ value: DocumentValue, parent: Int32, name: String, line: Int, column: Int) {
    let index = Int32(clamping: entries.count)
    entries.append(
      Entry(parent: parent, name: Self.hash(name), line: Int32(clamping: line), column: Int32(clamping: column)))
    add(value, parent: index)
  }

  /// The place of the field at `path`, or of its nearest ancestor that was written.
  ///
  /// A path is a list of names joined by dots, with list positions and free keys in brackets:
  /// `spec.http[0].match[1].headers[end-user]`.
  package func location(of path: String) -> (line: Int, column: Int) {
    var current: Int32 = 0
    for component in FieldPath.components(of: path) {
      let name = Self.hash(component)
      guard let next = entries[(Int(current) + 1)...].firstIndex(where: { $0.parent == current && $0.name == name })
      else { break }
      current = Int32(clamping: next)
    }
    guard entries.indices.contains(Int(current)) else { return (1, 1) }
    let entry = entries[Int(current)]
    return (Int(entry.line) + linesBefore, Int(entry.column))
  }

  /// The same positions, `lines` further down.
  func moved(by lines: Int) -> FieldPositions {
    var result = self
    result.linesBefore += lines
    return result
  }

  private static func hash(_ name: String) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }
}

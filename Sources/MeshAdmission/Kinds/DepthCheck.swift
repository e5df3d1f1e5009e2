/// Finds values that are nested too deeply.
enum DepthCheck {
  struct Finding {
    var path: FieldPath
    var line: Int
    var column: Int
  }

  /// The first list or mapping deeper than `limit` levels, counting `value` as the first.
  static func firstTooDeep(_ value: DocumentValue, path: FieldPath, limit: Int) -> Finding? {
    // Nearly always nothing is found, and then no path needs to be built.
    isDeeper(value, than: limit) ? find(value, path: path, limit: limit) : nil
  }

  private static func isDeeper(_ value: DocumentValue, than limit: Int) -> Bool {
    switch value.content {
    case .mapping(let entries): limit <= 0 || entries.contains { isDeeper($0.value, than: limit - 1) }
    case .list(let items): limit <= 0 || items.contains { isDeeper($0, than: limit - 1) }
    default: false
    }
  }

  private static func find(_ value: DocumentValue, path: FieldPath, limit: Int) -> Finding? {
    switch value.content {
    case .mapping(let entries):
      guard limit > 0 else { return Finding(path: path, line: Int(value.line), column: Int(value.column)) }
      for entry in entries {
        if let finding = find(entry.value, path: path.field(entry.key), limit: limit - 1) { return finding }
      }
    case .list(let items):
      guard limit > 0 else { return Finding(path: path, line: Int(value.line), column: Int(value.column)) }
      for (index, item) in items.enumerated() {
        if let finding = find(item, path: path.item(index), limit: limit - 1) { return finding }
      }
    default: break
    }
    return nil
  }
}

/// Finds values that are nested too deeply.
enum DepthCheck {
  struct Finding {
    var path: FieldPath
    var line: Int
    var column: Int
  }

  /// The first list or mapping deeper than `limit` levels, counting `value` as the first.
  static func firstTooDeep(_ value: DocumentValue, path: FieldPath, limit: Int) -> Finding? {
    switch value.content {
    case .mapping(let entries):
      guard limit > 0 else { return Finding(path: path, line: Int(value.line), column: Int(value.column)) }
      for entry in entries {
        if let finding = firstTooDeep(entry.value, path: path.field(entry.key), limit: limit - 1) { return finding }
      }
    case .list(let items):
      guard limit > 0 else { return Finding(path: path, line: Int(value.line), column: Int(value.column)) }
      for (index, item) in items.enumerated() {
        if let finding = firstTooDeep(item, path: path.item(index), limit: limit - 1) { return finding }
      }
    default: break
    }
    return nil
  }
}

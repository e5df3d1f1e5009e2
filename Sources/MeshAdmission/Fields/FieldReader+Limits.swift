import MeshAPI

/// Bounds of Istio's API: what an API server would refuse is refused here, too.
extension FieldReader {
  /// A list or a mapping with at most so many entries, which messages call by `noun`.
  func checkSize(of name: String, atMost count: Int, _ noun: String = "entries") {
    outline?.limit(name, toEntries: count)
    let found: Int
    switch entry(name)?.value.content {
    case .list(let items): found = items.count
    case .mapping(let entries): found = entries.count
    default: return
    }
    if found > count { report(.error, .limit, name, "\(found) \(noun); at most \(count) are accepted") }
  }

  /// A text with at most so many characters.
  func checkLength(of name: String, atMost count: Int) {
    outline?.limit(name, toCharacters: count)
    guard let found = entry(name)?.value.string?.unicodeScalars.count, found > count else { return }
    report(.error, .limit, name, "\(found) characters; at most \(count) are accepted")
  }

  /// A list of texts with at most so many characters each.
  func checkLengths(in name: String, atMost count: Int) {
    outline?.limit(name, toCharacters: count)
    guard case .list(let items)? = entry(name)?.value.content else { return }
    for (index, item) in items.enumerated() {
      guard let found = item.string?.unicodeScalars.count, found > count else { continue }
      report(.error, .limit, name, item: index, "\(found) characters; at most \(count) are accepted")
    }
  }
}

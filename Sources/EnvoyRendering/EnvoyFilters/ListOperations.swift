import MeshAPI

extension Array {
  /// Puts something into a list, or takes it out, as an operation says. Merging is not done here.
  ///
  /// - Parameters:
  ///   - isWanted: whether an element is the one that the patch names; nil where the patch names none.
  mutating func apply(_ operation: EnvoyFilter.Operation, _ value: Element?, where isWanted: ((Element) -> Bool)?) {
    let place = isWanted.flatMap { firstIndex(where: $0) }
    switch operation {
    case .add: value.map { append($0) }
    case .insertFirst: value.map { insert($0, at: 0) }
    case .insertBefore:
      guard let value, let index = isWanted == nil ? 0 : place else { return }
      insert(value, at: index)
    case .insertAfter:
      guard let value, let index = isWanted == nil ? count : place.map({ $0 + 1 }) else { return }
      insert(value, at: index)
    case .replace:
      if let value, let place { self[place] = value }
    case .remove:
      if let isWanted { removeAll(where: isWanted) }
    case .merge, .mergeAndReplaceLists: break
    }
  }
}

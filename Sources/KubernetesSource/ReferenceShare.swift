/// Which of the Secrets and ConfigMaps that rules name are watched where they are too many, so that no namespace's rules take away what
/// others have or need.
struct ReferenceShare: Sendable {
  /// The most that are watched.
  let limit: Int
  /// So many the rules of each namespace get before those of any other get more, if there are not too many namespaces for that.
  private static let sure = 16

  /// What is watched already goes before what is new, and whoever has less before those who have more.
  /// - Parameters:
  ///   - wanted: By the namespace of the rules that name them.
  ///   - watched: What is watched by now.
  /// - Returns: the same for the same, whichever order it came in.
  func divide(_ wanted: [String: Set<WatchSlot>], watched: Set<WatchSlot>) -> (kept: Set<WatchSlot>, leftOut: Int) {
    let all = wanted.values.reduce(into: Set<WatchSlot>()) { $0.formUnion($1) }
    guard all.count > limit else { return (all, 0) }
    let sure = min(Self.sure, limit / max(1, wanted.count))
    var kept: Set<WatchSlot> = []
    for claim in wanted.flatMap({ claims($0.key, $0.value, watched, sure: sure) }).sorted() {
      guard kept.count < limit else { break }
      kept.insert(claim.slot)
    }
    return (kept, all.count - kept.count)
  }

  private func claims(_ namespace: String, _ slots: Set<WatchSlot>, _ watched: Set<WatchSlot>, sure: Int) -> [Claim] {
    let (old, new) = (slots.intersection(watched).sorted(), slots.subtracting(watched).sorted())
    return (old + new).enumerated().map { rank, slot in
      Claim(tier: rank < sure ? 0 : rank < old.count ? 1 : 2, rank: rank, namespace: namespace, slot: slot)
    }
  }

  private struct Claim: Comparable {
    var tier: Int
    var rank: Int
    var namespace: String
    var slot: WatchSlot

    static func < (left: Self, right: Self) -> Bool {
      (left.tier, left.rank, left.namespace, left.slot) < (right.tier, right.rank, right.namespace, right.slot)
    }
  }
}

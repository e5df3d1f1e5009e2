import HashTreeCollections
import MeshModel

/// Which automatic address is whose.
///
/// A hash table with linear probing in which the older claim has the better place: each claim has the first index from its start that
/// is neither fixed nor an older claim's. So what the table holds follows from the claims alone, in whatever order they came, and
/// one change moves only what it collides with.
struct AutomaticAddressTable: Sendable, Equatable {
  /// What a service asks for.
  enum Claim: Hashable, Sendable {
    case nothing
    /// It has these already, written by somebody; nobody else gets them.
    case fixed(Set<Int>)
    /// Any, for a service that was made then.
    case any(created: Int64)
  }

  /// A claim to any index. Sorted by what comes first: the oldest, then by host and namespace.
  private struct Seeker: Hashable, Sendable, Comparable {
    var created: Int64
    var key: ServiceKey

    static func < (left: Self, right: Self) -> Bool { (left.created, left.key) < (right.created, right.key) }
  }

  /// How far from its start an index may lie, so that a change costs little in a full table, too.
  static let reach = 256

  private var claims: TreeDictionary<ServiceKey, Claim> = [:]
  private var fixed = MultiIndex<Int, ServiceKey>()
  private var holders: TreeDictionary<Int, Seeker> = [:]
  private var places: TreeDictionary<ServiceKey, Int> = [:]
  /// Those for whom there was nothing left, by their start.
  private var waiting = MultiIndex<Int, Seeker>()
  private let start: @Sendable (ServiceKey) -> Int

  /// - Parameter start: where the search for a service begins; 0..<AutomaticAddress.count, always the same.
  init(start: @escaping @Sendable (ServiceKey) -> Int = { AutomaticAddress(for: $0).index }) {
    self.start = start
  }

  static func == (left: Self, right: Self) -> Bool {
    left.claims == right.claims && left.fixed == right.fixed && left.holders == right.holders && left.places == right.places
      && left.waiting == right.waiting
  }

  /// What a service got; nil where it did not ask, or nothing was left.
  subscript(key: ServiceKey) -> Int? { places[key] }

  /// Whether a service asked and nothing was left.
  func isWaiting(_ key: ServiceKey) -> Bool {
    if case .any? = claims[key] { places[key] == nil } else { false }
  }

  /// Takes in what a service asks for now.
  /// - Parameter moved: gets the services that may have another index than before.
  mutating func set(_ claim: Claim, for key: ServiceKey, moved: inout Set<ServiceKey>) {
    let old = claims[key] ?? .nothing
    guard claim != old else { return }
    claims[key] = claim == .nothing ? nil : claim
    moved.insert(key)
    // What is fixed next is taken before anybody moves to what is given up.
    if case .fixed(let indexes) = claim { for index in indexes { take(index, for: key, &moved) } }
    switch old {
    case .nothing: break
    case .fixed(let indexes):
      for index in indexes {
        if case .fixed(let kept) = claim, kept.contains(index) { continue }
        fixed.remove(key, for: index)
        if fixed.isEmpty(for: index) { fill(index, &moved) }
      }
    case .any(let created): withdraw(Seeker(created: created, key: key), &moved)
    }
    if case .any(let created) = claim { place(Seeker(created: created, key: key), &moved) }
  }

  private mutating func take(_ index: Int, for key: ServiceKey, _ moved: inout Set<ServiceKey>) {
    fixed.insert(key, for: index)
    guard let holder = holders[index] else { return }
    holders[index] = nil
    places[holder.key] = nil
    place(holder, &moved)
  }

  private mutating func withdraw(_ seeker: Seeker, _ moved: inout Set<ServiceKey>) {
    waiting.remove(seeker, for: start(seeker.key))
    guard let index = places[seeker.key] else { return }
    places[seeker.key] = nil
    holders[index] = nil
    fill(index, &moved)
  }

  private mutating func place(_ seeker: Seeker, _ moved: inout Set<ServiceKey>) {
    var (current, index) = (seeker, start(seeker.key))
    while distance(from: start(current.key), to: index) < Self.reach {
      moved.insert(current.key)
      if fixed.isEmpty(for: index) {
        guard let holder = holders[index] else {
          holders[index] = current
          places[current.key] = index
          return
        }
        if current < holder {
          holders[index] = current
          places[current.key] = index
          current = holder
        }
      }
      index = (index + 1) % AutomaticAddress.count
    }
    moved.insert(current.key)
    places[current.key] = nil
    waiting.insert(current, for: start(current.key))
  }

  /// Gives an index that is free to the first that would like it better than what it has, and so on.
  private mutating func fill(_ free: Int, _ moved: inout Set<ServiceKey>) {
    var free = free
    while let (seeker, place) = successor(of: free) {
      holders[free] = seeker
      places[seeker.key] = free
      moved.insert(seeker.key)
      guard let place else { return waiting.remove(seeker, for: start(seeker.key)) }
      holders[place] = nil
      free = place
    }
  }

  /// - Returns: the first of those who want `free`, and the index that it has now.
  private func successor(of free: Int) -> (Seeker, place: Int?)? {
    var best: (seeker: Seeker, place: Int?)?
    func consider(_ seeker: Seeker, _ place: Int?) {
      if best.map({ seeker < $0.seeker }) ?? true { best = (seeker, place) }
    }
    for step in 1..<Self.reach {
      let index = (free + step) % AutomaticAddress.count
      if let holder = holders[index] {
        if distance(from: start(holder.key), to: free) < distance(from: start(holder.key), to: index) { consider(holder, index) }
      } else if fixed.isEmpty(for: index) {
        // Whoever stands behind a free index began behind it.
        break
      }
    }
    if !waiting.isEmpty {
      for step in 0..<Self.reach {
        let index = (free - step + AutomaticAddress.count) % AutomaticAddress.count
        if let first = waiting[index].first { consider(first, nil) }
      }
    }
    return best.map { ($0.seeker, $0.place) }
  }

  private func distance(from start: Int, to index: Int) -> Int {
    (index - start + AutomaticAddress.count) % AutomaticAddress.count
  }
}

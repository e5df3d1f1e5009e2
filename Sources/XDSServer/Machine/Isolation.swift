/// Finds the resources that made a proxy refuse a response which names none of them: the refused ones are sent again in halves
/// until the bad ones stand alone.
///
/// A resource may be refused only because of another that had to go first (a domain that moves between virtual hosts), so those
/// refused alone deserve one more try after others were accepted. Each such try needs progress before it, so the search ends.
struct Isolation: Sendable, Hashable {
  /// How a search ended.
  struct Outcome: Sendable, Hashable {
    /// What was refused alone.
    var refused: [String]
    /// Whether anything was accepted, so that another try may fare better.
    var hasProgress: Bool
  }

  private var groups: [[String]] = []
  private var refused: [String] = []
  private var hasProgress = false
  private var outstanding = 0

  /// - Parameter names: what was refused together, at least two.
  init(splitting names: [String]) { push(names) }

  /// What to send next; nil while answers are awaited.
  var current: [String]? { groups.last }

  /// Nil while the search goes on.
  var outcome: Outcome? {
    groups.isEmpty && outstanding == 0 ? Outcome(refused: refused, hasProgress: hasProgress) : nil
  }

  /// The current group was sent.
  mutating func sent() {
    if groups.popLast() != nil { outstanding += 1 }
  }

  /// The proxy answered a group.
  mutating func answered(_ names: [String], accepted: Bool) {
    outstanding = max(0, outstanding - 1)
    if accepted {
      hasProgress = true
    } else if names.count > 1 {
      push(names)
    } else {
      refused += names
    }
  }

  /// The proxy refused a group and said whom to blame.
  mutating func found(_ names: Set<String>) {
    outstanding = max(0, outstanding - 1)
    refused += names.sorted()
  }

  /// Leaves out names that need no delivery any more.
  mutating func keep(where isWanted: (String) -> Bool) {
    groups = groups.map { $0.filter(isWanted) }.filter { !$0.isEmpty }
  }

  private mutating func push(_ names: [String]) {
    let middle = (names.count + 1) / 2
    let halves = [Array(names[middle...]), Array(names[..<middle])]
    groups += halves.filter { !$0.isEmpty }
  }
}

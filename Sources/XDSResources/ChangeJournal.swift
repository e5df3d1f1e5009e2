/// Which names changed with each generation of a table, back to some generation.
///
/// Snapshots of a table share its journal, so each change would copy all of it were it one list: it is a list of full pages, which
/// copies share, and one page that is being written.
struct ChangeJournal: Sendable {
  /// Names that changed (set, replaced or removed) between two generations.
  private struct Step: Sendable {
    var generation: UInt64
    var names: [String]
  }

  private struct Page: Sendable {
    /// Oldest first.
    var steps: [Step] = []
    var nameCount = 0

    mutating func append(_ step: Step) {
      steps.append(step)
      nameCount += step.names.count
    }
  }

  private static let stepsPerPage = 64

  private var fullPages: [Page] = []
  private var lastPage = Page()
  private var nameCount = 0
  /// Changes since generations before this one are forgotten.
  private var start: UInt64 = 0

  /// - Parameter generation: the one that the change led to; greater than all before.
  mutating func append(_ names: [String], generation: UInt64) {
    if lastPage.steps.count >= Self.stepsPerPage || lastPage.nameCount >= Self.stepsPerPage { turnPage() }
    lastPage.append(Step(generation: generation, names: names))
    nameCount += names.count
  }

  /// Forgets the oldest pages as long as more than `limit` names are kept.
  mutating func forget(beyond limit: Int) {
    var gone = 0
    while nameCount > limit, gone < fullPages.count {
      forget(fullPages[gone])
      gone += 1
    }
    if gone > 0 { fullPages.removeFirst(gone) }
    if nameCount > limit {
      forget(lastPage)
      lastPage = Page()
    }
  }

  /// The names that changed after a generation; nil when the journal does not reach back that far.
  func names(after known: UInt64) -> Set<String>? {
    guard known >= start else { return nil }
    var names: Set<String> = []
    for step in lastPage.steps.reversed() {
      if step.generation <= known { return names }
      names.formUnion(step.names)
    }
    for page in fullPages.reversed() {
      for step in page.steps.reversed() {
        if step.generation <= known { return names }
        names.formUnion(step.names)
      }
    }
    return names
  }

  private mutating func turnPage() {
    guard !lastPage.steps.isEmpty else { return }
    fullPages.append(lastPage)
    lastPage = Page()
  }

  private mutating func forget(_ page: Page) {
    nameCount -= page.nameCount
    start = page.steps.last?.generation ?? start
  }
}

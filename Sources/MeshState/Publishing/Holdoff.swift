/// How long the writer waits for more changes before it folds those it has: a file that is saved rarely comes alone.
package struct Holdoff: Hashable, Sendable {
  /// Folding starts when nothing has arrived for this long; zero folds at once.
  package var quiet: Duration
  /// Folding starts after this long in any case, counted from the first change.
  package var limit: Duration

  package init(quiet: Duration = .milliseconds(10), limit: Duration = .milliseconds(100)) {
    self.quiet = quiet
    self.limit = limit
  }
}

/// How much of its history a store keeps for reads of the past and for watches that are taken up again.
package struct CompactionPolicy: Hashable, Sendable {
  /// At most so many revisions; what is older goes even where it is young.
  package var revisions: Int64
  /// What is older goes, give or take a sixteenth; counted from the start of the process for what is found there.
  package var age: Duration

  package init(revisions: Int64 = 100_000, age: Duration = .seconds(600)) {
    self.revisions = revisions
    self.age = age
  }
}

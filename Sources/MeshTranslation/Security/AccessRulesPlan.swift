/// Rules that one filter checks, and what it does with a match.
package struct AccessRulesPlan: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// What no rule matches is refused.
    case allow
    /// What a rule matches is refused.
    case deny
    /// Everything passes; what a rule matches is marked for the access log.
    case log
  }

  /// Matches where one of the operations and one of the sources do.
  package struct Rule: Hashable, Sendable {
    /// In statistics, logs and metadata.
    package var name: String
    package var operations: [Clause<OperationTest>]
    package var sources: [Clause<SourceTest>]

    package init(name: String, operations: [Clause<OperationTest>] = [.any], sources: [Clause<SourceTest>] = [.any]) {
      self.name = name
      self.operations = operations
      self.sources = sources
    }
  }

  package var action: Action
  /// nil where no policy is enforced; empty where policies are, none of which can ever match.
  package var enforced: [Rule]?
  /// Rules whose outcome is only counted and noted.
  package var dryRun: [Rule]?

  package init(action: Action, enforced: [Rule]? = nil, dryRun: [Rule]? = nil) {
    self.action = action
    self.enforced = enforced
    self.dryRun = dryRun
  }
}

package import KubernetesAPI

/// Names an object among those of its kind.
package struct ObjectName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Empty for kinds outside of namespaces.
  package var namespace: String
  package var name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// nil where an object has no name.
  package init?(of object: JSONValue) {
    guard let metadata = object["metadata"], let name = metadata["name"]?.string, !name.isEmpty else { return nil }
    self.init(namespace: metadata["namespace"]?.string ?? "", name: name)
  }

  package var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

  package static func < (left: Self, right: Self) -> Bool { (left.namespace, left.name) < (right.namespace, right.name) }
}

/// What differs from all that was told before.
package struct InformerChange: Hashable, Sendable {
  /// Objects that are new, or are of another version than the one told last.
  package var upserted: [JSONValue]
  /// Objects that were told and are gone.
  package var removed: [ObjectName]
  /// Whether what was told now equals what the server holds: a list has ended with this.
  package var completesList: Bool

  package init(upserted: [JSONValue] = [], removed: [ObjectName] = [], completesList: Bool = false) {
    self.upserted = upserted
    self.removed = removed
    self.completesList = completesList
  }
}

/// How an informer stands.
package enum InformerCondition: Hashable, Sendable {
  /// Nothing is known yet.
  case starting
  /// What was told is what the server holds, but for what is on its way.
  case following
  /// The server has no such kind; it is asked again now and then.
  case missingKind
  /// The server does not answer as it should; it is asked again, and what was told may be old.
  case failing(KubernetesError)
}

/// What an informer tells.
package enum InformerNews: Hashable, Sendable {
  case changed(InformerChange)
  case condition(InformerCondition)
}

/// How an informer behaves.
package struct InformerOptions: Hashable, Sendable {
  /// Objects of one page of a list.
  package var pageSize = 500
  /// The first pause after a failure; it doubles from one to the next. Each is moved by up to a half in both directions.
  package var firstPause = Duration.milliseconds(800)
  package var longestPause = Duration.seconds(30)
  /// How long to wait before asking again for a kind that is missing.
  package var missingKindPause = Duration.seconds(10)
  /// How often in a row a kind must be missing before the objects that it had count as gone.
  package var missingKindPatience = 3
  /// For how long a watch is asked for; the true time is up to twice that.
  package var watchTimeout = Duration.seconds(240)
  /// A watch that lasted this long was a good one, however it ended.
  package var goodWatch = Duration.seconds(5)
  /// After this many watches in a row that told nothing, everything is listed again.
  package var watchPatience = 5

  package init() {}
}

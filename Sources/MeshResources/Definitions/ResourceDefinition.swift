package import KubernetesAPI

/// What an API server must know of a kind of objects to serve it: names, versions, columns, and the schema of its content.
package struct ResourceDefinition: Hashable, Sendable {
  /// The names by which people and clients ask for the kind.
  package struct Names: Hashable, Sendable {
    package var kind: String
    package var plural: String
    package var singular: String
    package var shortNames: [String]
    /// Groups of kinds that `kubectl get` takes as a name, such as `all`.
    package var categories: [String]

    package var listKind: String { kind + "List" }

    /// - Parameter plural: nil where the kind takes a plain s.
    package init(_ kind: String, plural: String? = nil, short: [String] = [], categories: [String] = []) {
      self.kind = kind
      singular = kind.lowercased()
      self.plural = plural ?? kind.lowercased() + "s"
      shortNames = short
      self.categories = categories
    }
  }

  /// A column of `kubectl get`, beside the name.
  package struct Column: Hashable, Sendable {
    package enum Format: String, Hashable, Sendable { case string, integer, number, boolean, date }
    package var name: String
    package var format: Format
    /// Where the value stands, in the JSON path of Kubernetes' columns (`.spec.hosts`).
    package var path: String
    package var description: String
    /// 0 is always shown; greater ones with `-o wide`.
    package var priority: Int

    package init(_ name: String, _ path: String, _ description: String = "", format: Format = .string, priority: Int = 0) {
      self.name = name
      self.format = format
      self.path = path
      self.description = description
      self.priority = priority
    }

    package static let age = Column(
      "Age", ".metadata.creationTimestamp", "How long ago the object was created.", format: .date)
  }

  /// Empty for Kubernetes' core group.
  package var group: String
  /// Served versions, the preferred one first. All have one schema, so that converting an object changes its `apiVersion` alone.
  package var versions: [String]
  /// The version in which objects are stored; one of ``versions``.
  package var storageVersion: String
  package var names: Names
  package var isNamespaced: Bool
  package var hasStatus: Bool
  package var columns: [Column]
  /// One sentence about what the kind is for.
  package var description: String
  /// An OpenAPI v3 schema that is structural, of the whole object but for `apiVersion`, `kind` and `metadata`.
  package var schema: JSONValue

  package init(
    group: String, versions: [String], storageVersion: String? = nil, names: Names, isNamespaced: Bool = true,
    hasStatus: Bool = true, columns: [Column] = [.age], description: String, schema: JSONValue
  ) {
    self.group = group
    self.versions = versions
    self.storageVersion = storageVersion ?? versions[0]
    self.names = names
    self.isNamespaced = isNamespaced
    self.hasStatus = hasStatus
    self.columns = columns
    self.description = description
    self.schema = schema
  }

  /// `virtualservices.networking.istio.io`, `pods`: what `CustomResourceDefinition` objects and authorization call the kind.
  package var fullName: String { group.isEmpty ? names.plural : "\(names.plural).\(group)" }
}

package import MeshAPI

/// The codes of the diagnostics that admission gives. Users match on them: never change one.
extension Diagnostic.Code {
  /// The text is not YAML, JSON or UTF-8, or repeats a key.
  package static let syntax: Self = "syntax"
  /// A mapping holds a key twice.
  package static let duplicateKey: Self = "duplicate-key"
  /// A file, a nesting or a number of objects beyond the documented bounds.
  package static let limit: Self = "limit-exceeded"
  /// A field that the kind does not have.
  package static let unknownField: Self = "unknown-field"
  /// A value of another type than the field's.
  package static let wrongType: Self = "wrong-type"
  /// A field that must be given is missing or empty.
  package static let required: Self = "required"
  /// A number, duration or percentage outside of its range.
  package static let outOfRange: Self = "out-of-range"
  /// A value that the field does not take.
  package static let invalidValue: Self = "invalid-value"
  /// A regular expression that RE2 does not accept.
  package static let invalidRegex: Self = "invalid-regex"
  /// Fields that exclude each other, or need each other.
  package static let conflict: Self = "conflict"
  /// Two items with one name.
  package static let duplicateName: Self = "duplicate-name"
  /// Something of Istio's that this version does not do yet.
  package static let notSupported: Self = "not-supported"
  /// A spelling that Istio has replaced.
  package static let deprecated: Self = "deprecated"
  /// An object of a kind that a mesh does not read.
  package static let ignoredKind: Self = "ignored-kind"
  /// A document without `kind`, `apiVersion` or name, or with an unknown version.
  package static let unknownKind: Self = "unknown-kind"
  /// Accepted, and less safe than its author may think.
  package static let insecure: Self = "insecure"
  /// Accepted, but without effect or probably not what was meant.
  package static let suspicious: Self = "suspicious"
}

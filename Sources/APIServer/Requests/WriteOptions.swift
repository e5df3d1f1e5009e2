import KubernetesAPI

/// How an object is to be written.
///
/// Source: Kubernetes' `meta.k8s.io/v1` CreateOptions, UpdateOptions and PatchOptions.
struct WriteOptions: Hashable, Sendable {
  /// What to do about fields that the schema does not know, and about fields given twice.
  enum FieldValidation: String {
    case ignore = "Ignore"
    case warn = "Warn"
    case strict = "Strict"
  }
  /// Do all but the write.
  var isDryRun: Bool
  var fieldManager: String?
  var fieldValidation: FieldValidation
  /// Take over fields of other managers; for server-side apply.
  var isForced: Bool

  private static let longestManager = 128

  /// - Parameter userAgent: Names the manager where the request does not, up to the first `/`.
  init(_ query: QueryParameters, userAgent: String?) throws(Status) {
    isDryRun = try Self.dryRun(query["dryRun"])
    let named = query["fieldManager"]
    if let named,
      named.utf8.count > Self.longestManager
        || named.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    {
      throw .badRequest("fieldManager must be at most \(Self.longestManager) printable characters")
    }
    fieldManager = named ?? userAgent.flatMap(Self.manager)
    fieldValidation = .warn
    if let text = query["fieldValidation"] {
      guard let value = FieldValidation(rawValue: text) else {
        throw .badRequest("fieldValidation must be Ignore, Warn or Strict, not \"\(text)\"")
      }
      fieldValidation = value
    }
    isForced = try query.flag("force") ?? false
  }

  static func dryRun(_ text: String?) throws(Status) -> Bool {
    switch text {
    case nil: return false
    case "All": return true
    case let text?: throw .badRequest("dryRun must be All, not \"\(text)\"")
    }
  }

  private static func manager(_ userAgent: String) -> String? {
    let name = userAgent.prefix { $0 != "/" }.unicodeScalars.filter { $0.properties.generalCategory != .control }
    return name.isEmpty ? nil : String(String.UnicodeScalarView(name.prefix(longestManager)))
  }
}

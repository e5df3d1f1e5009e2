import KubernetesAPI
import ObjectStore

/// What a list or a watch is narrowed by, and as of when it is read.
///
/// Source: Kubernetes' `meta.k8s.io/v1` ListOptions.
struct ListOptions: Sendable {
  enum Match: String {
    case exact = "Exact"
    case notOlderThan = "NotOlderThan"
  }
  var labels: LabelSelector
  var fields: FieldSelector
  /// nil: as of now.
  var resourceVersion: ResourceVersion?
  var match: Match?
  /// nil: no limit.
  var limit: Int?
  var continuation: String?
  var isWatch: Bool
  var allowsBookmarks: Bool
  var sendsInitialEvents: Bool?
  /// Seconds; nil where the server chooses.
  var timeout: Int?

  /// - Throws: a Status of code 400 that names the parameter.
  init(_ query: QueryParameters) throws(Status) {
    do throws(SelectorError) {
      labels = try LabelSelector(query["labelSelector"] ?? "")
      fields = try FieldSelector(query["fieldSelector"] ?? "")
    } catch {
      throw .badRequest(error.description)
    }
    if let text = query["resourceVersion"] { resourceVersion = try ResourceVersion(text) }
    if let text = query["resourceVersionMatch"] {
      guard let match = Match(rawValue: text) else {
        throw .badRequest("resourceVersionMatch must be Exact or NotOlderThan, not \"\(text)\"")
      }
      self.match = match
    }
    limit = try query.number("limit").flatMap { $0 == 0 ? nil : Int(clamping: $0) }
    continuation = query["continue"]
    isWatch = try query.flag("watch") ?? false
    allowsBookmarks = try query.flag("allowWatchBookmarks") ?? false
    sendsInitialEvents = try query.flag("sendInitialEvents")
    timeout = try query.number("timeoutSeconds").flatMap { $0 == 0 ? nil : Int(clamping: $0) }
    try checkTogether()
  }

  private func checkTogether() throws(Status) {
    guard !isWatch else { return }
    if match != nil, resourceVersion == nil, sendsInitialEvents == nil {
      throw .badRequest("resourceVersionMatch is forbidden unless resourceVersion is given")
    }
    if match == .exact, resourceVersion?.number == 0 {
      throw .badRequest("resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"")
    }
    if continuation != nil, let resourceVersion, resourceVersion.number != 0 {
      throw .badRequest("resourceVersion must not be given together with continue")
    }
  }
}

/// A version of an object or of a list, as clients see it: the store's revision, in digits.
struct ResourceVersion: Hashable, Sendable, CustomStringConvertible {
  var number: Int64

  init(_ revision: StoreRevision) { number = revision.number }

  /// - Throws: a Status of code 400 where the text is no number that this server gave.
  init(_ text: String) throws(Status) {
    guard let number = Int64(text), number >= 0 else {
      throw .badRequest("the resourceVersion \"\(text)\" is not one that this server gave")
    }
    self.number = number
  }

  var revision: StoreRevision { StoreRevision(number) }

  var description: String { String(number) }
}

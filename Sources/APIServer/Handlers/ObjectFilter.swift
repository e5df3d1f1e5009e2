import KubernetesAPI
import ObjectStore

/// Which objects of a kind a list or a watch is about.
struct ObjectFilter: Sendable {
  let labels: LabelSelector
  let fields: FieldSelector
  private let request: ResourceRequest

  init(_ options: ListOptions, _ request: ResourceRequest) {
    labels = options.labels
    fields = options.fields
    self.request = request
  }

  var isEmpty: Bool { labels.isEmpty && fields.isEmpty }

  /// - Throws: a Status of code 400 where a field is named by which this kind cannot be selected.
  func check() throws(Status) {
    do throws(SelectorError) {
      try fields.check(supported: Set(["metadata.name", "metadata.namespace"] + request.version.selectableFields))
    } catch {
      throw .badRequest(error.description)
    }
  }

  func matches(_ object: JSONValue) -> Bool {
    labels.matches(object.metadata.labels) && fields.matches(object, absent: request.version.absentFields)
  }

  func matches(_ object: StoredObject) throws(Status) -> Bool {
    guard !isEmpty else { return true }
    do throws(StoreError) {
      guard !fields.isEmpty else { return labels.matches(try object.envelope.labels) }
      return matches(try object.value(apiVersion: request.apiVersion))
    } catch {
      throw ResourceService.status(of: error, request)
    }
  }

  /// Whether an object was one of those before a change, and whether it is now.
  func matches(_ change: WatchedChange) throws(Status) -> (before: Bool, after: Bool) {
    guard !isEmpty else { return (change.previous != nil, change.object != nil) }
    do throws(StoreError) {
      return (try change.previousValue().map(matches) ?? false, try change.objectValue().map(matches) ?? false)
    } catch {
      throw ResourceService.status(of: error, request)
    }
  }

  /// The key of the only object that can match, where the selector names one.
  func singleKey(_ request: ResourceRequest) -> StoreKey? {
    guard let name = fields.exactValue(of: "metadata.name"), !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/"))
    else { return nil }
    guard request.definition.isNamespaced else { return request.key(name) }
    return request.namespace == nil ? nil : request.key(name)
  }
}

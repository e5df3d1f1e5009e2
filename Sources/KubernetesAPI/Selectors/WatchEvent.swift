/// One line of a watch.
package struct WatchEvent: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case added = "ADDED"
    case modified = "MODIFIED"
    /// The object is as it was last seen, but for the resourceVersion of its deletion.
    case deleted = "DELETED"
    /// An object of nothing but a resourceVersion, up to which everything is told; and an annotation where the first list ends.
    case bookmark = "BOOKMARK"
    /// A Status; the watch ends with it.
    case error = "ERROR"
  }

  package var kind: Kind
  package var object: JSONValue

  package init(_ kind: Kind, _ object: JSONValue) {
    self.kind = kind
    self.object = object
  }

  package static func error(_ status: Status) -> WatchEvent { WatchEvent(.error, status.json) }

  /// The annotation of the bookmark that ends the first list of a watch which asked for `sendInitialEvents`.
  package static let initialEventsEndAnnotation = "k8s.io/initial-events-end"

  /// A bookmark of a kind of objects.
  package static func bookmark(
    _ kind: GroupVersionKind, resourceVersion: String, endsInitialEvents: Bool = false
  ) -> WatchEvent {
    var object: JSONValue = [
      "apiVersion": .string(kind.groupVersion.description), "kind": .string(kind.kind),
      "metadata": ["creationTimestamp": .null, "resourceVersion": .string(resourceVersion)],
    ]
    if endsInitialEvents { object.metadata.annotations = [initialEventsEndAnnotation: "true"] }
    return WatchEvent(.bookmark, object)
  }

  package var json: JSONValue { ["type": .string(kind.rawValue), "object": object] }

  /// Reads an event; nil where the value is none.
  package init?(json: JSONValue) {
    guard let kind = json["type"]?.string.flatMap(Kind.init(rawValue:)), let object = json["object"] else { return nil }
    self.init(kind, object)
  }

  /// The Status of an `ERROR`; nil for other events.
  package var status: Status? { kind == .error ? Status(json: object) : nil }

  /// Appends the event as the line that a watch sends, whose object is JSON text already.
  package static func appendLine(_ kind: Kind, object: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"type\":\"\(kind.rawValue)\",\"object\":".utf8)
    bytes.append(contentsOf: object)
    bytes.append(contentsOf: "}\n".utf8)
  }
}

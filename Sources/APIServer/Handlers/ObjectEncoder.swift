import KubernetesAPI
import ObjectStore

/// Writes objects in the form that a client wants.
struct ObjectEncoder: Sendable {
  let request: ResourceRequest
  let form: ResponseForm
  let clock: TableClock

  /// One object.
  func append(_ object: StoredObject, to bytes: inout [UInt8]) throws(Status) {
    switch form {
    case .whole: object.envelope.write(apiVersion: request.apiVersion, revision: object.revision, into: &bytes)
    case .metadata(let version): JSONWriter.append(Self.metadata(try value(object), version: version), to: &bytes)
    case .table: try appendTable([object], hasColumns: true, metadata: [:], to: &bytes)
    }
  }

  /// One object that is not stored.
  func append(_ object: JSONValue, to bytes: inout [UInt8]) {
    switch form {
    case .whole: JSONWriter.append(object, to: &bytes)
    case .metadata(let version): JSONWriter.append(Self.metadata(object, version: version), to: &bytes)
    case .table(let version, let rows):
      let table = TableEncoder(version: version, columns: request.version.columns, rows: rows, clock: clock)
      JSONWriter.append(table.table([object], hasColumns: true, metadata: [:]), to: &bytes)
    }
  }

  /// A list, or a page of one.
  func list(_ answer: ListAnswer) throws(Status) -> [UInt8] {
    var metadata: JSONValue = ["resourceVersion": .string(answer.revision.description)]
    if let token = answer.continuation { metadata["continue"] = .string(token.text) }
    if let remaining = answer.remaining { metadata["remainingItemCount"] = .integer(Int64(remaining)) }
    var bytes: [UInt8] = []
    switch form {
    case .table: try appendTable(answer.objects, hasColumns: true, metadata: metadata, to: &bytes)
    case .whole:
      bytes.reserveCapacity(answer.objects.reduce(256) { $0 + $1.envelope.json.count + 96 })
      openList(apiVersion: request.apiVersion, kind: request.definition.names.listKind, metadata, &bytes)
      try appendItems(answer.objects, &bytes)
    case .metadata(let version):
      openList(apiVersion: "meta.k8s.io/\(version)", kind: "PartialObjectMetadataList", metadata, &bytes)
      try appendItems(answer.objects, &bytes)
    }
    return bytes
  }

  /// What a watch tells of an object, as the first of its table or as another.
  func appendWatched(_ object: StoredObject, isFirst: Bool, to bytes: inout [UInt8]) throws(Status) {
    guard case .table = form else { return try append(object, to: &bytes) }
    try appendTable(
      [object], hasColumns: isFirst, metadata: ["resourceVersion": .string(object.revision.description)], to: &bytes)
  }

  private func openList(apiVersion: String, kind: String, _ metadata: JSONValue, _ bytes: inout [UInt8]) {
    bytes += "{\"apiVersion\":\"\(apiVersion)\",\"kind\":\"\(kind)\",\"metadata\":".utf8
    JSONWriter.append(metadata, to: &bytes)
    bytes += ",\"items\":[".utf8
  }

  private func appendItems(_ objects: [StoredObject], _ bytes: inout [UInt8]) throws(Status) {
    for (index, object) in objects.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      try append(object, to: &bytes)
    }
    bytes += "]}".utf8
  }

  private func appendTable(
    _ objects: [StoredObject], hasColumns: Bool, metadata: JSONValue, to bytes: inout [UInt8]
  ) throws(Status) {
    guard case .table(let version, let rows) = form else { return }
    let table = TableEncoder(version: version, columns: request.version.columns, rows: rows, clock: clock)
    var values: [JSONValue] = []
    values.reserveCapacity(objects.count)
    for object in objects { values.append(try value(object)) }
    JSONWriter.append(table.table(values, hasColumns: hasColumns, metadata: metadata), to: &bytes)
  }

  private func value(_ object: StoredObject) throws(Status) -> JSONValue {
    do throws(StoreError) {
      return try object.value(apiVersion: request.apiVersion)
    } catch {
      throw ResourceService.status(of: error, request)
    }
  }

  /// Source: `meta.k8s.io` PartialObjectMetadata.
  static func metadata(_ object: JSONValue, version: String) -> JSONValue {
    [
      "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(version)"), "metadata": object["metadata"] ?? [:],
    ]
  }
}

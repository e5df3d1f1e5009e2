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
    case .metadata(let version):
      do throws(StoreError) {
        try object.envelope.writeMetadata(version: version, revision: object.revision, into: &bytes)
      } catch {
        throw ResourceService.status(of: error, request)
      }
    case .table: appendTable(try value(object), hasColumns: true, metadata: [:], to: &bytes)
    }
  }

  /// One object that is not stored.
  func append(_ object: JSONValue, to bytes: inout [UInt8]) {
    switch form {
    case .whole: JSONWriter.append(object, to: &bytes)
    case .metadata(let version): JSONWriter.append(Self.metadata(object, version: version), to: &bytes)
    case .table: appendTable(object, hasColumns: true, metadata: [:], to: &bytes)
    }
  }

  // MARK: Lists

  /// What stands before the items of a list.
  func openList(_ bytes: inout [UInt8]) {
    switch form {
    case .table(let version, _):
      open(apiVersion: "meta.k8s.io/\(version)", kind: "Table", &bytes)
      bytes += "\"columnDefinitions\":".utf8
      if let table { JSONWriter.append(table.definitions, to: &bytes) }
      bytes += ",\"rows\":[".utf8
    case .whole:
      open(apiVersion: request.apiVersion, kind: request.definition.names.listKind, &bytes)
      bytes += "\"items\":[".utf8
    case .metadata(let version):
      open(apiVersion: "meta.k8s.io/\(version)", kind: "PartialObjectMetadataList", &bytes)
      bytes += "\"items\":[".utf8
    }
  }

  private func open(apiVersion: String, kind: String, _ bytes: inout [UInt8]) {
    bytes += "{\"apiVersion\":\"\(apiVersion)\",\"kind\":\"\(kind)\",".utf8
  }

  /// One item of a list.
  func appendItem(_ object: StoredObject, to bytes: inout [UInt8]) throws(Status) {
    guard let table else { return try append(object, to: &bytes) }
    JSONWriter.append(table.row(try value(object)), to: &bytes)
  }

  /// What stands behind the items of a list.
  func closeList(_ metadata: JSONValue, _ bytes: inout [UInt8]) {
    bytes += "],\"metadata\":".utf8
    JSONWriter.append(metadata, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  // MARK: Watches

  /// What a watch tells of an object, as the first of its table or as another.
  func appendWatched(_ object: StoredObject, isFirst: Bool, to bytes: inout [UInt8]) throws(Status) {
    guard case .table = form else { return try append(object, to: &bytes) }
    appendTable(
      try value(object), hasColumns: isFirst, metadata: ["resourceVersion": .string(object.revision.description)], to: &bytes)
  }

  // MARK: Tables

  /// nil where no table is wanted.
  private var table: TableEncoder? {
    guard case .table(let version, let rows) = form else { return nil }
    return TableEncoder(version: version, columns: request.columns, rows: rows, clock: clock)
  }

  private func appendTable(_ object: JSONValue, hasColumns: Bool, metadata: JSONValue, to bytes: inout [UInt8]) {
    guard let table else { return }
    JSONWriter.append(table.table([object], hasColumns: hasColumns, metadata: metadata), to: &bytes)
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

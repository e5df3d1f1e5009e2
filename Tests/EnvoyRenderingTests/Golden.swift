import EnvoyAPI
import Foundation
import SwiftProtobuf
import Testing
import XDSResources

/// Rendered clusters and load assignments as JSON files under `Goldens/`, with the field names of the .proto files: type, then name,
/// then the resource.
///
/// `MELTEMI_RECORD=1` writes them anew, and fails the run that does so.
enum Golden {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")

  /// Compares `resources` with `Goldens/NAME.json`.
  static func check(
    _ resources: [Resource], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name + ".json")
    let actual = try text(of: resources)
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: file)
      Issue.record("recorded \(name); run again without MELTEMI_RECORD", sourceLocation: sourceLocation)
      return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(actual == expected, "\(name) differs from its golden", sourceLocation: sourceLocation)
  }

  /// What is written down in `Goldens/NAME.json`.
  static func content(of name: String) throws -> [String: [String: Any]] {
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
  }

  static func text(of resources: [Resource]) throws -> String {
    EnvoyTypeRegistry.register()
    var content: [String: [String: Any]] = [:]
    for resource in resources {
      let (kind, json) = try json(of: resource)
      content[kind, default: [:]][resource.name] = try JSONSerialization.jsonObject(with: Data(json))
    }
    let data = try JSONSerialization.data(
      withJSONObject: content, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func json(of resource: Resource) throws -> (kind: String, json: [UInt8]) {
    var options = JSONEncodingOptions()
    options.preserveProtoFieldNames = true
    options.useDeterministicOrdering = true
    func encode<M: Message>(_ type: M.Type) throws -> [UInt8] {
      try M(serializedBytes: resource.body).jsonUTF8Bytes(options: options)
    }
    switch resource.type {
    case .cluster: return ("cluster", try encode(Envoy_Config_Cluster_V3_Cluster.self))
    case .endpoint: return ("endpoint", try encode(Envoy_Config_Endpoint_V3_ClusterLoadAssignment.self))
    default: throw UnknownGoldenType(type: resource.type)
    }
  }
}

/// A golden can only hold the types that Envoy gets from the mesh.
struct UnknownGoldenType: Error {
  var type: TypeURL
}

import EnvoyAPI
import Foundation
import SwiftProtobuf
import Testing

@Suite struct AnyNormalizerTests {
  private typealias Extension = Envoy_Config_Core_V3_TypedExtensionConfig

  /// As SwiftProtobuf reads it: with every `Any` still as text.
  private func lazily(_ json: EnvoyJSONValue) throws -> Extension {
    try Extension(jsonString: json.text())
  }

  @Test(arguments: [1, 5, 12, 24]) func expandsEachAnyOnce(depth: Int) throws {
    var message = try lazily(NestedAny.json(depth: depth))
    #expect(try AnyNormalizer.normalize(&message) == depth)

    // What came from JSON and what came from bytes are the same now.
    let bytes = try AnyPacking.bytes(of: message)
    let again = try Extension(serializedBytes: bytes)
    #expect(again == message)
    #expect(EnvoyJSON.encode(again) == NestedAny.json(depth: depth))
  }

  @Test func refusesMoreThanTheLimit() throws {
    var message = try lazily(NestedAny.json(depth: 30))
    let error = #expect(throws: EnvoyAPIError.self) { try AnyNormalizer.normalize(&message) }
    #expect(error?.code == .tooDeep)
    #expect(error?.message.contains("24") == true)
    #expect(error?.path.components.count == 25)
  }

  @Test func namesTheUnknownTypeAndItsPlace() throws {
    var cluster = try Envoy_Config_Cluster_V3_Cluster(
      jsonString: """
        {"name": "c", "typedExtensionProtocolOptions": {"a.b": {"@type": "type.googleapis.com/no.Such", "x": 1}}}
        """)
    let error = #expect(throws: EnvoyAPIError.self) { try AnyNormalizer.normalize(&cluster) }
    #expect(error?.code == .unknownType)
    #expect(error?.path.description == #"typed_extension_protocol_options["a.b"]"#)
    #expect(error?.message.contains("no.Such") == true)
  }

  @Test func namesTheUnknownFieldAndItsPlace() throws {
    var message = try lazily(NestedAny.json(depth: 3, leaf: ["odbs": .string("x")]))
    let error = #expect(throws: EnvoyAPIError.self) { try AnyNormalizer.normalize(&message) }
    #expect(error?.code == .malformed)
    #expect(error?.path.description == "typed_config.typed_config.typed_config")
    #expect(error?.cause?.contains("odbs") == true)
  }

  @Test func keepsBytesOfUnknownTypes() throws {
    var message = Extension.with {
      $0.typedConfig = AnyPacking.packed(typeURL: "type.googleapis.com/no.Such", value: Data([1, 2, 3]))
    }
    let before = message
    #expect(try AnyNormalizer.normalize(&message) == 0)
    #expect(message == before)
  }

  @Test func sortsMapsInsideAny() throws {
    func message(_ keys: [Int]) throws -> Extension {
      let metadata = Envoy_Config_Core_V3_Metadata.with { metadata in
        for key in keys { metadata.filterMetadata["key-\(key)"] = Google_Protobuf_Struct() }
      }
      return try .with { $0.typedConfig = try Google_Protobuf_Any(message: metadata) }
    }
    var first = try message(Array(0..<64))
    var second = try message(Array((0..<64).reversed()))
    try AnyNormalizer.normalize(&first)
    try AnyNormalizer.normalize(&second)
    #expect(first == second)
    #expect(try AnyPacking.bytes(of: first) == AnyPacking.bytes(of: second))
  }

  @Test func visitsListsMapsAndOneofs() throws {
    let router = Envoy_Extensions_Filters_Http_Router_V3_Router()
    var manager = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager()
    manager.httpFilters = try (0..<3).map { index in
      try .with {
        $0.name = "filter-\(index)"
        $0.typedConfig = try Google_Protobuf_Any(message: router)
      }
    }
    manager.routeConfig.virtualHosts = [
      try .with { $0.typedPerFilterConfig = ["a": try Google_Protobuf_Any(message: router)] }
    ]
    var listener = Envoy_Config_Listener_V3_Listener()
    listener.filterChains = [
      try .with { $0.filters = [try .with { $0.typedConfig = try Google_Protobuf_Any(message: manager) }] }
    ]
    #expect(try AnyNormalizer.normalize(&listener) == 5)
    let any = try #require(listener.filterChains.first?.filters.first?.typedConfig)
    let read = try Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager(unpackingAny: any)
    #expect(read.httpFilters.map(\.name) == ["filter-0", "filter-1", "filter-2"])
    #expect(read.routeConfig.virtualHosts.first?.typedPerFilterConfig.keys.sorted() == ["a"])
  }
}

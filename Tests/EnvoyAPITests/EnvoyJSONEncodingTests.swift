import EnvoyAPI
import Foundation
import SwiftProtobuf
import Testing

@Suite struct EnvoyJSONEncodingTests {
  @Test func printsProtoNamesAndSortedMaps() throws {
    let cluster = Envoy_Config_Cluster_V3_Cluster.with {
      $0.name = "c"
      $0.type = .eds
      $0.connectTimeout = .with { ($0.seconds, $0.nanos) = (0, 250_000_000) }
      $0.maxRequestsPerConnection = Google_Protobuf_UInt32Value(9)
      $0.metadata.filterMetadata = ["b": [:], "a": ["y": 1.5, "x": .with { $0.listValue = [true, "z"] }]]
      $0.ringHashLbConfig.minimumRingSize = Google_Protobuf_UInt64Value(5)
      $0.commonLbConfig.healthyPanicThreshold.value = 50
      $0.healthChecks = [.with { $0.altPort = Google_Protobuf_UInt32Value(1) }]
    }
    #expect(
      EnvoyJSON.encode(cluster).text() == """
        {"name":"c","type":"EDS","connect_timeout":"0.250s","health_checks":[{"alt_port":1}],"max_requests_per_connection":9,\
        "ring_hash_lb_config":{"minimum_ring_size":"5"},"metadata":{"filter_metadata":{"a":{"x":[true,"z"],"y":1.5},"b":{}}},\
        "common_lb_config":{"healthy_panic_threshold":{"value":50}}}
        """)
  }

  @Test func agreesWithSwiftProtobuf() throws {
    EnvoyTypeRegistry.register()
    let listener = try Envoy_Config_Listener_V3_Listener.with {
      $0.name = "l \"quoted\"\n\u{1}é"
      $0.trafficDirection = .inbound
      $0.bindToPort = false
      $0.metadata.filterMetadata["n"] = .with { $0.fields["null"] = Google_Protobuf_Value.with { $0.nullValue = .nullValue } }
      $0.socketOptions = [.with { ($0.level, $0.name, $0.intValue, $0.state) = (1, 2, -3, .stateBound) }]
      $0.filterChains = [
        try .with { $0.filters = [try .with { $0.typedConfig = try AnyPacking.pack(tcpProxy) }] }
      ]
    }
    var options = JSONEncodingOptions()
    options.preserveProtoFieldNames = true
    options.useDeterministicOrdering = true
    let theirs = try listener.jsonString(options: options)
    #expect(try EnvoyJSONValue(parsing: EnvoyJSON.encode(listener).text().utf8) == EnvoyJSONValue(parsing: theirs.utf8))
    #expect(EnvoyJSON.decode(from: EnvoyJSON.encode(listener)).message == listener)
  }

  private var tcpProxy: Envoy_Extensions_Filters_Network_TcpProxy_V3_TcpProxy {
    .with {
      $0.statPrefix = "p"
      $0.weightedClusters.clusters = [.with { ($0.name, $0.weight) = ("a", 1) }, .with { ($0.name, $0.weight) = ("b", 2) }]
      $0.maxConnectAttempts = Google_Protobuf_UInt32Value(3)
    }
  }

  @Test func showsUnknownTypesAsBase64() {
    let url = "type.googleapis.com/no.Such"
    #expect(
      EnvoyJSON.encode(typeURL: url, value: Data([1, 2, 3])).text() == #"{"@type":"type.googleapis.com/no.Such","value":"AQID"}"#)
    let cluster = "type.googleapis.com/envoy.config.cluster.v3.Cluster"
    #expect(EnvoyJSON.encode(typeURL: cluster, value: Data([0xff]))["value"] == .string("/w=="))
    #expect(EnvoyJSON.encode(typeURL: cluster, value: Data([0x0a, 1, 0x63]))["name"] == .string("c"))
  }

  @Test func redactsSecretsUnlessTold() throws {
    let secret = Envoy_Extensions_TransportSockets_Tls_V3_Secret.with {
      $0.name = "s"
      $0.tlsCertificate.certificateChain.inlineString = "public"
      $0.tlsCertificate.privateKey.inlineBytes = Data("key".utf8)
      $0.tlsCertificate.password.inlineString = "password"
    }
    let any = try AnyPacking.pack(secret)
    let shown = EnvoyJSON.encode(typeURL: any.typeURL, value: any.value)["tls_certificate"]
    #expect(shown?["certificate_chain"]?["inline_string"] == .string("public"))
    #expect(shown?["password"]?["inline_string"] == .string("[redacted]"))
    #expect(shown?["private_key"]?["inline_bytes"] == .string(Data("[redacted]".utf8).base64EncodedString()))
    let plain = EnvoyJSON.encode(typeURL: any.typeURL, value: any.value, redacting: false)
    #expect(plain["tls_certificate"]?["password"]?["inline_string"] == .string("password"))
  }

  @Test func prettyTextReadsBack() throws {
    let json = NestedAny.json(depth: 3)
    #expect(json.text(pretty: true).hasPrefix("{\n  \"name\": \"level-1\",\n  \"typed_config\": {\n    \"@type\""))
    #expect(try EnvoyJSONValue(parsing: json.text(pretty: true).utf8) == json)
    #expect(EnvoyJSONValue.object([:]).text(pretty: true) == "{}")
  }
}

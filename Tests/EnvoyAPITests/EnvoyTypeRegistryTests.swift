import EnvoyAPI
import Foundation
import SwiftProtobuf
import Testing

@Suite struct EnvoyTypeRegistryTests {
  /// The message names in the generated sources themselves.
  private static func generatedNames() throws -> Set<String> {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/EnvoyAPI/Generated").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    for file in files where file.lastPathComponent.hasSuffix(".pb.swift") {
      names.formUnion(messageNames(in: try String(contentsOf: file, encoding: .utf8)))
    }
    return names
  }

  /// A nested message's name is that of its parent with a suffix, a top-level one's that of the package.
  private static func messageNames(in source: String) -> [String] {
    var package = ""
    var names: [String: String] = [:]
    var swiftName = ""
    for line in source.split(separator: "\n") {
      if line.hasPrefix("fileprivate let _protobuf_package = ")
        || line.hasPrefix("fileprivate nonisolated let _protobuf_package = ")
      {
        package = quoted(line)
      } else if line.contains("extension "), line.contains(": SwiftProtobuf.Message,") {
        swiftName = String(line.split(separator: "extension ").last?.split(separator: ":").first ?? "")
      } else if line.contains("static let protoMessageName: String = ") {
        let prefix = line.contains("_protobuf_package") ? package : parent(of: swiftName).flatMap { names[$0] } ?? ""
        names[swiftName] = prefix + quoted(line)
      }
    }
    return Array(names.values)
  }

  private static func parent(of swiftName: String) -> String? {
    swiftName.lastIndex(of: ".").map { String(swiftName[..<$0]) }
  }

  private static func quoted(_ line: Substring) -> String {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count > 1 ? String(parts[1]) : ""
  }

  @Test func registersEveryGeneratedMessage() throws {
    let generated = try Self.generatedNames()
    #expect(generated.count > 1000)
    #expect(Set(EnvoyTypeRegistry.messageNames) == generated)
    for name in generated {
      #expect(EnvoyTypeRegistry.messageType(named: name)?.protoMessageName == name)
      #expect(Google_Protobuf_Any.messageType(forMessageName: name)?.protoMessageName == name)
    }
  }

  @Test func findsTypesByURL() {
    let type = EnvoyTypeRegistry.messageType(forTypeURL: "type.googleapis.com/envoy.config.cluster.v3.Cluster")
    #expect(type is Envoy_Config_Cluster_V3_Cluster.Type)
    #expect(EnvoyTypeRegistry.messageType(forTypeURL: "envoy.config.cluster.v3.Cluster") is Envoy_Config_Cluster_V3_Cluster.Type)
    #expect(EnvoyTypeRegistry.messageType(forTypeURL: "x/google.protobuf.Duration") is Google_Protobuf_Duration.Type)
    #expect(EnvoyTypeRegistry.messageType(forTypeURL: "type.googleapis.com/envoy.NoSuch") == nil)
  }

  @Test func carriesWhatIstioUsersReach() {
    let names = Set(EnvoyTypeRegistry.messageNames)
    for name in [
      "config.bootstrap.v3.Bootstrap", "extensions.filters.http.on_demand.v3.OnDemand", "extensions.filters.http.tap.v3.Tap",
      "extensions.filters.http.lua.v3.Lua", "extensions.filters.http.wasm.v3.Wasm",
      "extensions.filters.http.ext_proc.v3.ExternalProcessor", "extensions.filters.listener.original_src.v3.OriginalSrc",
      "extensions.filters.network.zookeeper_proxy.v3.ZooKeeperProxy", "extensions.filters.network.redis_proxy.v3.RedisProxy",
      "extensions.compression.brotli.compressor.v3.Brotli", "extensions.load_balancing_policies.subset.v3.Subset",
      "extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig", "service.status.v3.ClientStatusResponse",
      "extensions.http.stateful_session.cookie.v3.CookieBasedSessionState",
      "extensions.bootstrap.internal_listener.v3.InternalListener", "service.discovery.v3.DeltaDiscoveryResponse",
      "extensions.filters.udp.udp_proxy.v3.UdpProxyConfig", "extensions.clusters.aggregate.v3.ClusterConfig",
    ] {
      #expect(names.contains("envoy.\(name)"), "\(name)")
    }
    #expect(names.isSuperset(of: ["google.rpc.Status", "udpa.type.v1.TypedStruct", "xds.type.matcher.v3.Matcher"]))
  }
}

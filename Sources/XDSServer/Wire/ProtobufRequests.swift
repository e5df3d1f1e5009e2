import EnvoyAPI
import GRPCCore
import SwiftProtobuf
import XDSResources

/// Reads a request of either variant.
struct RequestDeserializer<Message: SwiftProtobuf.Message>: MessageDeserializer {
  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> Message {
    do {
      return try bytes.withUnsafeBytes { try Message(serializedBytes: Array($0)) }
    } catch {
      throw RPCError(code: .invalidArgument, message: "The request is not a valid \(Message.protoMessageName).", cause: error)
    }
  }
}

/// What the two variants of discovery requests have in common.
protocol DiscoveryRequestMessage: SwiftProtobuf.Message, Sendable {
  var typeURL: String { get }
  var hasNode: Bool { get }
  var node: Envoy_Config_Core_V3_Node { get }
  /// How many names it carries.
  var nameCount: Int { get }
}

extension Envoy_Service_Discovery_V3_DiscoveryRequest: DiscoveryRequestMessage {
  var nameCount: Int { resourceNames.count }

  var machineInput: SotWStream.Request {
    SotWStream.Request(
      type: TypeURL(rawValue: typeURL), names: resourceNames, version: versionInfo, nonce: responseNonce,
      refusal: hasErrorDetail ? errorDetail.message : nil)
  }
}

extension Envoy_Service_Discovery_V3_DeltaDiscoveryRequest: DiscoveryRequestMessage {
  var nameCount: Int { resourceNamesSubscribe.count + resourceNamesUnsubscribe.count + initialResourceVersions.count }

  var machineInput: DeltaStream.Request {
    DeltaStream.Request(
      type: TypeURL(rawValue: typeURL), subscribe: resourceNamesSubscribe, unsubscribe: resourceNamesUnsubscribe,
      initial: initialResourceVersions.mapValues { ResourceVersion($0) }, nonce: responseNonce,
      refusal: hasErrorDetail ? errorDetail.message : nil)
  }
}

extension ProxyNode {
  init(_ node: Envoy_Config_Core_V3_Node, peer: String, isDelta: Bool) {
    var options = JSONEncodingOptions()
    options.useDeterministicOrdering = true
    self.init(
      id: node.id, cluster: node.cluster,
      // A struct that JSON cannot express (a NaN) describes nothing.
      metadataJSON: node.hasMetadata ? (try? node.metadata.jsonUTF8Bytes(options: options)) ?? [] : [],
      userAgent: Self.userAgent(node), clientFeatures: node.clientFeatures.sorted(), peer: peer, isDelta: isDelta)
    (region, zone, subZone) = (node.locality.region, node.locality.zone, node.locality.subZone)
  }

  private static func userAgent(_ node: Envoy_Config_Core_V3_Node) -> String {
    let version: String
    switch node.userAgentVersionType {
    case .userAgentVersion(let text): version = text
    case .userAgentBuildVersion(let build):
      version = "\(build.version.majorNumber).\(build.version.minorNumber).\(build.version.patch)"
    case nil: version = ""
    }
    return version.isEmpty ? node.userAgentName : "\(node.userAgentName) \(version)"
  }
}

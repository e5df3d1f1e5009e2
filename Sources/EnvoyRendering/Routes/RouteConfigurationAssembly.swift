import EnvoyAPI
import MeshAPI
package import MeshTranslation
import SwiftProtobuf
package import XDSResources

/// Puts a route configuration together from virtual hosts that are serialised already.
///
/// A change of one virtual host of a thousand costs one serialisation; the bytes of the others are copied as they are. The result
/// is the same as serialising the whole message.
package struct RouteConfigurationAssembly: Sendable {
  package var name: String
  package var side: RouteConfigurationInputs.Side

  package init(name: String, side: RouteConfigurationInputs.Side = .outbound) {
    self.name = name
    self.side = side
  }

  /// The configuration with its virtual hosts in it, in this order.
  /// - Parameter patches: of the configuration as a whole.
  package func inline(
    _ virtualHosts: [Resource], applying patches: [EnvoyPatch] = []
  ) throws(RenderingError) -> PatchedResource {
    let (settings, problems) = settings(applying: patches)
    var head = Envoy_Config_Route_V3_RouteConfiguration()
    head.name = name
    let start = try Self.bytes(of: head)
    let end = try Self.bytes(of: settings)
    var body: [UInt8] = []
    body.reserveCapacity(start.count + end.count + virtualHosts.reduce(0) { $0 + $1.body.count + 6 })
    body += start
    for host in virtualHosts {
      // RouteConfiguration.virtual_hosts: field 2, length-delimited.
      body.append(2 << 3 | 2)
      Self.appendVarint(host.body.count, to: &body)
      body += host.body
    }
    body += end
    return PatchedResource(
      resource: Resource(type: .route, name: name, body: body, version: Self.version(start + end, virtualHosts)),
      problems: problems)
  }

  /// A hash of the parts' hashes: it tells as much as a hash of the whole, which is a hundred times as long.
  private static func version(_ frame: [UInt8], _ virtualHosts: [Resource]) -> ResourceVersion {
    var parts = frame
    parts.reserveCapacity(frame.count + 16 * virtualHosts.count)
    for host in virtualHosts {
      for word in [host.version.high, host.version.low] {
        for shift in stride(from: 56, through: 0, by: -8) { parts.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
      }
    }
    return ResourceVersion(hashing: parts)
  }

  /// The configuration whose virtual hosts come on the same stream as resources of their own.
  /// - Parameter patches: of the configuration as a whole.
  package func onDemand(applying patches: [EnvoyPatch] = []) throws(RenderingError) -> PatchedResource {
    var (configuration, problems) = settings(applying: patches)
    configuration.name = name
    // Should the virtual hosts never come, a listener that waits for them opens after Envoy's usual time.
    configuration.vhds.configSource = .ads(waitsForever: false)
    return PatchedResource(resource: try configuration.resource(.route, named: name), problems: problems)
  }

  /// A virtual host as a resource of its own. The resource and the virtual host inside have the same name, `ROUTE/VIRTUALHOST`: Envoy
  /// adds by the one and removes by the other.
  /// - Parameter patches: of the virtual host, and of its routes.
  package func member(
    _ virtualHost: VirtualHostPlan, applying patches: [EnvoyPatch] = []
  ) throws(RenderingError) -> PatchedResource {
    var message = try virtualHost.message()
    let problems = patches.isEmpty ? [] : VirtualHostPlan.apply(patches, to: &message)
    message.name = "\(name)/\(virtualHost.name)"
    return PatchedResource(resource: try message.resource(.virtualHost, named: message.name), problems: problems)
  }

  /// A virtual host that a patch adds, as a resource of its own.
  package func member(adding patch: EnvoyPatch) throws(RenderingError) -> PatchedResource {
    var report = PatchReport(resource: name)
    var message = report.value(of: patch, as: Envoy_Config_Route_V3_VirtualHost.self) ?? Envoy_Config_Route_V3_VirtualHost()
    // The last slash is where the route configuration's name ends.
    message.name = "\(name)/\((patch.patch.value?.name ?? "").replacing("/", with: "_"))"
    return PatchedResource(resource: try message.resource(.virtualHost, named: message.name), problems: report.problems)
  }

  private func settings(
    applying patches: [EnvoyPatch]
  ) -> (Envoy_Config_Route_V3_RouteConfiguration, [PatchProblem]) {
    var configuration = settings
    var report = PatchReport(resource: name)
    RoutePatcher.applySettings(patches, to: &configuration, report: &report)
    return (configuration, report.problems)
  }

  /// All but the name and the virtual hosts.
  var settings: Envoy_Config_Route_V3_RouteConfiguration {
    var configuration = Envoy_Config_Route_V3_RouteConfiguration()
    // A cluster that is not there yet must not make the proxy refuse the whole configuration.
    configuration.validateClusters = Google_Protobuf_BoolValue(false)
    guard side != .inbound else { return configuration }
    configuration.maxDirectResponseBodySizeBytes = .init(clamping: Self.directResponseLimit)
    configuration.ignorePortInHostMatching = side == .outbound
    return configuration
  }

  /// What a direct response may hold, as admission allows: 1 MiB.
  private static let directResponseLimit = 1_048_576

  private static func bytes(of message: Envoy_Config_Route_V3_RouteConfiguration) throws(RenderingError) -> [UInt8] {
    do {
      return Array(try AnyPacking.bytes(of: message))
    } catch {
      throw RenderingError(.notSerialisable, "the route configuration \(message.name)", cause: error)
    }
  }

  private static func appendVarint(_ value: Int, to bytes: inout [UInt8]) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

extension RouteConfigurationPlan: EnvoyRenderable {
  /// The configuration with its virtual hosts in it.
  package func render() throws(RenderingError) -> Resource {
    var hosts: [Resource] = []
    for host in virtualHosts { hosts.append(try host.render()) }
    return try RouteConfigurationAssembly(name: name, side: side).inline(hosts).resource
  }
}

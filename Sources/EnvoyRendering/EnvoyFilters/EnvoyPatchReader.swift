import EnvoyAPI
import Foundation
package import MeshAPI
import SwiftProtobuf

/// Reads what EnvoyFilters put into Envoy's configuration, by Envoy's own messages.
///
/// Each `Any` becomes bytes while it is read and their nesting is bounded, so the work follows the size of the text.
package struct EnvoyPatchReader: EnvoyPatchReading {
  package init() {}

  package func read(_ json: [UInt8], for applyTo: EnvoyFilter.ApplyTo) -> EnvoyPatchReport {
    let value: EnvoyJSONValue
    do {
      value = try EnvoyJSONValue(parsing: json)
    } catch {
      return EnvoyPatchReport(value: nil, issues: [.init(isUnknownField: false, path: [], message: error.message)])
    }
    return switch applyTo {
    case .listener:
      read(Envoy_Config_Listener_V3_Listener.self, value, name: \.name) {
        $0.name.isEmpty ? "the listener has no name" : Self.lacking(address: $0)
      }
    case .filterChain:
      read(Envoy_Config_Listener_V3_FilterChain.self, value, name: \.name) { $0.filters.lazy.compactMap(Self.lacking).first }
    case .networkFilter: read(Envoy_Config_Listener_V3_Filter.self, value, name: \.name, lacking: Self.lacking)
    case .listenerFilter: read(Envoy_Config_Listener_V3_ListenerFilter.self, value, name: \.name, lacking: Self.lacking)
    case .httpFilter: read(HTTPFilter.self, value, name: \.name, lacking: Self.lacking)
    case .routeConfiguration: read(Envoy_Config_Route_V3_RouteConfiguration.self, value, name: \.name) { _ in nil }
    case .virtualHost: read(Envoy_Config_Route_V3_VirtualHost.self, value, name: \.name, lacking: Self.lacking)
    case .httpRoute: read(Envoy_Config_Route_V3_Route.self, value, name: \.name, lacking: Self.lacking)
    case .cluster:
      read(Envoy_Config_Cluster_V3_Cluster.self, value, name: \.name) { $0.name.isEmpty ? "the cluster has no name" : nil }
    case .extensionConfig:
      read(Envoy_Config_Core_V3_TypedExtensionConfig.self, value, name: \.name) {
        $0.name.isEmpty ? "the extension has no name" : $0.hasTypedConfig ? nil : "the extension has no typed_config"
      }
    case .bootstrap: read(Envoy_Config_Bootstrap_V3_Bootstrap.self, value, name: nil) { _ in nil }
    }
  }

  private typealias HTTPFilter = Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpFilter

  private func read<M: Message>(
    _ type: M.Type, _ json: EnvoyJSONValue, name: KeyPath<M, String>?, lacking: (M) -> String?
  ) -> EnvoyPatchReport {
    let result = EnvoyJSON.decode(M.self, from: json)
    var report = EnvoyPatchReport(value: nil, issues: result.issues.map(EnvoyPatchReport.Issue.init))
    guard let message = result.message else { return report }
    do {
      let bytes: [UInt8] = try message.deterministicBytes()
      report.value = EnvoyFilter.Value(name: name.map { message[keyPath: $0] } ?? "", bytes: bytes)
      report.incomplete = lacking(message)
    } catch {
      report.issues.append(.init(isUnknownField: false, path: [], message: error.description))
    }
    return report
  }

  // MARK: What Envoy would refuse

  private static func lacking(address listener: Envoy_Config_Listener_V3_Listener) -> String? {
    listener.hasAddress || listener.listenerSpecifier != nil || listener.hasApiListener ? nil : "the listener has no address"
  }

  private static func lacking(_ filter: Envoy_Config_Listener_V3_Filter) -> String? {
    lacking(filter: filter.name, hasConfig: filter.configType != nil)
  }

  private static func lacking(_ filter: Envoy_Config_Listener_V3_ListenerFilter) -> String? {
    lacking(filter: filter.name, hasConfig: filter.configType != nil)
  }

  private static func lacking(_ filter: HTTPFilter) -> String? {
    lacking(filter: filter.name, hasConfig: filter.configType != nil)
  }

  private static func lacking(filter name: String, hasConfig: Bool) -> String? {
    if name.isEmpty { return "the filter has no name" }
    return hasConfig ? nil : "the filter has neither typed_config nor config_discovery"
  }

  private static func lacking(_ host: Envoy_Config_Route_V3_VirtualHost) -> String? {
    if host.name.isEmpty { return "the virtual host has no name" }
    return host.domains.isEmpty ? "the virtual host has no domains" : host.routes.lazy.compactMap(lacking).first
  }

  private static func lacking(_ route: Envoy_Config_Route_V3_Route) -> String? {
    if !route.hasMatch || route.match.pathSpecifier == nil { return "the route matches no path" }
    return route.action == nil ? "the route has no action" : nil
  }
}

extension EnvoyPatchReport.Issue {
  fileprivate init(_ issue: EnvoyJSONIssue) {
    let path = issue.path.components.map { step -> EnvoyPatchReport.Step in
      switch step {
      case .member(let name): .member(name)
      case .index(let index): .index(index)
      }
    }
    self.init(isUnknownField: !issue.isError, path: path, message: issue.message)
  }
}

import EnvoyAPI
import Foundation
import MeshAPI
import MeshModel
package import MeshPush
package import XDSResources

/// The debug faces that show proxies: who is connected, what each was sent and what it answered.
package struct ProxyFaces: Sendable {
  let engine: PushEngine

  package init(engine: PushEngine) { self.engine = engine }

  /// The connections of one proxy, or of all; a proxy is named by its whole node id, by `workload.namespace` or by its workload.
  package func connections(_ proxyID: String?) async -> [ProxyConnection] {
    let all = await engine.connected
    guard let proxyID else { return all }
    return all.filter { connection in
      let proxy = connection.proxy
      return [proxy.id, "\(proxy.workloadName).\(proxy.namespace)", proxy.workloadName].contains(proxyID)
    }
  }

  /// The connections that a face is about; nil when a proxy is named that is not connected.
  private func known(_ proxyID: String?) async -> [ProxyConnection]? {
    let found = await connections(proxyID)
    return found.isEmpty && proxyID != nil ? nil : found
  }

  /// What one proxy sees of the mesh; nil when it is not connected.
  package func view(_ proxyID: String) async -> ProxyView? {
    guard let connection = await connections(proxyID).first else { return nil }
    return await engine.view(of: connection)
  }

  /// `/debug/adsz`: connected proxies and the listeners and routes that they asked for and were sent.
  package func adsz(_ proxyID: String?) async -> DebugJSON? {
    guard let connections = await known(proxyID) else { return nil }
    var clients: [DebugJSON] = []
    for connection in connections {
      let snapshot = await engine.resources(of: connection)
      clients.append([
        "connection": .int(Int(connection.number)),
        "proxy": .string(connection.proxy.id),
        "type": .string(connection.proxy.kind.rawValue),
        "namespace": .string(connection.proxy.namespace),
        "labels": .object(connection.proxy.labels.mapValues { .string($0) }),
        "locality": .string(connection.proxy.locality.description),
        "peer": .string(connection.node.peer),
        "userAgent": .string(connection.node.userAgent),
        "protocol": .string(connection.node.isDelta ? "delta" : "sotw"),
        "connectedSeconds": .int(Int((ContinuousClock.now - connection.connectedAt).components.seconds)),
        "listeners": .strings(Self.sent(.listener, snapshot, connection.delivery)),
        "routes": .strings(Self.sent(.route, snapshot, connection.delivery)),
        "watches": Self.watches(connection.delivery),
      ])
    }
    return ["totalClients": .int(clients.count), "clients": .array(clients)]
  }

  /// The names of the resources of a type that a proxy has by now: none before a first response went out, and only those that it
  /// asked for. While a response is on its way (`STALE` in syncz), names that are new in it are told already.
  private static func sent(_ type: TypeURL, _ snapshot: ResourceSnapshot?, _ delivery: DeliveryStatus) -> [String] {
    guard let kind = delivery.kinds[type], kind.sentNonce != nil else { return [] }
    let names = snapshot?.resources(type).map(\.name) ?? []
    guard let subscription = kind.subscription.map(Set.init) else { return names }
    return names.filter { subscription.contains($0) }
  }

  /// `/debug/syncz`: for each proxy and type, what was sent, acknowledged and refused, and whose fault a refusal is.
  package func syncz(_ proxyID: String?) async -> DebugJSON? {
    guard let connections = await known(proxyID) else { return nil }
    var proxies: [DebugJSON] = []
    for connection in connections {
      var types: [String: DebugJSON] = [:]
      for (type, kind) in connection.delivery.kinds {
        types[type.shortName] = await Self.sync(of: type, kind, connection, engine)
      }
      proxies.append([
        "proxy": .string(connection.proxy.id),
        "connection": .int(Int(connection.number)),
        "type": .string(connection.proxy.kind.rawValue),
        "version": .string(connection.proxy.istioVersion),
        "types": .object(types),
      ])
    }
    return .array(proxies)
  }

  /// `/debug/cdsz` and its siblings, what each proxy should have now: names, versions and sizes for all proxies; with a proxy named,
  /// the resources themselves.
  package func resources(_ type: TypeURL, _ proxyID: String?) async -> DebugJSON? {
    guard let connections = await known(proxyID) else { return nil }
    var proxies: [DebugJSON] = []
    for connection in connections {
      let resources = await engine.resources(of: connection)?.resources(type) ?? []
      proxies.append([
        "proxy": .string(connection.proxy.id),
        "connection": .int(Int(connection.number)),
        "count": .int(resources.count),
        "resources": .array(resources.map { Self.resource($0, withBody: proxyID != nil) }),
      ])
    }
    return .array(proxies)
  }

  /// `/debug/config_dump?proxyID=`: all of a proxy's configuration in the shape of Envoy's own `/config_dump`; nil when the proxy is
  /// not connected.
  package func configDump(_ proxyID: String) async -> DebugJSON? {
    guard let connection = await connections(proxyID).first, let snapshot = await engine.resources(of: connection) else {
      return nil
    }
    let virtualHosts = Self.virtualHosts(of: snapshot)
    func dump(_ kind: String, _ list: String, _ item: String, _ type: TypeURL) -> DebugJSON {
      let items = snapshot.resources(type).map { resource -> DebugJSON in
        var body = Self.body(of: resource)
        if type == .route, case .object(var members) = body, let hosts = virtualHosts[resource.name] {
          members["virtual_hosts"] = .array(hosts)
          body = .object(members)
        }
        return ["version_info": .string(resource.version.description), item: body]
      }
      return ["@type": .string("type.googleapis.com/envoy.admin.v3.\(kind)"), list: .array(items)]
    }
    let listeners = snapshot.resources(.listener).map { resource -> DebugJSON in
      [
        "name": .string(resource.name),
        "active_state": ["version_info": .string(resource.version.description), "listener": Self.body(of: resource)],
      ]
    }
    return [
      "configs": [
        dump("ClustersConfigDump", "dynamic_active_clusters", "cluster", .cluster),
        dump("EndpointsConfigDump", "dynamic_endpoint_configs", "endpoint_config", .endpoint),
        ["@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump", "dynamic_listeners": .array(listeners)],
        dump("RoutesConfigDump", "dynamic_route_configs", "route_config", .route),
      ]
    ]
  }

  /// Virtual hosts that are resources of their own, by the route configuration that they belong to: Envoy's dump shows them in it.
  private static func virtualHosts(of snapshot: ResourceSnapshot) -> [String: [DebugJSON]] {
    Dictionary(grouping: snapshot.resources(.virtualHost)) { ResourceTable.namespace(of: $0.name) ?? "" }
      .mapValues { $0.map(body) }
  }

  private static func watches(_ delivery: DeliveryStatus) -> DebugJSON {
    .object(
      Dictionary(
        delivery.kinds.filter(\.value.isSubscribed).map { type, kind in
          (type.shortName, kind.subscription.map { DebugJSON.strings($0) } ?? "*")
        }
      ) { first, _ in first })
  }

  private static func sync(
    of type: TypeURL, _ kind: DeliveryStatus.Kind, _ connection: ProxyConnection, _ engine: PushEngine
  ) async -> DebugJSON {
    var entry: [String: DebugJSON] = [
      "status": .string(kind.state),
      "sent": .optional(kind.sentVersion),
      "acked": .optional(kind.acknowledgedVersion),
      "responses": .int(kind.responses),
      "resources": .int(kind.resources),
      "bytes": .int(kind.bytes),
      "rejections": .int(kind.rejections),
    ]
    if let rejection = kind.rejection {
      var blamed: [DebugJSON] = []
      for name in rejection.names where rejection.names.count == 1 || rejection.message.contains(name) {
        let origins = await engine.origins(of: type, name, for: connection)
        blamed.append(["resource": .string(name), "objects": .strings(origins.map(\.description))])
      }
      entry["nacked"] = [
        "version": .string(rejection.version), "reason": .string(rejection.message), "blame": .array(blamed),
      ]
    }
    return .object(entry)
  }

  private static func resource(_ resource: Resource, withBody: Bool) -> DebugJSON {
    var entry: [String: DebugJSON] = [
      "name": .string(resource.name), "version": .string(resource.version.description), "bytes": .int(resource.body.count),
    ]
    if withBody { entry["resource"] = body(of: resource) }
    return .object(entry)
  }

  private static func body(of resource: Resource) -> DebugJSON {
    if resource.type == .nameTable { return DebugJSON(nameTable: resource.body) }
    return DebugJSON(EnvoyJSON.encode(typeURL: resource.type.rawValue, value: Data(resource.body))).hidingHeadersOfAuthorizers
      .hidingSharedKeys
  }
}

extension DeliveryStatus.Kind {
  /// `SYNCED`, `STALE` (sent, not acknowledged yet), `REJECTED`, or `NOT SENT`.
  package var state: String {
    if rejection != nil { return "REJECTED" }
    guard let sentNonce else { return "NOT SENT" }
    return sentNonce == acknowledgedNonce ? "SYNCED" : "STALE"
  }
}

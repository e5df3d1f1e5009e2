import Foundation
import KubernetesIdentity
package import Logging
import MeshAPI
package import MeshIdentity
import MeshModel
import MeshPush
import MeshSources
import MeshState
package import ServiceLifecycle
import Synchronization
import XDSResources
import XDSServer

/// The wiring page: every service of a control plane, and how they hang together. Data flows in the order of `services`:
/// sources, key sets, state, push, xDS; analysis and the debug faces only read.
package final class ControlPlane: Sendable {
  private let configuration: ControlPlaneConfiguration
  private let logger: Logger
  private let metrics = MetricsRegistry()
  private let readiness: Readiness
  private let engine: PushEngine
  private let writer: MeshWriter
  private let keySets: KeySetService
  private let analysis: AnalysisService
  private let sources: [any ConfigSource]
  private let xds: XDSServer<PushSource>
  private let embedded: EmbeddedAPIServer?
  private let access: ClusterAccess?
  private let status: StatusService?
  private let secureSide: SecureSide?
  private let secureServer: SecureServer?
  private let httpAddress = Pending<BoundAddress>()

  /// - Throws: `ControlPlaneError` when it cannot run as configured.
  package init(configuration: ControlPlaneConfiguration, logger: Logger) throws {
    try PlaintextRule.check(host: configuration.xdsHost, isAllowedOnNetwork: configuration.allowsPlaintextOnNetwork)
    if let security = configuration.security {
      try StateDirectoryRule.check(security.stateDirectory, directories: configuration.directories)
    }
    self.configuration = configuration
    self.logger = logger
    let trust = try MeshTrust(configuration)
    let clients = try IssuerClients(rootsFile: configuration.issuerRootsFile)
    embedded =
      if case .embedded(let configuration)? = configuration.cluster {
        try EmbeddedAPIServer(configuration, logger: logger)
      } else {
        nil
      }
    access = configuration.makeAccess(embedded, logger: logger)
    if var security = configuration.security {
      if security.reviewsTokens, security.tokenReviewer == nil, let access {
        security.tokenReviewer = RememberedTokenReviews(next: ClusterTokenReviewer(access: access))
      }
      secureSide = try SecureSide(
        configuration: security, trust: trust, clients: clients, metrics: metrics, logger: logger)
    } else {
      secureSide = nil
    }
    readiness = Readiness(wanted: configuration.security == nil ? [.sources, .xds] : Readiness.Condition.allCases)
    let bell = StatusBell(next: MetricsObserver(metrics: metrics))
    engine = PushEngine(observer: bell)
    let identities = configuration.sourceIDs
    let keySetsID = configuration.keySetsID
    writer = MeshWriter(sources: identities + [keySetsID], holdoff: configuration.holdoff)
    let sink = TrustDomainGuard(trust: trust, next: DiagnosticsLog(next: writer, logger: logger))
    keySets = KeySetService(id: keySetsID, sources: identities, next: sink, limits: configuration.keySetLimits, clients: clients)
    analysis = AnalysisService(writer: writer, logger: logger, onLook: { bell.ring() })
    if configuration.writesStatus, let access {
      status = StatusService(
        configuration: configuration.status, isEmbedded: embedded != nil,
        identity: configuration.status.identity ?? Self.makeIdentity(),
        inputs: StatusService.Inputs(
          access: access, writer: writer, engine: engine, analysis: analysis,
          findings: Self.findings(writer: writer, analysis: analysis, engine: engine, withSources: true)),
        bell: bell, metrics: metrics, logger: logger)
    } else {
      status = nil
    }
    sources = configuration.makeSources(sink: keySets, access: access, observer: status, logger: logger)
    xds = XDSServer(
      source: PushSource(
        engine: engine, readiness: readiness, authorization: secureSide?.authorization, patience: configuration.startPatience),
      configuration: XDSServerConfiguration(
        address: .tcp(host: configuration.xdsHost, port: configuration.xdsPort), identifier: "meltemi"),
      logger: logger)
    secureServer = secureSide?.makeServer(discovery: xds.service(readPeer: SecureSide.readPeer))
  }

  /// The roots by which the certificates of the mesh are believed, the TLS port's own included; nil without a secured side.
  package var trustBundle: TrustBundle? { secureSide?.authority.trustBundle }

  /// All services, for one `ServiceGroup`; it stops them in reverse, so proxies are let go first.
  package var services: [any ServiceLifecycle.Service] {
    let push = PushService(writer: writer, engine: engine, readiness: readiness, metrics: metrics, logger: logger)
    return (embedded?.services ?? []) + (access.map { [$0] } ?? []) + sources.map { $0 as any ServiceLifecycle.Service } + [
      keySets, writer, push, analysis, debugServer,
    ] + (status.map { [$0] } ?? [])
      + (secureSide?.services ?? []) + [xds] + (secureServer.map { [$0] } ?? []) + [announcement]
  }

  /// Where the control plane listens, once it does on all addresses.
  /// - Throws: when it cannot.
  package var addresses: ControlPlaneAddresses {
    get async throws {
      let xds = try await boundXDS
      return ControlPlaneAddresses(
        xds: xds, secure: try await secureServer?.boundAddress, http: try await httpAddress.value)
    }
  }

  /// Waits until proxies are served: all sources were read once, and everything listens.
  /// - Throws: `CancellationError`.
  package func waitUntilReady() async throws { try await readiness.waitUntilMet() }

  private var boundXDS: BoundAddress {
    get async throws {
      switch try await xds.boundAddress {
      case .tcp(let host, let port): BoundAddress(host: host, port: port)
      case .unixSocket(let path): BoundAddress(host: path, port: 0)
      }
    }
  }

  private var announcement: any ServiceLifecycle.Service {
    Announcement { [self] in
      let addresses = try await addresses
      readiness.meet(.xds)
      readiness.meet(.secure)
      let secure = addresses.secure.map { "\($0)" } ?? "none"
      logger.info("Listening", metadata: ["xds": "\(addresses.xds)", "secure": "\(secure)", "http": "\(addresses.http)"])
    }
  }

  private var debugServer: DebugServer {
    let httpAddress = self.httpAddress
    return DebugServer(
      host: configuration.httpHost, port: configuration.httpPort, faces: faces, metrics: exposition, readiness: readiness,
      logger: logger
    ) { httpAddress.fulfil($0) }
  }

  /// Diagnostics are counted when somebody asks: an object that is refused changes nothing that would be published.
  private var exposition: @Sendable () async -> String {
    let (writer, findings, metrics, secureSide, status) = (writer, findings, metrics, secureSide, status)
    return {
      let severities = (await writer.diagnostics + findings()).map(\.diagnostic.severity)
      metrics.set(.configErrors, Double(severities.count { $0 == .error }))
      metrics.set(.configWarnings, Double(severities.count { $0 == .warning }))
      secureSide?.measure()
      if let status { metrics.set(.statusQueue, Double(status.counts.queued)) }
      return metrics.exposition()
    }
  }

  /// What was found when objects met: with each other, or, for EnvoyFilters, with the configuration of proxies.
  private var findings: @Sendable () async -> [LocatedDiagnostic] {
    Self.findings(writer: writer, analysis: analysis, engine: engine, withSources: false)
  }

  /// - Parameter withSources: Whether what sources say of their objects is among them.
  private static func findings(
    writer: MeshWriter, analysis: AnalysisService, engine: PushEngine, withSources: Bool
  ) -> @Sendable () async -> [LocatedDiagnostic] {
    { await (withSources ? writer.diagnostics : []) + analysis.diagnostics + writer.locate(engine.diagnostics) }
  }

  /// Tells replicas apart that run on one machine, too.
  private static func makeIdentity() -> String {
    "\(ProcessInfo.processInfo.hostName)_\(String(UInt64.random(in: .min ... .max), radix: 16))"
  }

  private var faces: [DebugServer.Face] {
    let proxies = ProxyFaces(engine: engine)
    let (engine, writer, findings) = (engine, writer, findings)
    func resources(_ path: String, _ type: TypeURL, _ what: String) -> DebugServer.Face {
      .init(
        path: path,
        summary: "\(what) that each proxy should have now: names and versions; with ?proxyID= the resources themselves",
        parameters: [.proxyID]
      ) { await proxies.resources(type, $0.proxyID) }
    }
    /// nil when the proxy that is named is not connected.
    @Sendable func registry(_ query: DebugServer.Query) async -> RegistryFaces? {
      guard let proxyID = query.proxyID else { return RegistryFaces(snapshot: await engine.current) }
      guard let view = await proxies.view(proxyID) else { return nil }
      return RegistryFaces(snapshot: await engine.current, view: view)
    }
    return [
      .init(
        path: "/debug/adsz", summary: "connected proxies, and the listeners and routes that they asked for and were sent",
        parameters: [.proxyID]
      ) { await proxies.adsz($0.proxyID) },
      .init(
        path: "/debug/syncz", summary: "for each proxy and type: what was sent, acknowledged and refused, and why",
        parameters: [.proxyID]
      ) { await proxies.syncz($0.proxyID) },
      resources("/debug/cdsz", .cluster, "clusters"),
      resources("/debug/edsz", .endpoint, "load assignments"),
      resources("/debug/ldsz", .listener, "listeners"),
      resources("/debug/rdsz", .route, "route configurations"),
      resources("/debug/ecdsz", .extensionConfig, "extension configurations, which EnvoyFilters add,"),
      resources("/debug/vhdsz", .virtualHost, "virtual hosts, sent as resources of their own,"),
      resources("/debug/ndsz", .nameTable, "name tables, for agents that answer DNS queries,"),
      .init(
        path: "/debug/config_dump", summary: "all that one proxy should have now, in the shape of Envoy's; needs ?proxyID=",
        parameters: [.proxyID], needsProxy: true
      ) {
        guard let proxyID = $0.proxyID else { return nil }
        return await proxies.configDump(proxyID)
      },
      .init(
        path: "/debug/configz",
        summary: "objects in force, and refused ones with their diagnostics; of one kind or name with their specs",
        parameters: [.proxyID, .kind, .name, .namespace]
      ) { query in
        guard let proxyID = query.proxyID else {
          return ConfigFace(report: await writer.report(), analysis: await findings()).configz(query)
        }
        guard let view = await proxies.view(proxyID) else { return nil }
        return ConfigFace(report: await writer.report(), analysis: await findings()).configz(query, view: view)
      },
      .init(path: "/debug/registryz", summary: "services", parameters: [.proxyID, .host]) { query in
        await registry(query)?.registryz(host: query.host)
      },
      .init(path: "/debug/endpointz", summary: "endpoints of services", parameters: [.proxyID, .host]) { query in
        await registry(query)?.endpointz(host: query.host)
      },
    ] + identityFaces + statusFaces
  }

  private var statusFaces: [DebugServer.Face] {
    guard let status else { return [] }
    let face = StatusFace(service: status)
    return [
      .init(path: "/debug/statusz", summary: "who writes the status of rules, and how much there is to write") { _ in
        face.statusz()
      }
    ]
  }

  private var identityFaces: [DebugServer.Face] {
    guard let secureSide else { return [] }
    let face = IdentityFace(side: secureSide, metrics: metrics)
    return [
      .init(path: "/debug/identityz", summary: "roots, lifetimes, and certificates issued and refused") { _ in face.identityz() }
    ]
  }
}

/// Does one thing when the group starts and then waits for its end.
private struct Announcement: ServiceLifecycle.Service {
  let announce: @Sendable () async throws -> Void

  func run() async throws {
    // A server that cannot listen ends the group with its own error, which says why: there is nothing to add.
    try? await announce()
    try await gracefulShutdown()
  }
}

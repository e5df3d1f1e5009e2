package import Foundation
import Hummingbird
import HummingbirdCore
import KubernetesAPI
package import Logging
package import MeshAdmission
import MeshDraining
import MeshIdentity
import NIOCore
package import ObjectStore
import ServiceLifecycle
import Synchronization

/// An API server that kubectl, client libraries and GitOps tools talk to as if it were Kubernetes': the wiring of its parts.
package final class APIServer: ServiceLifecycle.Service {
  private let configuration: APIServerConfiguration
  private let hub: WatchHub
  private let catalog: ResourceCatalog
  private let roles: RoleKeeper
  private let webhooks: WebhookKeeper
  private let webhookClients = WebhookClients()
  private let keeper: NamespaceKeeper
  private let definitions: DefinitionKeeper
  private let collector: GarbageCollector
  private let start: ServerStart
  private let probe: StoreProbe
  private let makeRouter: @Sendable (TokenSigner) throws -> RequestRouter
  private let running = Bound<Running>()
  private let clock: any Clock<Duration>
  private let logger: Logger

  /// What is known once the server listens.
  private struct Running: Sendable {
    var port: Int
    var keys: ServerKeys
  }

  /// - Parameters:
  ///   - store: Has to run by itself.
  ///   - audit: Takes the lines of the audit log.
  /// - Throws: `APIServerError` where it cannot run as configured.
  package init(
    configuration: APIServerConfiguration, store: any ObjectStore, admission: Admission,
    clock: any Clock<Duration> = ContinuousClock(), audit: @escaping @Sendable (AuditLine) -> Void, logger: Logger
  ) throws {
    self.configuration = configuration
    self.clock = clock
    self.logger = logger
    let keys = configuration.sealingKeys.reveal()
    let storage = ObjectStorage(store: store, seal: keys.isEmpty ? nil : try ObjectSeal(keys: keys))
    let now = WallClock.now
    hub = WatchHub(storage: storage, clock: clock, logger: logger)
    catalog = ResourceCatalog(builtIn: BuiltInKinds.all, storage: storage, hub: hub, clock: clock, logger: logger)
    roles = RoleKeeper(storage: storage, hub: hub, clock: clock, logger: logger)
    webhooks = WebhookKeeper(storage: storage, hub: hub, clock: clock, logger: logger)
    start = ServerStart(
      bootstrap: Bootstrap(storage: storage, definitions: BuiltInKinds.defined, now: now), keys: configuration.keys,
      storage: storage, clock: clock, logger: logger)
    probe = StoreProbe(store: store, clock: clock, logger: logger)
    let (catalog, roles, webhooks, probe) = (catalog, roles, webhooks, probe)
    let table: @Sendable () -> ResourceTable = { catalog.table }
    let custom = CustomResourceRule(table: table, now: now)
    let namespaces = NamespaceRule(storage: storage)
    let asked = WebhookAdmission(
      book: { () throws(StoreError) in try await webhooks.book() },
      caller: WebhookCaller(clients: webhookClients, services: StoredServices(storage: storage), clock: clock), storage: storage,
      namespaces: namespaces, logger: logger)
    let gate = AdmissionGate(
      // What webhooks did to a namespace must not set it free.
      mutators: [custom, PlatformDefaults(), NamespaceDefaults(), asked, PlatformDefaults(), NamespaceDefaults()],
      rules: [
        namespaces, TerminatingKindRule(table: table), custom, ImmutableDataRule(), RoleRule(roles: { roles.book }),
        MeshRule(admission: admission), WebhookConfigurationRule(), asked,
      ])
    let service = ResourceService(storage: storage, hub: hub, gate: gate, table: table, now: now)
    let deleter = InternalDeleter(service: service) { logger.debug("\($0)") }
    keeper = NamespaceKeeper(
      storage: storage, hub: hub, catalog: catalog, deleter: deleter, now: now, clock: clock, logger: logger)
    definitions = DefinitionKeeper(
      storage: storage, hub: hub, catalog: catalog, deleter: deleter, now: now, clock: clock, logger: logger)
    collector = GarbageCollector(storage: storage, catalog: catalog, deleter: deleter, clock: clock, logger: logger)
    let tokenUsers = try configuration.tokens.map { try TokenFileUsers($0.reveal()) }
    makeRouter = { signer in
      let accounts = AccountUsers(signer: signer, storage: storage, now: now)
      let authenticator = AuthenticatorList(
        authenticators: [CertificateUsers(now: now), accounts] + (tokenUsers.map { [$0] } ?? []))
      return RequestRouter(
        service: service,
        access: AccessControl(
          authenticator: authenticator, anonymous: Self.anonymous(configuration),
          refusals: RequestPacing(limits: configuration.limits, clock: clock), roles: { roles.book }),
        pacing: RequestPacing(limits: configuration.limits, clock: clock), load: RequestLoad(limits: configuration.limits),
        reviews: ReviewService(authenticator: authenticator, roles: { roles.book }),
        tokens: TokenRequestService(signer: signer, now: now),
        information: InformationService(
          version: ServerVersion(product: configuration.product), keySet: signer.keySet, now: now),
        bodies: BodyReader(limit: configuration.bodyLimit, readYAML: YAMLBody.read), audit: AuditLog(write: audit, now: now),
        takeInDefinition: { await catalog.takeIn($0) },
        health: {
          (catalog.isComplete ? [] : ["definitions"]) + (roles.isComplete ? [] : ["roles"])
            + (webhooks.isComplete ? [] : ["webhooks"]) + (probe.isReached ? [] : ["the store"])
        },
        clock: clock)
    }
  }

  private static func anonymous(_ configuration: APIServerConfiguration) -> UserInfo? {
    guard case .insecure = configuration.transport else { return nil }
    return UserInfo(name: "system:unsecured", groups: [UserInfo.superusers])
  }

  /// The port it listens on, as soon as it does.
  /// - Throws: when it stopped or could not start.
  package var port: Int {
    get async throws { try await running.value.port }
  }

  /// How somebody reaches the server, as soon as it listens.
  /// - Parameters:
  ///   - user: Whom the client certificate is for.
  ///   - groups: `system:masters` makes an administrator.
  ///   - lifetime: For how many seconds the certificate is good.
  /// - Throws: when it stopped or could not start.
  package func kubeconfig(
    user: String = "meltemi-admin", groups: [String] = [UserInfo.superusers], lifetime: TimeInterval = 365 * 24 * 3600
  ) async throws -> KubeconfigFile {
    let running = try await running.value
    let everywhere = ["0.0.0.0": "127.0.0.1", "::": "::1"]
    let name = everywhere[configuration.host] ?? configuration.host
    let host = name.contains(":") ? "[\(name)]" : name
    switch configuration.transport {
    case .insecure: return KubeconfigFile(server: "http://\(host):\(running.port)", authorityPEM: nil, user: nil)
    case .tls:
      return KubeconfigFile(
        server: "https://\(host):\(running.port)", authorityPEM: running.keys.authority.certificatePEM,
        user: try running.keys.authority.client(user: user, groups: groups, lifetime: lifetime))
    }
  }

  package func run() async throws {
    do {
      let keys = try await cancelWhenGracefulShutdown { try await self.start.run() }
      let router = try makeRouter(keys.signer)
      let identity = try servingIdentity(keys)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let services: [any ServiceLifecycle.Service] = [
          hub, probe, catalog, roles, webhooks, webhookClients, keeper, definitions, collector,
        ]
        for service in services { group.addTask { try await service.run() } }
        if let identity { group.addTask { await cancelWhenGracefulShutdown { await identity.run(clock: self.clock) } } }
        group.addTask { try await self.serve(router, keys, identity) }
        try await group.next()
        group.cancelAll()
      }
    } catch {
      running.fail(error)
      throw error
    }
  }

  private func serve(_ router: RequestRouter, _ keys: ServerKeys, _ identity: ServingIdentity?) async throws {
    // Whoever reaches the server finds all kinds, and the roles that they have.
    try await catalog.completion.value
    try await roles.completion.value
    let running = running
    let application = Application(
      responder: APIResponder(router: router, bodyTime: configuration.limits.bodyTime), server: server(identity),
      configuration: .init(address: .hostname(configuration.host, port: configuration.port), serverName: nil),
      onServerRunning: { running.fulfil(Running(port: $0.localAddress?.port ?? 0, keys: keys)) }, logger: quiet)
    do {
      try await DrainedService(application).run()
    } catch let error as IOError {
      throw APIServerError("cannot listen on \(configuration.host):\(configuration.port): \(error)")
    }
  }

  /// What is shown to those who connect; nil for plain HTTP.
  private func servingIdentity(_ keys: ServerKeys) throws -> ServingIdentity? {
    guard case .tls(let names) = configuration.transport else { return nil }
    return try ServingIdentity(
      authority: keys.authority, names: Set(names + [configuration.host]).sorted(),
      lifetime: configuration.certificateLifetime, logger: logger)
  }

  private func server(_ identity: ServingIdentity?) -> HTTPServerBuilder {
    let limit = configuration.limits.stall
    let http = HTTP1Channel.Configuration(
      additionalChannelHandlers: [StalledClientHandler(limit: limit)], idleTimeout: TimeAmount(configuration.idleTimeout))
    guard let identity else { return .http1(configuration: http) }
    return HTTPServerBuilder { RenewedTLSChannel(base: HTTP1Channel(responder: $0, configuration: http), identity: identity) }
  }

  /// What goes wrong is thrown or answered. Beyond that, the library reports as errors what is only the end of a connection.
  private var quiet: Logger {
    var logger = logger
    logger.logLevel = .critical
    return logger
  }
}

/// Why an API server cannot run.
package struct APIServerError: Error, Hashable, Sendable, CustomStringConvertible {
  package var message: String

  package init(_ message: String) { self.message = message }

  package var description: String { "the API server \(message)" }
}

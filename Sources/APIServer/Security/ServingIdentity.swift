import Foundation
import Logging
import MeshIdentity
import NIOSSL
import Synchronization

/// What the server shows to those who connect: a certificate of its authority, made anew when two thirds of its life are over. New
/// connections get the newest; those that are there go on.
final class ServingIdentity: Sendable {
  private struct State {
    var context: NIOSSLContext
    var schedule: RenewalSchedule
  }

  private let authority: ServerAuthority
  private let names: [String]
  private let lifetime: Duration
  private let logger: Logger
  private let state: Mutex<State>

  /// - Parameter names: Host names and addresses by which clients reach the server.
  /// - Throws: when the authority cannot issue.
  init(authority: ServerAuthority, names: [String], lifetime: Duration, now: Date = Date(), logger: Logger) throws {
    self.authority = authority
    self.names = names
    self.lifetime = lifetime
    self.logger = logger
    state = Mutex(try Self.issue(authority, names, lifetime, now))
  }

  /// For a connection that begins now.
  var context: NIOSSLContext { state.withLock { $0.context } }

  var notAfter: Date { state.withLock { $0.schedule.notAfter } }

  /// Renews until the task is cancelled.
  func run(clock: any Clock<Duration>) async {
    while !Task.isCancelled {
      try? await clock.sleep(for: renewIfDue(at: Date()))
    }
  }

  /// - Returns: How long to wait before looking again.
  func renewIfDue(at now: Date) -> Duration {
    let schedule = state.withLock { $0.schedule }
    guard schedule.due <= now else { return schedule.pause(at: now) }
    do {
      let next = try Self.issue(authority, names, lifetime, now)
      state.withLock { $0 = next }
      logger.info("Renewed the API server's certificate", metadata: ["notAfter": "\(next.schedule.notAfter)"])
      return next.schedule.pause(at: now)
    } catch {
      logger.error(
        "Cannot renew the API server's certificate; the old one stays in use",
        metadata: ["error": "\(error)", "notAfter": "\(schedule.notAfter)"])
      return schedule.pause(at: now)
    }
  }

  private static func issue(
    _ authority: ServerAuthority, _ names: [String], _ lifetime: Duration, _ now: Date
  ) throws -> State {
    let identity = try authority.server(names: names, lifetime: TimeInterval(lifetime.components.seconds), now: now)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(identity.certificatePEM.utf8), format: .pem))],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.keyPEM.reveal().utf8), format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    // Clients with tokens show no certificate; one that is shown has to hold.
    configuration.certificateVerification = .optionalVerification
    configuration.trustRoots = .certificates([
      try NIOSSLCertificate(bytes: Array(authority.certificatePEM.utf8), format: .pem)
    ])
    return State(
      context: try NIOSSLContext(configuration: configuration),
      schedule: RenewalSchedule(issued: now, notAfter: identity.notAfter))
  }
}

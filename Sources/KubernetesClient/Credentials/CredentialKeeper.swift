import Foundation
import Logging

/// Holds the credentials of one connection: reads files again, has new ones given out before those end that it has, and starts over
/// when the server refuses them.
///
/// Whoever asks while there is nothing to use yet waits, for as long as it likes: a plugin that has begun goes on for the others.
actor CredentialKeeper {
  private typealias Outcome = Result<RequestAccess, any Error>

  private let reader: CredentialReader
  /// nil where nobody gives any out.
  private let issue: CredentialIssuer?
  /// How long what was read from files is used, in seconds.
  private let fileLifetime: Int64
  /// Seconds since 1970.
  private let now: @Sendable () -> Int64
  private let logger: Logger

  /// What the server has not refused.
  private var access: RequestAccess?
  private var issued: IssuedCredential?
  /// When `access` is used without looking for something newer, in seconds since 1970. A clock that was set back is outside.
  private var fresh: Range<Int64> = 0..<0
  private var generation = 0
  private var renewal: Task<Void, Never>?
  private var waiters: [AsyncStream<Outcome>.Continuation] = []
  private var isStopped = false
  /// Why it could not be renewed last.
  private var complaint: String?

  /// New credentials are asked for this many seconds before the old ones end, so that none ends on its way.
  private static let margin: Int64 = 10
  /// Seconds until what could not be renewed is tried again, while the old is still good.
  private static let retryPause: Int64 = 5

  /// - Parameter issuer: Gives out credentials in place of the connection's plugin.
  init(
    _ connection: ClusterConnection, issuer: CredentialIssuer? = nil, runner: ExecPluginRunner = ExecPluginRunner(),
    fileLifetime: Duration = .seconds(60), now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) },
    logger: Logger
  ) {
    let reader = CredentialReader(connection: connection)
    self.reader = reader
    if let plugin = connection.user.exec, issuer == nil {
      issue = { try await runner.run(plugin, cluster: connection.cluster, roots: try reader.encodedRoots()) }
    } else {
      issue = issuer
    }
    self.fileLifetime = fileLifetime.components.seconds
    self.now = now
    self.logger = logger
  }

  /// The credentials to use now.
  /// - Throws: `CancellationError` when the waiting task is cancelled, `CredentialError`, or what the issuer throws.
  func current() async throws -> RequestAccess {
    if let access, fresh.contains(now()) { return access }
    guard !isStopped else { throw CredentialError("the client was shut down") }
    // One renewal at a time. It belongs to all who wait, so none of them can cancel it; `stop` does.
    if renewal == nil { renewal = Task { await renew() } }
    // What is given out may take its time; until it comes, the old will do.
    if issue != nil, let access, isUsable(at: now()) { return access }
    let (outcomes, tell) = AsyncStream<Outcome>.makeStream(bufferingPolicy: .bufferingNewest(1))
    waiters.append(tell)
    for await outcome in outcomes { return try outcome.get() }
    throw CancellationError()
  }

  /// The server said that it does not know who asks.
  func refuse(generation refused: Int) {
    guard refused == generation else { return }
    access = nil
    issued = nil
  }

  /// There was no talking to the server: it may be that keys or authorities have been replaced.
  func doubt(generation doubted: Int) {
    guard doubted == generation, reader.usesFiles else { return }
    fresh = 0..<0
  }

  /// Ends a plugin that runs, and waits for its end.
  func stop() async {
    isStopped = true
    renewal?.cancel()
    await renewal?.value
  }

  // MARK: Renewing

  private func renew() async {
    let outcome: Outcome
    do {
      outcome = .success(try await renewed())
    } catch {
      outcome = settle(isStopped ? CredentialError("the client was shut down") : error)
    }
    renewal = nil
    for waiter in waiters {
      waiter.yield(outcome)
      waiter.finish()
    }
    waiters = []
  }

  private func renewed() async throws -> RequestAccess {
    if let issue, !isIssuedFresh(at: now()) { issued = try await issue() }
    var next = try reader.read(issued)
    generation += 1
    next.generation = generation
    access = next
    let time = now()
    let ends = [reader.usesFiles ? time + fileLifetime : nil, issued?.expiry.map { $0 - Self.margin }].compactMap { $0 }
    fresh = time..<max(time, ends.min() ?? .max)
    if complaint != nil { logger.notice("Credentials renewed") }
    complaint = nil
    return next
  }

  /// A file that is missing for a moment, or a plugin that fails, is no reason to give up what is still good.
  private func settle(_ error: any Error) -> Outcome {
    let time = now()
    guard let access, isUsable(at: time), !isStopped else { return .failure(error) }
    fresh = time..<(time + Self.retryPause)
    if complaint != "\(error)" {
      logger.warning("Credentials not renewed; the last good ones are used", metadata: ["error": "\(error)"])
    }
    complaint = "\(error)"
    return .success(access)
  }

  private func isIssuedFresh(at time: Int64) -> Bool {
    guard let issued else { return false }
    return issued.expiry.map { time < $0 - Self.margin } ?? true
  }

  /// Whether nothing has ended that was given out.
  private func isUsable(at time: Int64) -> Bool {
    issued?.expiry.map { time < $0 } ?? true
  }
}

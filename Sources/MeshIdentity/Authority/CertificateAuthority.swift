package import Foundation
package import Logging
import ServiceLifecycle
import Synchronization
import X509

/// Issues certificates to workloads, and says which roots count.
///
/// It issues from the moment it is made. `run()` follows the files: it takes in what others wrote, moves a rotation through its
/// phases, and tells subscribers about new roots.
package final class CertificateAuthority: Service {
  let configuration: AuthorityConfiguration
  let logger: Logger
  let now: @Sendable () -> Date
  let follower: AuthorityFollower
  private let subscribers = Mutex<Subscribers>(Subscribers())

  /// - Parameters:
  ///   - now: The clock; tests hand in their own.
  /// - Throws: when there is no usable signing key: a plugged-in set that is broken, a state directory that cannot be written.
  package init(
    configuration: AuthorityConfiguration, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
  ) throws(AuthorityError) {
    self.configuration = configuration
    self.logger = logger
    self.now = now
    follower = try AuthorityFollower(configuration: configuration, at: now())
    if case .selfMade(let directory) = configuration.source {
      let file = RootStore(directory: directory, trustDomain: configuration.trustDomain).path
      guard PrivateFile(path: file).isOpenToOthers else { return }
      logger.warning("Others may read the root's key; the file should be its owner's alone", metadata: ["file": "\(file)"])
    }
  }

  package var trustDomain: TrustDomain { configuration.trustDomain }

  /// The roots that count now, those that are announced included.
  package var trustBundle: TrustBundle { follower.state.trustBundle }

  /// What a rotation of a self-made root is doing.
  package var rotation: RotationStatus { follower.state.rotation }

  /// What is wrong with the files now; the last good ones stay in force. Nil where nothing is.
  package var problem: AuthorityError? { follower.problem }

  /// The roots that count now, and then every change; a slow reader gets the newest only. Ends when the authority stops.
  package func trustBundles() -> AsyncStream<TrustBundle> {
    let (stream, continuation) = AsyncStream.makeStream(of: TrustBundle.self, bufferingPolicy: .bufferingNewest(1))
    subscribers.withLock { subscribers in
      guard !subscribers.isOver else {
        continuation.yield(trustBundle)
        return continuation.finish()
      }
      let id = subscribers.nextID
      subscribers.nextID += 1
      subscribers.continuations[id] = continuation
      subscribers.told = subscribers.told ?? trustBundle
      continuation.yield(trustBundle)
      continuation.onTermination = { [weak self] _ in self?.forget(id) }
    }
    return stream
  }

  /// Begins to replace a self-made root; `RootStore.rotate` says how.
  package func rotateRoot() throws(AuthorityError) {
    guard case .selfMade(let directory) = configuration.source else {
      throw AuthorityError(
        .notSelfMade, "this authority is plugged in", suggestion: "add the new root to root-cert.pem, later replace ca-cert.pem")
    }
    try RootStore(directory: directory, trustDomain: trustDomain).rotate(distribution: configuration.distribution, at: now())
    refresh()
  }

  /// Follows the files until shut down.
  package func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      while !Task.isCancelled {
        do { try await Task.sleep(for: configuration.pollInterval) } catch { return }
        refresh()
        renewRootInTime()
      }
    }
    let continuations = subscribers.withLock { subscribers in
      subscribers.isOver = true
      return Array(subscribers.continuations.values)
    }
    for continuation in continuations { continuation.finish() }
  }

  /// Looks at the files and the clock once, and tells what is new.
  package func refresh() {
    follower.follow(at: now())
    for news in follower.takeNews() {
      switch news {
      case .changed: logger.notice("Certificate authority changed", metadata: metadata)
      case .broken(let problem):
        logger.error(
          "The certificate authority's files are refused; the last good ones stay in force", metadata: ["reason": "\(problem)"])
      case .repaired: logger.notice("The certificate authority's files are whole again")
      }
    }
    let bundle = trustBundle
    subscribers.withLock { subscribers in
      guard let told = subscribers.told, told != bundle else { return }
      subscribers.told = bundle
      for continuation in subscribers.continuations.values { continuation.yield(bundle) }
    }
  }

  /// A root in the last fifth of its life makes room for a new one, so that nobody has to remember a day in ten years.
  private func renewRootInTime() {
    guard case .selfMade = configuration.source, rotation == .steady else { return }
    let root = follower.state.signer.certificate
    let life = root.notValidAfter.timeIntervalSince(root.notValidBefore)
    guard root.notValidAfter.timeIntervalSince(now()) < life / 5 else { return }
    do throws(AuthorityError) {
      try rotateRoot()
    } catch  where error.code != .rotationUnderway {
      logger.error("The root cannot be renewed", metadata: ["reason": "\(error)"])
    } catch {}
  }

  private var metadata: Logger.Metadata {
    let state = follower.state
    return [
      "signer": "\(state.signer.certificate.subject)", "roots": "\(state.trustBundle.rootsPEM.count)",
      "rotation": "\(state.rotation)",
    ]
  }

  private func forget(_ id: Int) { _ = subscribers.withLock { $0.continuations.removeValue(forKey: id) } }

  private struct Subscribers {
    var nextID = 0
    var isOver = false
    /// What was told last; nil while nobody ever asked.
    var told: TrustBundle?
    var continuations: [Int: AsyncStream<TrustBundle>.Continuation] = [:]
  }
}

import Synchronization

/// Which of the control plane's replicas is asked: the same for as long as it answers, then the next.
final class ReplicaChoice: Sendable {
  private let replicas: [IdentityConfiguration.Server]
  private let index = Mutex(0)

  /// - Precondition: `replicas` is not empty.
  init(_ replicas: [IdentityConfiguration.Server]) { self.replicas = replicas }

  var current: IdentityConfiguration.Server { index.withLock { replicas[$0] } }

  /// The replica did not answer. Nothing happens where somebody else has left it already.
  func leave(_ replica: IdentityConfiguration.Server) {
    index.withLock { index in
      if replicas[index] == replica { index = (index + 1) % replicas.count }
    }
  }
}

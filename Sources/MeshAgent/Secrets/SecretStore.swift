import Foundation
import MeshIdentity
import MeshTransport
import Synchronization

/// The identity that the workload has now.
struct OwnCertificate: Sendable {
  /// PEM, the workload's own certificate first, without roots.
  var chainPEM: [String]
  var keyPEM: Redacted<String>
  /// The roots of the mesh (PEM), as they came with the certificate.
  var rootsPEM: String
  var terms: CertificateTerms

  var tlsIdentity: TLSIdentity { TLSIdentity(chainPEM: chainPEM, keyPEM: keyPEM) }
}

/// The secrets that the agent holds, for the streams that serve them and for the connections that show them.
///
/// Written by the keeper of the own certificate and by the watcher of files; readers are told that something changed and look
/// for themselves, so that a slow one gets the newest and never a queue.
final class SecretStore: Sendable {
  private struct State {
    var secrets: [String: NamedSecret] = [:]
    var own: OwnCertificate?
    var lastVersion: UInt64 = 0
    var wantedFiles: [String: Int] = [:]
    var lastReader = 0
    var readers: [Int: AsyncStream<Void>.Continuation] = [:]
  }

  private let state = Mutex(State())

  // MARK: Reading

  /// The workload's own certificate, the newest one even if it has expired.
  var own: OwnCertificate? { state.withLock { $0.own } }

  /// Those of the names that have a secret.
  func secrets(_ names: Set<String>) -> [String: NamedSecret] {
    state.withLock { state in state.secrets.filter { names.contains($0.key) } }
  }

  /// Yields once at the start, and then whenever something has changed since the last look.
  func changes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let reader = state.withLock { state in
      state.lastReader += 1
      state.readers[state.lastReader] = continuation
      return state.lastReader
    }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.readers.removeValue(forKey: reader) } }
    continuation.yield()
    return stream
  }

  /// The own certificate as soon as there is one that has not expired.
  /// - Throws: `CancellationError`.
  func validCertificate(now: @Sendable () -> Date) async throws -> OwnCertificate {
    for await _ in changes() {
      if let own, own.terms.isValid(at: now()) { return own }
    }
    throw CancellationError()
  }

  // MARK: Writing

  /// Makes a certificate the workload's own, and the roots that came with it those of the mesh.
  func install(_ certificate: OwnCertificate) {
    let readers = state.withLock { state in
      state.own = certificate
      let chain = certificate.chainPEM.joined()
      let first = Self.put(.keyPair(chain: chain, key: certificate.keyPEM), as: SecretName.workload, &state)
      let second = Self.put(.roots(certificate.rootsPEM), as: SecretName.roots, &state)
      return first || second ? Array(state.readers.values) : []
    }
    for reader in readers { reader.yield() }
  }

  /// Sets the secret of a file's name.
  func put(_ secret: Secret, as name: String) {
    let readers = state.withLock { state in Self.put(secret, as: name, &state) ? Array(state.readers.values) : [] }
    for reader in readers { reader.yield() }
  }

  private static func put(_ secret: Secret, as name: String, _ state: inout State) -> Bool {
    guard state.secrets[name]?.secret != secret else { return false }
    state.lastVersion += 1
    state.secrets[name] = NamedSecret(name: name, version: state.lastVersion, secret: secret)
    return true
  }

  // MARK: Files

  /// The names of mounted secrets that streams ask for now, sorted.
  var wantedFiles: [String] { state.withLock { $0.wantedFiles.keys.sorted() } }

  /// Streams say which files they ask for, and which no longer; what nobody asks for is forgotten.
  func want(_ names: Set<String>, noLonger gone: Set<String>) {
    state.withLock { state in
      for name in names { state.wantedFiles[name, default: 0] += 1 }
      for name in gone {
        guard let count = state.wantedFiles[name] else { continue }
        if count > 1 {
          state.wantedFiles[name] = count - 1
        } else {
          state.wantedFiles[name] = nil
          state.secrets[name] = nil
        }
      }
    }
  }
}

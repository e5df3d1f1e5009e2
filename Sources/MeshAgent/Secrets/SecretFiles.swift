import Foundation
import Logging
import MeshIdentity
import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The system's `read`, where a method of that name hides it.
private let systemRead: @Sendable (CInt, UnsafeMutableRawPointer?, Int) -> Int = { read($0, $1, $2) }

/// Reads certificates and keys that others mount, and notices when they are replaced.
///
/// Contents are compared, not times of change: whoever mounts secrets into containers swaps symbolic links.
final class SecretFiles: Sendable {
  /// No certificate chain, key or bundle is larger.
  static let maximumSize = 1 << 20

  private let store: SecretStore
  private let interval: Duration
  private let logger: Logger
  /// What was last said about each name, so that it is said once.
  private let complaints = Mutex([String: String]())

  init(store: SecretStore, interval: Duration, logger: Logger) {
    (self.store, self.interval, self.logger) = (store, interval, logger)
  }

  /// Looks at the files that streams ask for, again and again until cancelled.
  func run() async throws {
    while true {
      try await Task.sleep(for: interval)
      for name in store.wantedFiles { read(name) }
    }
  }

  /// Reads what a name stands for. What cannot be used is logged, and leaves in force what was there.
  func read(_ name: String) {
    guard let files = SecretName.files(name) else { return }
    do {
      switch files {
      case .keyPair(let chain, let key):
        let chain = try Self.certificates(chain)
        store.put(.keyPair(chain: chain, key: try Self.key(key)), as: name)
      case .roots(let path):
        store.put(.roots(try Self.certificates(path)), as: name)
      }
      complaints.withLock { $0[name] = nil }
    } catch {
      let text = String(describing: error)
      guard complaints.withLock({ $0.updateValue(text, forKey: name) }) != text else { return }
      logger.error("A mounted secret cannot be used", metadata: ["name": "\(name)", "reason": "\(text)"])
    }
  }

  /// The text of a file of PEM certificates.
  /// - Throws: `AgentError` with `fileNotRead`; its text holds nothing of the file.
  static func certificates(_ path: String) throws(AgentError) -> String {
    let text = try text(path)
    guard text.contains("-----BEGIN CERTIFICATE-----") else {
      throw AgentError(.fileNotRead, "\(path) holds no certificate (PEM)")
    }
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  /// The text of a file with a PEM key.
  /// - Throws: `AgentError` with `fileNotRead`; its text holds nothing of the file.
  static func key(_ path: String) throws(AgentError) -> Redacted<String> {
    let text = try text(path)
    guard text.contains("PRIVATE KEY-----") else { throw AgentError(.fileNotRead, "\(path) holds no private key (PEM)") }
    return Redacted(text)
  }

  /// A small text file. Not a pipe or a device, which could keep a reader waiting.
  /// - Throws: `AgentError` with `fileNotRead`.
  static func text(_ path: String, limit: Int = maximumSize) throws(AgentError) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw AgentError(.fileNotRead, "\(path) cannot be read: \(systemMessage(errno))") }
    defer { close(file) }
    guard let status = try? Stat(FileDescriptor(rawValue: file)), status.type == .regular else {
      throw AgentError(.fileNotRead, "\(path) is not a file")
    }
    guard status.size <= limit else { throw AgentError(.fileNotRead, "\(path) is larger than \(limit) bytes") }
    // One byte more than it said, to notice a file that has grown meanwhile.
    var bytes = [UInt8](repeating: 0, count: Int(status.size) + 1)
    let count = bytes.withUnsafeMutableBytes { Self.fill($0, from: file) }
    guard count >= 0 else { throw AgentError(.fileNotRead, "\(path) cannot be read: \(systemMessage(errno))") }
    guard count < bytes.count else { throw AgentError(.fileNotRead, "\(path) grows while it is read") }
    guard count > 0 else { throw AgentError(.fileNotRead, "\(path) is empty") }
    guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
      throw AgentError(.fileNotRead, "\(path) is not text")
    }
    return text
  }

  /// The number of bytes until the end or until the buffer is full; negative when reading fails.
  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from file: CInt) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = systemRead(file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      if count > 0 {
        filled += count
      } else if count == 0 {
        return filled
      } else if errno != EINTR {
        return -1
      }
    }
    return filled
  }
}

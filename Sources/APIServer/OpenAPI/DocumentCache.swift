import Crypto
import Synchronization

/// A document about kinds as it is sent.
struct ServedDocument: Hashable, Sendable {
  let contentType: String
  let bytes: [UInt8]
  /// Of the bytes: other content, another hash. 32 hexadecimal digits.
  let hash: String

  init(contentType: String = "application/json", bytes: [UInt8]) {
    self.contentType = contentType
    self.bytes = bytes
    let digits = Array("0123456789ABCDEF")
    hash = SHA256.hash(data: bytes).prefix(16).reduce(into: "") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }
}

/// Documents about kinds: each is made when it is first asked for, and again only after the kinds have changed.
final class DocumentCache: Sendable {
  /// What a document is about.
  enum Name: Hashable, Sendable {
    case discovery(isCore: Bool, version: String)
    case index
    case openAPI(String)
    case swagger(contentType: String)
  }

  private struct State {
    var generation = 0
    var documents: [Name: ServedDocument] = [:]
    var made = 0
  }

  private let state = Mutex(State())

  /// How many documents were made so far.
  var made: Int { state.withLock { $0.made } }

  /// The document of this name about the kinds of `table`.
  /// - Parameters:
  ///   - table: Of one catalog; the newest counts.
  ///   - make: Makes it. Two requests at one time may both do so.
  func document(
    _ name: Name, of table: ResourceTable, make: () throws -> ServedDocument
  ) rethrows -> ServedDocument {
    let known = state.withLock { $0.generation == table.generation ? $0.documents[name] : nil }
    if let known { return known }
    let document = try make()
    state.withLock { state in
      state.made += 1
      guard state.generation <= table.generation else { return }
      if state.generation < table.generation {
        state.documents = [:]
        state.generation = table.generation
      }
      state.documents[name] = document
    }
    return document
  }
}

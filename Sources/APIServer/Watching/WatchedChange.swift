import KubernetesAPI
import NIOCore
import ObjectStore
import Synchronization

/// One change of an object, as all watchers of its resource share it: what it takes to tell it is made once.
final class WatchedChange: Sendable {
  let key: StoreKey
  let revision: StoreRevision
  /// nil where the object was deleted.
  let object: StoredObject?
  /// nil where there was none before.
  let previous: StoredObject?
  private let frames = Mutex<[WatchFrame: ByteBuffer]>([:])
  private let read = Mutex(Read())

  /// What watchers with selectors look at, read for the first one that asks.
  private struct Read {
    var object: JSONValue?
    var previous: JSONValue?
  }

  init(key: StoreKey, revision: StoreRevision, object: StoredObject?, previous: StoredObject?) {
    self.key = key
    self.revision = revision
    self.object = object
    self.previous = previous
  }

  /// About what keeping it costs, in bytes, with the text in which it is told.
  var size: Int {
    let object = object?.envelope.json.count ?? 0
    return 256 + 2 * object + (previous?.envelope.json.count ?? 0)
  }

  /// In how many texts it is kept, each of which was made once.
  var frameCount: Int { frames.withLock { $0.count } }

  /// The object, whatever its version says; nil where it was deleted.
  func objectValue() throws(StoreError) -> JSONValue? {
    try value(of: object, \.object)
  }

  /// The object before; nil where there was none.
  func previousValue() throws(StoreError) -> JSONValue? {
    try value(of: previous, \.previous)
  }

  private func value(
    of stored: StoredObject?, _ place: any WritableKeyPath<Read, JSONValue?> & Sendable
  ) throws(StoreError) -> JSONValue? {
    if let known = read.withLock({ $0[keyPath: place] }) { return known }
    guard let value = try stored?.value(apiVersion: "") else { return nil }
    read.withLock { $0[keyPath: place] = value }
    return value
  }

  /// What a watcher of this form is told, made by `make` for the first one that asks; others wait for it.
  func frame(_ frame: WatchFrame, make: () throws(Status) -> ByteBuffer) throws(Status) -> ByteBuffer {
    try frames.withLock { (frames) throws(Status) in
      if let known = frames[frame] { return known }
      let made = try make()
      // Beyond these, forms are rare: they are not worth the memory.
      if frames.count < Self.mostFrames { frames[frame] = made }
      return made
    }
  }

  private static let mostFrames = 8
}

/// What differs among the texts in which one change is told.
struct WatchFrame: Hashable, Sendable {
  var kind: WatchEvent.Kind
  var apiVersion: String
  var form: ResponseForm
  /// Whether it is the first of a table, which alone names the columns.
  var isFirst: Bool
}

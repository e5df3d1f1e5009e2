import KubernetesAPI
import KubernetesClient
import MeshTestSupport
import Testing

/// Writes some objects of its own again and again, and looks at one after a write that was not answered.
struct LoadWriter: Sendable {
  /// What is known of an object.
  private struct Known {
    var object: LoadedObject?
    var version: String?
    /// Writes without an answer that may still be made: until another write is answered, which they cannot follow.
    var open: [LoadedWrite] = []
    /// The greatest count that was ever asked for.
    var count = 0
  }

  static let objects = 4

  let number: Int
  /// One for each replica; another is asked when one does not answer.
  let clients: [KubernetesClient]
  let ledger: LoadLedger
  let gate: LoadGate
  let seed: UInt64

  /// Runs until it is cancelled.
  func run() async throws {
    var generator = SeededGenerator(seed: seed &+ UInt64(number))
    var known = [Known](repeating: Known(), count: Self.objects)
    var replica = number
    while !Task.isCancelled {
      await gate.pass()
      let index = Int.random(in: 0..<Self.objects, using: &generator)
      try await write("w\(number)-\(index)", &known[index], &replica, &generator)
    }
  }

  private func write(
    _ name: String, _ known: inout Known, _ replica: inout Int, _ generator: inout SeededGenerator
  ) async throws {
    known.count += 1
    let next = LoadedObject(name: name, count: known.count)
    let write: LoadedWrite =
      if let object = known.object { generator.chance(12) ? .delete(object) : .change(next) } else { .create(next) }
    let style = Int.random(in: 0..<3, using: &generator)
    let client = clients[replica % clients.count]
    ledger.send(write)
    do {
      let version = try await perform(write, known.version, style, client)
      ledger.acknowledge(write, version)
      known.open = []
      if case .delete = write { known.object = nil } else { known.object = next }
      known.version = version.map(String.init)
    } catch let error as KubernetesError {
      try Task.checkCancellation()
      replica += 1
      try await judge(error, of: write, &known, &replica)
    }
  }

  /// - Returns: The version that the object has now; nil where it is gone.
  private func perform(
    _ write: LoadedWrite, _ version: String?, _ style: Int, _ client: KubernetesClient
  ) async throws -> Int64? {
    let namespace = LoadedObject.namespace
    let answer: JSONValue
    switch write {
    case .create(let object): answer = try await client.create(.configMaps, namespace: namespace, object.object())
    case .change(let object) where style == 0:
      answer = try await client.patch(.configMaps, namespace: namespace, name: object.name, .merge(["data": object.data]))
    case .change(let object):
      answer = try await client.update(
        .configMaps, namespace: namespace, name: object.name, object.object(replacing: style == 1 ? nil : version))
    case .delete(let object):
      _ = try await client.delete(
        .configMaps, namespace: namespace, name: object.name, resourceVersion: style == 0 ? nil : version)
      return nil
    }
    #expect(LoadedObject(answer) != nil, "the answer is half an object")
    return try #require(answer["metadata"]?["resourceVersion"]?.string.flatMap { Int64($0) })
  }

  private func judge(
    _ error: KubernetesError, of write: LoadedWrite, _ known: inout Known, _ replica: inout Int
  ) async throws {
    switch error.code {
    case .tooManyRequests: return try await Task.sleep(for: .milliseconds(50))
    case .server where error.status == 503:
      // The server says that it did nothing.
      ledger.noteRefused()
    case .server, .unreachable, .timedOut, .malformed:
      ledger.noteUnanswered()
      known.open.append(write)
    case .conflict, .alreadyExists, .notFound:
      // Only a write that came late can be in the way.
      #expect(!known.open.isEmpty, "\(write): \(error)")
    default: throw error
    }
    try await lookUp(write.name, &known, &replica)
  }

  /// Asks what became of an object, until somebody answers.
  private func lookUp(_ name: String, _ known: inout Known, _ replica: inout Int) async throws {
    while true {
      try Task.checkCancellation()
      do {
        let client = clients[replica % clients.count]
        let answer = try await client.get(.configMaps, namespace: LoadedObject.namespace, name: name)
        let object = try #require(LoadedObject(answer), "\(name) is half a write")
        #expect(object == known.object || known.open.contains { $0 == .create(object) || $0 == .change(object) }, "\(object)")
        known.object = object
        known.version = answer["metadata"]?["resourceVersion"]?.string
        return
      } catch let error as KubernetesError where error.code == .notFound {
        let isDeleted = known.open.contains { if case .delete = $0 { true } else { false } }
        #expect(known.object == nil || isDeleted, "\(name) is gone")
        known.object = nil
        known.version = nil
        return
      } catch is KubernetesError {
        replica += 1
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }
}

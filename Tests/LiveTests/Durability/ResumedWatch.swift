import KubernetesAPI
import KubernetesClient
import MeshTestSupport
import Synchronization
import Testing

/// A watch that is taken up again where it broke off, at the next replica, and all that it has told.
final class ResumedWatch: Sendable {
  private struct State {
    var position: Int64
    var told: [ToldChange] = []
    var beginnings = 0
  }

  let name: String
  /// Whether a change of this object is to be told.
  let isConcerned: @Sendable (_ object: String) -> Bool
  private let selection: ObjectSelection
  private let clients: [KubernetesClient]
  private let state: Mutex<State>

  init(
    _ name: String, _ selection: ObjectSelection, after version: Int64, clients: [KubernetesClient],
    isConcerned: @escaping @Sendable (String) -> Bool
  ) {
    self.name = name
    self.selection = selection
    self.clients = clients
    self.isConcerned = isConcerned
    state = Mutex(State(position: version))
  }

  /// How often it was opened.
  var beginnings: Int { state.withLock { $0.beginnings } }

  /// All that was told since the last call.
  func takeTold() -> [ToldChange] {
    state.withLock { state in
      defer { state.told = [] }
      return state.told
    }
  }

  func reaches(_ version: Int64, _ moment: String) async throws {
    try await eventually("\(moment): the watch \(name) comes to \(version)") { state.withLock { $0.position } >= version }
  }

  /// Runs until it is cancelled.
  func run() async throws {
    var replica = 0
    while true {
      do {
        try await follow(clients[replica % clients.count])
      } catch let error as KubernetesError {
        try Task.checkCancellation()
        #expect(error.code != .gone, "\(name): \(error)")
        replica += 1
        // There is nothing that tells when a server is back.
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private func follow(_ client: KubernetesClient) async throws {
    let stream = try await client.watch(selection, from: "\(state.withLock { $0.position })", timeout: .seconds(600))
    state.withLock { $0.beginnings += 1 }
    for try await event in stream {
      if event.kind == .error { throw KubernetesError(status: nil, answer: event.object) }
      let change = try #require(ToldChange(event))
      let last = state.withLock { state in
        defer { state.position = max(state.position, change.version) }
        if event.kind != .bookmark { state.told.append(change) }
        return state.position
      }
      #expect(change.version > last || event.kind == .bookmark && change.version == last, "\(name): \(change) after \(last)")
    }
  }
}

extension ToldChange {
  /// nil for what is no whole object.
  init?(_ event: WatchEvent) {
    let metadata = event.object["metadata"]
    guard let version = metadata?["resourceVersion"]?.string.flatMap({ Int64($0) }) else { return nil }
    let namespace = metadata?["namespace"]?.string ?? ""
    self.init(version: version, object: "\(namespace)/\(metadata?["name"]?.string ?? "")")
    guard event.kind != .bookmark, namespace == LoadedObject.namespace else { return }
    guard let object = LoadedObject(event.object) else { return nil }
    switch event.kind {
    case .added: write = .create(object)
    case .modified: write = .change(object)
    default: write = .delete(object)
    }
  }
}

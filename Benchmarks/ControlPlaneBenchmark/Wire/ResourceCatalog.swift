import Synchronization

/// Every resource and version that any simulated proxy has seen, numbered once and shared by all.
final class ResourceCatalog: Sendable {
  private struct Key: Hashable {
    var kind: ResourceKind
    var name: String
  }
  private struct VersionKey: Hashable {
    var resource: ResourceID
    var text: String
  }
  private struct Version {
    var text: String
    var needs: [ResourceID]
  }

  private struct State {
    var resources: [Key: ResourceID] = [:]
    var names: [String] = []
    var versions: [VersionKey: VersionID] = [:]
    var details: [Version] = []
    var watched: Set<ResourceID> = []
    var bodies: [ResourceID: (version: VersionID, content: [UInt8])] = [:]

    mutating func identify(_ kind: ResourceKind, _ name: String) -> ResourceID {
      let key = Key(kind: kind, name: name)
      if let known = resources[key] { return known }
      let id = ResourceID(number: Int32(names.count))
      names.append(name)
      resources[key] = id
      return id
    }

    mutating func take(_ named: ResponseScanner.Named, kind: ResourceKind) -> ScannedResponse.Item {
      let name = String(decoding: named.name, as: UTF8.self)
      let resource = identify(kind, name)
      let key = VersionKey(resource: resource, text: String(decoding: named.version, as: UTF8.self))
      let version = versions[key] ?? add(key, named, kind: kind, name: name)
      if watched.contains(resource), bodies[resource]?.version != version {
        bodies[resource] = (version, Array(named.body))
      }
      return ScannedResponse.Item(resource: resource, version: version, needs: details[Int(version.number)].needs)
    }

    private mutating func add(
      _ key: VersionKey, _ named: ResponseScanner.Named, kind: ResourceKind, name: String
    ) -> VersionID {
      let needs = kind.child.map { child in
        ResourceNeeds.names(in: named.body, kind: kind, name: name).map { identify(child, $0) }
      }
      let id = VersionID(number: Int32(details.count))
      details.append(Version(text: key.text, needs: needs ?? []))
      versions[key] = id
      return id
    }
  }

  private let state = Mutex(State())

  /// Numbers the resources of one response.
  func take(_ resources: [ResponseScanner.Named], kind: ResourceKind) -> [ScannedResponse.Item] {
    state.withLock { state in resources.map { state.take($0, kind: kind) } }
  }

  func identify(_ names: [UnsafeRawBufferPointer], kind: ResourceKind) -> [ResourceID] {
    state.withLock { state in names.map { state.identify(kind, String(decoding: $0, as: UTF8.self)) } }
  }

  /// The resource of that name, if any proxy has seen it.
  func known(_ kind: ResourceKind, _ name: String) -> ResourceID? {
    state.withLock { $0.resources[Key(kind: kind, name: name)] }
  }

  func names(of resources: some Sequence<ResourceID>) -> [String] {
    state.withLock { state in resources.map { state.names[Int($0.number)] } }
  }

  /// Names and versions as the wire has them.
  func texts(of held: [ResourceID: VersionID]) -> [String: String] {
    state.withLock { state in
      var texts: [String: String] = [:]
      texts.reserveCapacity(held.count)
      for (resource, version) in held { texts[state.names[Int(resource.number)]] = state.details[Int(version.number)].text }
      return texts
    }
  }

  /// Keeps the newest content of a resource from now on.
  func watch(_ resource: ResourceID) { state.withLock { _ = $0.watched.insert(resource) } }

  /// The content of the newest version of a watched resource; nil when there was none since.
  func body(of resource: ResourceID) -> [UInt8]? { state.withLock { $0.bodies[resource]?.content } }
}

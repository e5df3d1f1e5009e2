import KubernetesAPI
import NIOHTTP1

/// Which kinds of objects a server has.
package struct ServedKinds: Hashable, Sendable {
  /// Of each group, what the server would rather be asked for first.
  private var groups: [String: [KubernetesResource]] = [:]
  /// Groups about which the server could not tell.
  package private(set) var failures: [String: KubernetesError] = [:]

  package init() {}

  package mutating func add(_ resources: [KubernetesResource], group: String) { groups[group] = resources }

  package mutating func add(_ error: KubernetesError, group: String) { failures[group] = error }

  /// The version that the server prefers, among those that the caller can read; nil where there is none.
  package func preferred(group: String, kind: String, versions: [String]) -> KubernetesResource? {
    groups[group]?.first { $0.kind == kind && versions.contains($0.version) }
  }

  /// All versions of a kind, the server's preferred one first.
  package func versions(group: String, kind: String) -> [KubernetesResource] {
    groups[group]?.filter { $0.kind == kind } ?? []
  }
}

extension KubernetesClient {
  /// Asks which kinds the server has. A group that it does not know has none; one that it cannot tell about is among the
  /// failures.
  /// - Throws: `CancellationError` alone.
  package func servedKinds(groups: Set<String>) async throws -> ServedKinds {
    var served = ServedKinds()
    var outage: KubernetesError?
    for group in groups.sorted() {
      if let outage {
        served.add(outage, group: group)
        continue
      }
      do {
        served.add(try await resources(group: group), group: group)
      } catch let error as KubernetesError where error.code == .notFound {
        served.add([], group: group)
      } catch let error as KubernetesError {
        served.add(error, group: group)
        // Of other groups it would say no more.
        if [.unreachable, .timedOut, .credentials, .unauthorized].contains(error.code) { outage = error }
      }
    }
    return served
  }

  /// More versions of one group than this are not looked at.
  private static let maximumVersions = 20

  private func resources(group: String) async throws -> [KubernetesResource] {
    var resources: [KubernetesResource] = []
    for version in try await versions(group: group).prefix(Self.maximumVersions) {
      let path = group.isEmpty ? "/api/\(URLText.encode(version))" : "/apis/\(URLText.encode(group))/\(URLText.encode(version))"
      let list = try await send(APIRequest(.GET, path))
      for item in list["resources"]?.array ?? [] {
        guard let name = item["name"]?.string, let kind = item["kind"]?.string, !name.contains("/") else { continue }
        resources.append(
          KubernetesResource(
            group: group, version: version, plural: name, kind: kind, isNamespaced: item["namespaced"]?.bool ?? false))
      }
    }
    return resources
  }

  /// The preferred one first.
  private func versions(group: String) async throws -> [String] {
    if group.isEmpty { return ["v1"] }
    let answer = try await send(APIRequest(.GET, "/apis/\(URLText.encode(group))"))
    let all = (answer["versions"]?.array ?? []).compactMap { $0["version"]?.string }
    guard let preferred = answer["preferredVersion"]?["version"]?.string else { return all }
    return [preferred] + all.filter { $0 != preferred }
  }
}

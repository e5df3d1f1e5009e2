import EnvoyRendering
import KubernetesClient
import KubernetesSource
import Logging
import MeshAdmission
import MeshModel
import MeshSources

extension ControlPlaneConfiguration {
  /// The sources in the order of the command line, which is their order of precedence.
  var sourceIDs: [SourceID] {
    directorySources.map(\.id) + (clusterID.map { [$0] } ?? []) + (meshConfigSource.map { [$0.id] } ?? [])
  }

  /// Tells what the others refer to, so it comes after them.
  var keySetsID: SourceID { SourceID(rank: sourceIDs.count, name: "key-sets") }

  /// - Parameters:
  ///   - access: To the API server that is read, where one is.
  ///   - observer: Is told which rules it has.
  func makeSources(
    sink: any FactSink, access: ClusterAccess?, observer: (any RuleObserving)?, logger: Logger
  ) -> [any ConfigSource] {
    let admission = Admission(options: AdmissionOptions(strict: isStrict), envoyValues: EnvoyPatchReader())
    let others = directorySources.map(\.id) + (meshConfigSource.map { [$0.id] } ?? [])
    let outer = clusterID == nil || others.isEmpty ? nil : OuterMeshConfig(sources: others, next: sink)
    let otherSink: any FactSink = outer ?? sink
    var sources: [any ConfigSource] = directorySources.map { source in
      DirectorySource(id: source.id, folder: source.path, admission: admission, sink: otherSink, logger: logger)
    }
    if let id = clusterID, let access {
      sources.append(
        ClusterSource(
          id: id, access: access, admission: admission, sink: sink, options: clusterOptions, outer: outer,
          observer: observer, logger: logger))
    }
    if let source = meshConfigSource {
      sources.append(
        MeshConfigSource(id: source.id, file: source.path, admission: admission, sink: otherSink, logger: logger))
    }
    return sources
  }

  private var directorySources: [(id: SourceID, path: String)] {
    directories.enumerated().map { rank, path in (SourceID(rank: rank, name: "directory:\(path)"), path) }
  }

  private var clusterID: SourceID? {
    switch cluster {
    case nil: nil
    case .connection(let connection): SourceID(rank: directories.count, name: "kubernetes:\(connection.cluster.server)")
    case .embedded: SourceID(rank: directories.count, name: "kubernetes:embedded")
    }
  }

  /// Whether the status of rules is written back.
  var writesStatus: Bool {
    switch cluster {
    case nil: false
    case .connection: status.isOn ?? false
    case .embedded: status.isOn ?? true
    }
  }

  /// - Parameter embedded: The server that runs inside of the control plane, where one does.
  /// - Returns: nil where no API server is read.
  func makeAccess(_ embedded: EmbeddedAPIServer?, logger: Logger) -> ClusterAccess? {
    switch (cluster, embedded) {
    case (.connection(let connection)?, _): ClusterAccess { try KubernetesClient(connection, logger: logger) }
    case (.embedded?, let embedded?):
      ClusterAccess { try await KubernetesClient(embedded: embedded.server, logger: logger) }
    default: nil
    }
  }

  private var meshConfigSource: (id: SourceID, path: String)? {
    let rank = directories.count + (cluster == nil ? 0 : 1)
    return meshConfigFile.map { (SourceID(rank: rank, name: "mesh-config:\($0)"), $0) }
  }
}

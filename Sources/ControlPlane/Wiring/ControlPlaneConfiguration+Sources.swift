import EnvoyRendering
import KubernetesClient
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

  /// - Parameter embedded: The server that runs inside of the control plane, where one does.
  func makeSources(sink: any FactSink, embedded: EmbeddedAPIServer?, logger: Logger) -> [any ConfigSource] {
    let admission = Admission(options: AdmissionOptions(strict: isStrict), envoyValues: EnvoyPatchReader())
    var sources: [any ConfigSource] = directorySources.map { source in
      DirectorySource(id: source.id, folder: source.path, admission: admission, sink: sink, logger: logger)
    }
    if let id = clusterID {
      sources.append(
        ClusterSource(
          id: id, connection: connection(embedded), admission: admission, sink: sink, options: clusterOptions, logger: logger))
    }
    if let source = meshConfigSource {
      sources.append(
        MeshConfigSource(id: source.id, file: source.path, admission: admission, sink: sink, logger: logger))
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

  private func connection(_ embedded: EmbeddedAPIServer?) -> @Sendable () async throws -> ClusterConnection {
    let cluster = cluster
    return {
      if case .connection(let connection)? = cluster { return connection }
      guard let embedded else { throw ControlPlaneError(.invalidOption, "There is no API server to read from.") }
      return try await ClusterConnection(embedded: embedded.server)
    }
  }

  private var meshConfigSource: (id: SourceID, path: String)? {
    let rank = directories.count + (cluster == nil ? 0 : 1)
    return meshConfigFile.map { (SourceID(rank: rank, name: "mesh-config:\($0)"), $0) }
  }
}

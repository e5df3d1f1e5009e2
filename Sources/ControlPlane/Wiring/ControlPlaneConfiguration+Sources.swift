import EnvoyRendering
import Logging
import MeshAdmission
import MeshModel
import MeshSources

extension ControlPlaneConfiguration {
  /// The sources in the order of the command line, which is their order of precedence.
  var sourceIDs: [SourceID] {
    directorySources.map(\.id) + (meshConfigSource.map { [$0.id] } ?? [])
  }

  /// Tells what the others refer to, so it comes after them.
  var keySetsID: SourceID { SourceID(rank: sourceIDs.count, name: "key-sets") }

  func makeSources(sink: any FactSink, logger: Logger) -> [any ConfigSource] {
    let admission = Admission(options: AdmissionOptions(strict: isStrict), envoyValues: EnvoyPatchReader())
    var sources: [any ConfigSource] = directorySources.map { source in
      DirectorySource(id: source.id, folder: source.path, admission: admission, sink: sink, logger: logger)
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

  private var meshConfigSource: (id: SourceID, path: String)? {
    meshConfigFile.map { (SourceID(rank: directories.count, name: "mesh-config:\($0)"), $0) }
  }
}

import EnvoyRendering
import MeshAPI
import MeshAdmission
import MeshAnalysis
import MeshModel
import MeshSources
import MeshState

/// Files as a control plane would read them, once.
struct FileReading {
  private let result: DirectoryLoader.Result
  private let store: FactStore
  private let facts: FactChanges
  /// The objects by how diagnostics call them.
  private let admitted: [String: AdmittedObject]

  /// - Parameter namespace: that of objects which name none.
  init(_ paths: [String], isStrict: Bool, namespace: String = AdmissionOptions().defaultNamespace) {
    let options = AdmissionOptions(strict: isStrict, defaultNamespace: namespace)
    let admission = Admission(options: options, envoyValues: EnvoyPatchReader())
    result = DirectoryLoader(admission: admission).load(paths)
    var store = FactStore(sources: [])
    facts = store.apply(result.batch)
    self.store = store
    admitted = Dictionary(result.admitted.map { ($0.key.description, $0.value) }) { first, _ in first }
  }

  /// How many files were read or tried, how many objects are good, and how many are of kinds that a mesh does not read.
  var files: Int { result.fileCount }
  var objects: Int { result.batch.upserts.count }
  var ignored: Int { result.ignoredCount }

  /// What is wrong with the objects themselves.
  var own: [LocatedDiagnostic] { result.diagnostics }

  /// What is found across objects.
  ///
  /// - Parameter meshConfig: nil where it is not known: then nothing is said about what it would have to define.
  func across(meshConfig: MeshConfig?) -> [LocatedDiagnostic] {
    var facts = facts
    if let meshConfig { facts.meshConfig = meshConfig }
    let mesh = FoldedMesh(folding: facts)
    let analyzer = MeshAnalyzer(snapshot: mesh.snapshot, knowsMeshConfig: facts.meshConfig != nil)
    return mesh.findings.map { store.locate($0.diagnostic, object: $0.object) } + analyzer.diagnostics().map(locate)
  }

  /// The annotations of an object, by how diagnostics call it.
  func annotations(of object: String) -> [String: String] { admitted[object]?.object.metadata.annotations ?? [:] }

  private func locate(_ diagnostic: Diagnostic) -> LocatedDiagnostic {
    guard let object = admitted[diagnostic.object] else { return LocatedDiagnostic(diagnostic) }
    return object.locate(diagnostic, file: store.place(of: object.object.key)?.file)
  }
}

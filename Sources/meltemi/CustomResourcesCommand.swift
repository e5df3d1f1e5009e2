import ArgumentParser
import Foundation
import MeshResources

/// `meltemi crds`: what makes a Kubernetes API server serve the kinds of objects that the mesh reads.
struct CustomResourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crds",
    abstract: "Print the CustomResourceDefinitions of Istio's kinds.",
    discussion: """
      A Kubernetes cluster takes objects of a kind once it has the kind's definition: `meltemi crds | kubectl apply -f -` gives it \
      all of them. The schemas are what the control plane itself reads, so they know every field that it takes and refuse every \
      type that it refuses; `kubectl explain` tells of them. Rules between fields are checked when objects are read, and by \
      `meltemi validate`. The names, versions and columns are those of Istio 1.30: clusters with Istio's own definitions need no \
      others. The embedded API server has them built in.
      """)

  enum Output: String, ExpressibleByArgument, CaseIterable { case yaml, json }

  @Option(name: .shortAndLong, help: "How to print them: yaml, a document for each kind, or json, one List.")
  var output: Output = .yaml

  @Argument(
    help: "The kinds to print, by any name that kubectl takes (VirtualService, virtualservices, vs ...); all without any.")
  var kinds: [String] = []

  func validate() throws {
    for name in kinds where !ResourceDefinition.rules.contains(where: { $0.isCalled(name) }) {
      let known = ResourceDefinition.rules.map(\.names.kind).joined(separator: ", ")
      throw ValidationError("There is no kind \"\(name)\". The kinds are \(known).")
    }
  }

  func run() {
    let definitions = ResourceDefinition.rules.filter { definition in
      kinds.isEmpty || kinds.contains { definition.isCalled($0) }
    }
    let text =
      switch output {
      case .yaml: ResourceManifest.yaml(definitions)
      case .json: ResourceManifest.json(definitions)
      }
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}

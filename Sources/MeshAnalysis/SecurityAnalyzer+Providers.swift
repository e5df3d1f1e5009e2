import HashTreeCollections
import MeshAPI
import MeshModel
import MeshTranslation

/// Whom CUSTOM policies ask.
extension SecurityAnalyzer {
  private struct Finding {
    var code: Diagnostic.Code
    var message: String
    var suggestion: String?
  }

  func providerFindings(_ object: Object<AuthorizationPolicy>) -> [Diagnostic] {
    guard knowsMeshConfig, let name = object.spec.provider, let found = providerFinding(object, name) else { return [] }
    return [
      Diagnostic(
        .warning, found.code, object: object.key.description, path: "spec.provider.name", message: found.message,
        suggestion: found.suggestion)
    ]
  }

  private func providerFinding(_ object: Object<AuthorizationPolicy>, _ name: String) -> Finding? {
    let providers = snapshot.mesh.value.extensionProviders
    let names = providers.filter { $0.authorizer != nil }.map(\.name)
    let known = names.isEmpty ? "define it there under extensionProviders" : "providers there: \(names.joined(separator: ", "))"
    guard let provider = providers.first(where: { $0.name == name }) else {
      return Finding(
        code: "unknown-provider",
        message: "the mesh config has no extension provider \(name); requests that the policy is about are refused",
        suggestion: known)
    }
    guard let authorizer = provider.authorizer else {
      return Finding(
        code: "unknown-provider",
        message: "the extension provider \(name) authorizes nothing; requests that the policy is about are refused",
        suggestion: known)
    }
    let host = Hostname(authorizer.host)
    let owners = (snapshot.namespacesByHost[host] ?? []).filter { authorizer.namespace ?? $0 == $0 }
    guard let owner = owners.first else {
      return Finding(
        code: "unknown-host", message: "no service is known as \(authorizer.service), which the extension provider \(name) asks")
    }
    // A host of several namespaces without one named is nobody's.
    guard owners.count == 1 else { return nil }
    return hiddenFinding(object, authorizer, ServiceKey(hostname: host, namespace: owner), name)
  }

  /// A proxy asks by a cluster, and has none for a service that a Sidecar object hides.
  private func hiddenFinding(
    _ object: Object<AuthorizationPolicy>, _ authorizer: ExternalAuthorizer, _ service: ServiceKey, _ name: String
  ) -> Finding? {
    guard !snapshot.sidecars.isEmpty, !object.spec.isDryRun else { return nil }
    let visibility = SidecarVisibility(snapshot: snapshot)
    for member in survey.members(in: object.namespace, selectedBy: object.spec.selector) {
      let hiding = visibility.sidecar(
        hiding: service, port: authorizer.port, fromWorkloadIn: member.namespace, labels: member.labels)
      guard let hiding else { continue }
      return Finding(
        code: "hidden-provider",
        message: "\(hiding) hides \(authorizer.service) from \(member.namespace)/\(member.name), so its proxy cannot ask the "
          + "extension provider \(name); requests that the policy is about \(authorizer.failOpen ? "pass unasked" : "are refused")",
        suggestion: "add \"\(service.namespace)/\(service.hostname)\" to the egress hosts of \(hiding)")
    }
    return nil
  }
}

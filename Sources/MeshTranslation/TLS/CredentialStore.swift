package import MeshAPI
import MeshModel

/// Finds what credentials stand for.
struct CredentialStore: Sendable {
  private let secrets: ObjectTable<KubernetesSecret>
  private let configMaps: ObjectTable<KubernetesConfigMap>

  init(snapshot: MeshSnapshot) {
    secrets = snapshot.secrets
    configMaps = snapshot.configMaps
  }

  /// What a proxy gets under a name; nil where nothing is known, or where it is in another namespace: secrets do not leave theirs.
  func inputs(for name: CredentialName, namespace: String) -> SecretInputs? {
    let place = name.object(for: namespace)
    guard place.namespace == namespace else { return nil }
    switch name.part {
    case .keyPair:
      // Who may name a ConfigMap need not be one who may have a key.
      guard !name.isConfigMap, let secret = secrets[namespace, place.name], let pair = secret.spec.keyPair else { return nil }
      return SecretInputs(name: name.resourceName, content: .keyPair(pair), origins: [secret.key])
    case .roots:
      // A Secret or ConfigMap of just this name, or the one that holds the server's own certificate, too.
      for candidate in [place.name, CredentialName.withoutRootsSuffix(place.name)] {
        if !name.isConfigMap, let secret = secrets[namespace, candidate], let roots = secret.spec.roots {
          return SecretInputs(name: name.resourceName, content: .roots(roots), origins: [secret.key])
        }
        if let map = configMaps[namespace, candidate], let roots = map.spec.roots {
          return SecretInputs(name: name.resourceName, content: .roots(roots), origins: [map.key])
        }
      }
      return nil
    }
  }
}

extension ProxyScope {
  /// The secrets that proxies of this scope get under `names`, sorted, each name once: none for proxies that did not prove who they
  /// are.
  package func secrets(_ names: some Sequence<CredentialName>) -> [SecretInputs] {
    guard key.mayHaveSecrets else { return [] }
    var taken: Set<String> = []
    return Set(names).sorted().compactMap { name in
      guard let inputs = credentials.inputs(for: name, namespace: key.namespace) else { return nil }
      return taken.insert(inputs.name).inserted ? inputs : nil
    }
  }

  /// The secrets that clusters name. That a proxy is a gateway is only its own word, so a Gateway object must have chosen it by its
  /// labels; sidecars are chosen by the rule.
  package func clientSecrets(_ names: some Sequence<CredentialName>) -> [SecretInputs] {
    guard key.kind == .sidecar || gateways.contains(where: { !$0.spec.selector.isEmpty }) else { return [] }
    return secrets(names)
  }
}

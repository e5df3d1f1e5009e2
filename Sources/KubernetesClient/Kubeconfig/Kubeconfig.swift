package import KubernetesAPI

/// How to reach clusters and as whom: what one or several kubeconfig files add up to (client-go's `clientcmd/api/v1.Config`).
package struct Kubeconfig: Hashable, Sendable {
  /// Text that is in a file of its own, or in the kubeconfig itself.
  package enum Content: Hashable, Sendable {
    /// The file's path, made absolute by the kubeconfig's folder.
    case file(String)
    case inline(ConcealedText)
  }

  /// An API server and how it is believed.
  package struct Cluster: Hashable, Sendable {
    /// A URL with scheme `http` or `https`, without a slash at its end.
    package var server: String
    /// Roots in PEM; nil for those of the system.
    package var certificateAuthority: Content?
    /// The name that the server's certificate must hold; nil for the one in `server`.
    package var tlsServerName: String?
    package var skipsVerification = false
    /// `http://` or `socks5://`; may hold a password.
    package var proxyURL: ConcealedText?
    /// What is for exec plugins alone, handed to them as it stands.
    package var pluginConfiguration: JSONValue?

    package init(server: String) { self.server = server }
  }

  /// Who asks.
  package struct User: Hashable, Sendable {
    package var clientCertificate: Content?
    package var clientKey: Content?
    package var token: ConcealedText?
    /// Comes before `token` and is read again now and then.
    package var tokenFile: String?
    package var username: String?
    package var password: ConcealedText?
    package var exec: ExecPlugin?
    package var impersonation = Impersonation()

    package init() {}
  }

  /// As whom to act, for users who may (`as`, `as-uid`, `as-groups`, `as-user-extra`).
  package struct Impersonation: Hashable, Sendable {
    package var user: String?
    package var uid: String?
    package var groups: [String] = []
    package var extra: [String: [String]] = [:]

    package init() {}
  }

  /// A cluster with a user.
  package struct Context: Hashable, Sendable {
    package var cluster: String
    /// Empty for nobody.
    package var user: String
    package var namespace: String?

    package init(cluster: String, user: String, namespace: String? = nil) {
      self.cluster = cluster
      self.user = user
      self.namespace = namespace
    }
  }

  /// Names an entry.
  package enum Entry: Hashable, Sendable {
    case cluster(String)
    case user(String)
    case context(String)
  }

  package var clusters: [String: Cluster] = [:]
  package var users: [String: User] = [:]
  package var contexts: [String: Context] = [:]
  package var currentContext: String?
  /// What is wrong with entries; such a one cannot be used, the others can.
  package var problems: [Entry: [KubeconfigError.Problem]] = [:]
  /// Where it was read, for diagnostics.
  package var files: [String] = []

  package init() {}

  /// Takes in what a later file says: of two entries with one name the first counts, as in kubectl.
  mutating func merge(_ later: Kubeconfig) {
    for (entry, wrong) in later.problems where !has(entry) { problems[entry] = wrong }
    clusters.merge(later.clusters) { first, _ in first }
    users.merge(later.users) { first, _ in first }
    contexts.merge(later.contexts) { first, _ in first }
    currentContext = currentContext ?? later.currentContext
    files += later.files
  }

  private func has(_ entry: Entry) -> Bool {
    switch entry {
    case .cluster(let name): clusters[name] != nil
    case .user(let name): users[name] != nil
    case .context(let name): contexts[name] != nil
    }
  }
}

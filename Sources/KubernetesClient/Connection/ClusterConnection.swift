import Foundation

/// Everything that it takes to talk to one API server as somebody.
package struct ClusterConnection: Hashable, Sendable {
  package var cluster: Kubeconfig.Cluster
  package var user: Kubeconfig.User
  /// Where objects belong that name no namespace.
  package var namespace: String
  /// The proxy that the environment names for this server; counts where the kubeconfig names none.
  package var environmentProxyURL: ConcealedText?

  /// The proxy through which the server is reached; nil for none.
  var proxyURL: ConcealedText? { cluster.proxyURL ?? environmentProxyURL }

  package init(cluster: Kubeconfig.Cluster, user: Kubeconfig.User = Kubeconfig.User(), namespace: String = "default") {
    self.cluster = cluster
    self.user = user
    self.namespace = namespace
  }

  /// A server without authentication.
  /// - Parameter server: A URL without a slash at its end.
  package init(server: String) { self.init(cluster: Kubeconfig.Cluster(server: server)) }
}

extension Kubeconfig {
  /// What a context stands for.
  /// - Parameter name: nil for the current context.
  /// - Throws: `KubeconfigError` when there is no such context, or it names something that is missing or wrong.
  package func connection(context name: String? = nil) throws(KubeconfigError) -> ClusterConnection {
    let place = files.isEmpty ? nil : files.joined(separator: ":")
    guard let chosen = name ?? currentContext else {
      throw KubeconfigError(
        .init(
          file: place, field: "current-context", message: files.isEmpty ? "there is no kubeconfig" : "no context is chosen",
          suggestion: contexts.isEmpty ? "write one" : "name one with --context: there are \(Self.list(contexts.keys))"))
    }
    guard let context = contexts[chosen] else {
      throw KubeconfigError(
        .init(
          file: place, field: name == nil ? "current-context" : "contexts", message: "there is no context \"\(chosen)\"",
          suggestion: contexts.isEmpty ? "write one" : "choose one of \(Self.list(contexts.keys))"))
    }
    guard let cluster = clusters[context.cluster] else {
      throw KubeconfigError(
        .init(
          file: place, field: "contexts[\(chosen)].context.cluster", message: "there is no cluster \"\(context.cluster)\"",
          suggestion: clusters.isEmpty ? "write one under clusters" : "choose one of \(Self.list(clusters.keys))"))
    }
    var user = User()
    if !context.user.isEmpty {
      guard let known = users[context.user] else {
        throw KubeconfigError(
          .init(
            file: place, field: "contexts[\(chosen)].context.user", message: "there is no user \"\(context.user)\"",
            suggestion: users.isEmpty ? "write one under users" : "choose one of \(Self.list(users.keys))"))
      }
      user = known
    }
    // What is wrong with entries that nobody asked for is no obstacle.
    let wrong = [.context(chosen), .cluster(context.cluster), .user(context.user)].flatMap { problems[$0] ?? [] }
    guard wrong.isEmpty else { throw KubeconfigError(wrong) }
    return ClusterConnection(cluster: cluster, user: user, namespace: context.namespace ?? "default")
  }

  private static func list(_ names: some Sequence<String>) -> String { names.sorted().joined(separator: ", ") }
}

extension ClusterConnection {
  /// The API server that a program is meant to talk to: that of the file that is named, of the files that kubectl reads, or of the
  /// cluster that it runs in. The environment may name proxies (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`).
  /// - Parameters:
  ///   - kubeconfig: a file that must exist; nil to look for one.
  ///   - context: nil for the current one.
  /// - Returns: nil where nothing says that there is a server.
  package static func find(
    kubeconfig: String? = nil, context: String? = nil, environment: [String: String]
  ) throws(KubeconfigError) -> ClusterConnection? {
    if let kubeconfig { return try Kubeconfig.load(file: kubeconfig).connection(context: context).proxied(by: environment) }
    let config = try Kubeconfig.load(environment: environment)
    // Files without contexts say no more than no file, unless one was asked for.
    if context != nil || config.currentContext != nil || !config.contexts.isEmpty {
      return try config.connection(context: context).proxied(by: environment)
    }
    return try inCluster(environment: environment)
  }

  /// With the proxy that the environment names for the server.
  private func proxied(by environment: [String: String]) throws(KubeconfigError) -> ClusterConnection {
    var connection = self
    if cluster.proxyURL == nil {
      connection.environmentProxyURL = try ProxyEnvironment(environment).proxy(for: cluster.server)
    }
    return connection
  }

  /// Where a pod finds its service account.
  package static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// The API server of the cluster that this process is a pod of; nil where it is none.
  ///
  /// The token is read again now and then, as the kubelet renews it.
  package static func inCluster(
    environment: [String: String], folder: String = serviceAccountFolder
  ) throws(KubeconfigError) -> ClusterConnection? {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], let port = environment["KUBERNETES_SERVICE_PORT"], !host.isEmpty
    else { return nil }
    guard UInt16(port) != nil else {
      throw KubeconfigError(.init(file: nil, field: "KUBERNETES_SERVICE_PORT", message: "\"\(port)\" is not a port"))
    }
    let token = "\(folder)/token"
    guard FileManager.default.fileExists(atPath: token) else {
      throw KubeconfigError(
        .init(
          file: token, message: "this pod has no service account token",
          suggestion: "let the pod mount one (automountServiceAccountToken)"))
    }
    var cluster = Kubeconfig.Cluster(server: host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)")
    cluster.certificateAuthority = .file("\(folder)/ca.crt")
    var user = Kubeconfig.User()
    user.tokenFile = token
    let namespace = (try? String(contentsOfFile: "\(folder)/namespace", encoding: .utf8)) ?? ""
    let trimmed = namespace.trimmingCharacters(in: .whitespacesAndNewlines)
    return try ClusterConnection(cluster: cluster, user: user, namespace: trimmed.isEmpty ? "default" : trimmed)
      .proxied(by: environment)
  }
}

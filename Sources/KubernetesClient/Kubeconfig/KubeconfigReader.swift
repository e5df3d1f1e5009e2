import Foundation
import KubernetesAPI
import Yams

/// Reads the text of one kubeconfig file.
struct KubeconfigReader {
  /// As diagnostics call it; its folder is where relative paths start.
  let file: String

  static let sizeLimit = 4 << 20

  /// - Throws: `KubeconfigError` with everything that is wrong with the file; what is wrong with single entries is kept with them.
  func read(_ text: String) throws(KubeconfigError) -> Kubeconfig {
    guard text.utf8.count <= Self.sizeLimit, YAMLNesting.isShallow(text) else {
      throw KubeconfigError(.init(file: file, message: "this is larger, or nested deeper, than a kubeconfig is"))
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      let line = (error as? YamlError).flatMap(Self.line)
      throw KubeconfigError(.init(file: file, line: line, message: "this is not YAML"))
    }
    guard let root, !text.allSatisfy(\.isWhitespace) else { return withFile(Kubeconfig()) }
    let report = KubeconfigReport(file: file)
    let node = KubeconfigNode(node: root, path: "", report: report)
    guard case .mapping = root else {
      throw KubeconfigError(.init(file: file, line: node.line, message: "a kubeconfig must be a mapping"))
    }
    let config = read(node)
    guard report.problems.isEmpty else { throw KubeconfigError(report.problems) }
    return withFile(config)
  }

  private static func line(_ error: YamlError) -> Int? {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    default: nil
    }
  }

  private func withFile(_ config: Kubeconfig) -> Kubeconfig {
    var config = config
    config.files = [file]
    return config
  }

  private func read(_ root: KubeconfigNode) -> Kubeconfig {
    var config = Kubeconfig()
    if let kind = root.text("kind"), kind != "Config" {
      root.report.add("this is a \(kind), not a kubeconfig", at: root, field: "kind", suggestion: "write Config")
    }
    if let version = root.text("apiVersion"), version != "v1" {
      root.report.add("version \(version) is not known", at: root, field: "apiVersion", suggestion: "write v1")
    }
    config.currentContext = root.text("current-context")
    for (name, node) in root.named("clusters", content: "cluster") where config.clusters[name] == nil {
      note(root.report.problems { config.clusters[name] = cluster(node) }, about: .cluster(name), in: &config)
    }
    for (name, node) in root.named("users", content: "user") where config.users[name] == nil {
      note(root.report.problems { config.users[name] = user(node) }, about: .user(name), in: &config)
    }
    for (name, node) in root.named("contexts", content: "context") where config.contexts[name] == nil {
      let problems = root.report.problems {
        config.contexts[name] = Kubeconfig.Context(
          cluster: node.text("cluster") ?? "", user: node.text("user") ?? "", namespace: node.text("namespace"))
      }
      note(problems, about: .context(name), in: &config)
    }
    return config
  }

  private func note(_ problems: [KubeconfigError.Problem], about entry: Kubeconfig.Entry, in config: inout Kubeconfig) {
    if !problems.isEmpty { config.problems[entry] = problems }
  }

  // MARK: Clusters

  private static let pluginExtension = "client.authentication.k8s.io/exec"

  private func cluster(_ node: KubeconfigNode) -> Kubeconfig.Cluster {
    var cluster = Kubeconfig.Cluster(server: "")
    cluster.certificateAuthority = content(node, "certificate-authority")
    cluster.tlsServerName = node.text("tls-server-name")
    cluster.skipsVerification = node.flag("insecure-skip-tls-verify")
    let isTrusting = cluster.certificateAuthority != nil || cluster.skipsVerification
    if let server = node.text("server") {
      if let address = Self.address(server, prefersTLS: isTrusting) {
        cluster.server = address
      } else {
        node.report.add(
          "\"\(Self.harmless(server))\" is not the address of a server", at: node, field: "server",
          suggestion: "write https://HOST:PORT")
      }
    } else {
      node.report.add("there is no server", at: node, field: "server", suggestion: "write https://HOST:PORT")
    }
    if cluster.skipsVerification, cluster.certificateAuthority != nil {
      node.report.add(
        "a certificate authority has no use where certificates are not verified", at: node, field: "insecure-skip-tls-verify",
        suggestion: "take one of them away")
    }
    cluster.proxyURL = node.text("proxy-url").map { ConcealedText($0) }
    if let proxy = cluster.proxyURL?.reveal(), ProxyAddress(proxy) == nil {
      node.report.add(
        "\"\(Self.harmless(proxy))\" is not the address of a proxy", at: node, field: "proxy-url",
        suggestion: "write http://HOST:PORT or socks5://HOST:PORT")
    }
    for item in node.list("extensions") where item.text("name") == Self.pluginExtension {
      cluster.pluginConfiguration = item.json("extension")
    }
    return cluster
  }

  /// A URL, or what was meant as one, without what may be secret: names with passwords, and queries.
  private static func harmless(_ text: String) -> String {
    let start = text.range(of: "://")?.upperBound ?? text.startIndex
    let cut = text[start...].firstIndex { "?#".contains($0) } ?? text.endIndex
    // Passwords may hold anything; behind the last one of these nothing of them is left.
    let host = text.lastIndex(of: "@").map { text.index(after: $0) } ?? start
    let name = host > start ? "<redacted>@" : ""
    let query = cut < text.endIndex ? "<redacted>" : ""
    return "\(text[..<start])\(name)\(host <= cut ? text[host..<cut] : "")\(query)"
  }

  /// A URL without a slash at its end. A server without a scheme is asked over TLS where there is something to verify it by.
  private static func address(_ text: String, prefersTLS: Bool) -> String? {
    let full = text.contains("://") ? text : "\(prefersTLS ? "https" : "http")://\(text)"
    guard let parts = URLComponents(string: full), let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.query == nil, parts.fragment == nil
    else { return nil }
    var trimmed = full
    while trimmed.hasSuffix("/") { trimmed.removeLast() }
    return trimmed
  }

  // MARK: Users

  private func user(_ node: KubeconfigNode) -> Kubeconfig.User {
    var user = Kubeconfig.User()
    user.clientCertificate = content(node, "client-certificate")
    user.clientKey = content(node, "client-key")
    if (user.clientCertificate == nil) != (user.clientKey == nil) {
      let missing = user.clientKey == nil ? "client-key" : "client-certificate"
      node.report.add(
        "a client certificate needs its key, and a key its certificate", at: node, field: missing, suggestion: "write \(missing)")
    }
    user.token = node.text("token").map { ConcealedText($0) }
    user.tokenFile = node.text("tokenFile").map(absolute)
    user.username = node.text("username")
    user.password = node.text("password").map { ConcealedText($0) }
    if let exec = node.mapping("exec") { user.exec = plugin(exec) }
    if node.has("auth-provider") {
      node.report.add(
        "auth providers have been taken out of Kubernetes' clients", at: node, field: "auth-provider",
        suggestion: "write exec with the provider's plugin")
    }
    if user.exec != nil, user.token != nil || user.tokenFile != nil || user.username != nil {
      node.report.add(
        "a plugin and a token or a password cannot be used together", at: node, field: "exec", suggestion: "take one of them away"
      )
    }
    user.impersonation.user = node.text("as")
    user.impersonation.uid = node.text("as-uid")
    user.impersonation.groups = node.texts("as-groups")
    user.impersonation.extra = node.textLists("as-user-extra")
    var others = user.impersonation
    others.user = nil
    if user.impersonation.user == nil, others != Kubeconfig.Impersonation() {
      node.report.add("groups, ids and extras need a user to go with", at: node, field: "as", suggestion: "write as")
    }
    return user
  }

  private func plugin(_ node: KubeconfigNode) -> ExecPlugin? {
    guard let command = node.text("command") else {
      node.report.add("there is no command", at: node, field: "command", suggestion: "write the plugin's path or name")
      return nil
    }
    let version = node.text("apiVersion") ?? ""
    guard let known = ExecPlugin.Version(rawValue: version) else {
      node.report.add(
        version.isEmpty ? "there is no apiVersion" : "version \"\(version)\" is not spoken any more", at: node,
        field: "apiVersion", suggestion: "write \(ExecPlugin.Version.v1.rawValue)")
      return nil
    }
    let mode = node.text("interactiveMode")
    if mode == "Always" {
      node.report.add(
        "a plugin that must ask its user cannot be used here: nobody sits in front of it", at: node, field: "interactiveMode")
    } else if let mode, !["Never", "IfAvailable"].contains(mode) {
      node.report.add(
        "\"\(mode)\" is not known", at: node, field: "interactiveMode", suggestion: "write Never or IfAvailable")
    } else if mode == nil, known == .v1 {
      node.report.add("version v1 needs this", at: node, field: "interactiveMode", suggestion: "write Never or IfAvailable")
    }
    // A bare name is looked for in PATH; what has a slash in it starts at the kubeconfig's folder.
    var plugin = ExecPlugin(version: known, command: command.contains("/") ? absolute(command) : command)
    plugin.arguments = node.texts("args")
    plugin.providesClusterInfo = node.flag("provideClusterInfo")
    plugin.installHint = node.text("installHint")
    for item in node.list("env") {
      guard let name = item.text("name") else {
        node.report.add("a variable needs a name", at: item)
        continue
      }
      plugin.environment[name] = ConcealedText(item.text("value") ?? "")
    }
    return plugin
  }

  // MARK: Contents

  /// What stands in the kubeconfig comes before a file, as in kubectl.
  private func content(_ node: KubeconfigNode, _ key: String) -> Kubeconfig.Content? {
    if let data = node.text("\(key)-data") {
      guard let bytes = Data(base64Encoded: data, options: .ignoreUnknownCharacters),
        let text = String(bytes: bytes, encoding: .utf8)
      else {
        node.report.add(
          "this is not base64 of PEM", at: node, field: "\(key)-data", suggestion: "write base64 -w0 < FILE's output")
        return nil
      }
      return .inline(ConcealedText(text))
    }
    return node.text(key).map { .file(absolute($0)) }
  }

  private func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: file).deletingLastPathComponent()).standardizedFileURL.path
  }
}

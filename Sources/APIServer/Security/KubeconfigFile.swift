import Foundation
package import MeshIdentity

/// The file by which kubectl and client libraries find a server and prove who they are.
///
/// Source: Kubernetes' `client.config.k8s.io` Config, `v1`.
package struct KubeconfigFile: Sendable {
  /// `https://127.0.0.1:6443`.
  package var server: String
  /// The certificate of the authority that vouches for the server; nil for plain HTTP.
  package var authorityPEM: String?
  /// nil for plain HTTP, where nobody has to prove anything.
  package var user: ServerAuthority.Identity?
  package var name: String

  package init(server: String, authorityPEM: String?, user: ServerAuthority.Identity?, name: String = "meltemi") {
    self.server = server
    self.authorityPEM = authorityPEM
    self.user = user
    self.name = name
  }

  /// The file's text, with the key in it.
  package var text: Redacted<String> {
    func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    var lines = ["apiVersion: v1", "kind: Config", "current-context: \(name)", "clusters:", "- name: \(name)", "  cluster:"]
    lines.append("    server: \(server)")
    if let authorityPEM { lines.append("    certificate-authority-data: \(base64(authorityPEM))") }
    lines += ["contexts:", "- name: \(name)", "  context:", "    cluster: \(name)", "    user: \(name)-admin", "users:"]
    lines += ["- name: \(name)-admin", user == nil ? "  user: {}" : "  user:"]
    if let user {
      lines.append("    client-certificate-data: \(base64(user.certificatePEM))")
      lines.append("    client-key-data: \(base64(user.keyPEM.reveal()))")
    }
    return Redacted(lines.joined(separator: "\n") + "\n")
  }

  /// Writes the file, for its owner alone, with the folders above it.
  /// - Throws: `APIServerError` where it cannot be written.
  package func write(to path: String) throws {
    do {
      let folder = (path as NSString).deletingLastPathComponent
      if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
      try PrivateFile(path: path).replace(with: Array(text.reveal().utf8))
    } catch {
      throw APIServerError("cannot write the kubeconfig \(path): \(error)")
    }
  }
}

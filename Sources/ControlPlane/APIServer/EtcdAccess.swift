import EtcdObjectStore
import MeshIdentity
import MeshTransport

/// How etcd is reached, beside its addresses.
package struct EtcdAccess: Sendable, Hashable {
  /// Paths of PEM files. With an authority, etcd is spoken to over TLS; with a certificate and its key, it knows us by them.
  package var authorityFile: String?
  package var certificateFile: String?
  package var keyFile: String?
  package var user: String?
  /// Path of a file that holds the user's password.
  package var passwordFile: String?
  /// Before all keys, so that several meshes fit into one etcd.
  package var prefix = "/meltemi"

  package init() {}

  /// - Throws: `ControlPlaneError` or `APIServerError` that says what is missing or cannot be read.
  func options(endpoints: [String]) throws -> EtcdStoreOptions {
    var options = EtcdStoreOptions(
      endpoints: try endpoints.map { text in
        guard var endpoint = EtcdEndpoint(text) else {
          throw ControlPlaneError(.invalidOption, "\"\(text)\" is no address of etcd; write HOST:PORT.")
        }
        if authorityFile != nil { endpoint.isSecure = true }
        return endpoint
      })
    options.prefix = prefix
    guard (certificateFile == nil) == (keyFile == nil), certificateFile == nil || authorityFile != nil else {
      throw ControlPlaneError(
        .invalidOption, "A certificate for etcd takes --etcd-cacert, --etcd-cert and --etcd-key together.")
    }
    if let authorityFile {
      var identity: TLSIdentity?
      if let certificateFile, let keyFile {
        identity = TLSIdentity(
          chainPEM: [try OptionFile.text(certificateFile)], keyPEM: Redacted(try OptionFile.text(keyFile)))
      }
      options.tls = EtcdStoreOptions.TLS(rootsPEM: [try OptionFile.text(authorityFile)], identity: identity)
    }
    guard (user == nil) == (passwordFile == nil) else {
      throw ControlPlaneError(.invalidOption, "A user of etcd takes --etcd-user and --etcd-password-file together.")
    }
    if let user, let passwordFile {
      let password = try OptionFile.text(passwordFile).split(separator: "\n").first.map(String.init) ?? ""
      options.credentials = EtcdStoreOptions.Credentials(user: user, password: Redacted(password))
    }
    return options
  }
}

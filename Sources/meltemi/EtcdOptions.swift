import ArgumentParser
import ControlPlane

/// How etcd is reached.
struct EtcdOptions: ParsableArguments {
  @Option(name: .customLong("etcd-cacert"), help: "PEM file of the authority that vouches for etcd; with it, TLS is spoken.")
  var authorityFile: String?

  @Option(name: .customLong("etcd-cert"), help: "PEM file of the certificate by which etcd knows us.")
  var certificateFile: String?

  @Option(name: .customLong("etcd-key"), help: "PEM file of that certificate's key.")
  var keyFile: String?

  @Option(name: .customLong("etcd-user"), help: "User of etcd.")
  var user: String?

  @Option(name: .customLong("etcd-password-file"), help: "File that holds the user's password.")
  var passwordFile: String?

  @Option(name: .customLong("etcd-prefix"), help: "Before all keys, so that several meshes fit into one etcd.")
  var prefix = "/meltemi"

  var access: EtcdAccess {
    var access = EtcdAccess()
    access.authorityFile = authorityFile
    access.certificateFile = certificateFile
    access.keyFile = keyFile
    access.user = user
    access.passwordFile = passwordFile
    access.prefix = prefix
    return access
  }
}

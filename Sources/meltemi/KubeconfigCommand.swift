import APIServer
import ArgumentParser
import Foundation
import MeshIdentity

/// `meltemi kubeconfig`: lets somebody use our own API server.
struct KubeconfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kubeconfig",
    abstract: "Write a kubeconfig with a new client certificate for Meltemi's own API server.",
    discussion: """
      Signs with the authority in the server's state directory, while the server runs or not. The certificate says who its holder \
      is; roles say what that person may do. Certificates are not revoked: let them be short. Where objects are kept in etcd, the \
      authority lies there, too, and the server itself writes the kubeconfig (--write-kubeconfig).
      """)

  @Argument(help: "Where to write it. It holds a key: readable for its owner alone.")
  var file: String

  @Option(help: "URL by which the server is reached: https://HOST:PORT.")
  var server = "https://127.0.0.1:6443"

  @Option(help: "Whom the certificate is for.")
  var user = "meltemi-admin"

  @Option(name: .customLong("group"), help: "A group of the user, may be repeated; system:masters makes an administrator.")
  var groups: [String] = []

  @Option(
    help: .named("How long the certificate is good, in whole seconds at least.", default: OptionDuration.day),
    transform: OptionDuration.parse)
  var lifetime = OptionDuration.day

  @OptionGroup var state: StateDirectoryOptions

  func validate() throws {
    guard lifetime.value >= .seconds(1) else { throw ValidationError("--lifetime must be 1s or more.") }
    guard !user.isEmpty else { throw ValidationError("--user must not be empty.") }
    guard let url = URL(string: server), url.scheme == "https", url.host?.isEmpty == false else {
      throw ValidationError("--server must be https://HOST:PORT, not \"\(server)\".")
    }
  }

  func run() async throws {
    guard let authority = try ServerAuthority.kept(in: state.directory) else {
      throw ValidationError(
        "There is no authority of an API server in \(state.directory) yet; the server makes one when it starts.")
    }
    let identity = try authority.client(
      user: user, groups: groups, lifetime: TimeInterval(lifetime.value.components.seconds))
    try KubeconfigFile(server: server, authorityPEM: authority.certificatePEM, user: identity).write(to: file)
    let member = groups.isEmpty ? "" : " (\(groups.joined(separator: ", ")))"
    print("\(file): \(user)\(member) until \(identity.notAfter.ISO8601Format())")
  }
}

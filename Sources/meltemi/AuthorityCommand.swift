import ArgumentParser
import Foundation
import MeshIdentity

/// `meltemi ca`: the root that the control plane made for itself.
struct AuthorityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ca",
    abstract: "Show or replace the root certificate that the control plane made for itself.",
    discussion: """
      These commands work on the control plane's state directory while it runs. A root that is plugged in by files is replaced \
      by its files: add the new root to root-cert.pem, later replace ca-cert.pem and ca-key.pem, at last take the old root away.
      """,
    subcommands: [ShowAuthorityCommand.self, RotateAuthorityCommand.self])
}

/// `meltemi ca show`.
struct ShowAuthorityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the self-made roots that count, and whose turn it is.",
    discussion: """
      These are the roots in the state directory. Where the control plane runs with an authority that is plugged in \
      (--ca-cert-dir), its root is the file root-cert.pem there, and what is shown here is not in use.
      """)

  enum Output: String, ExpressibleByArgument, CaseIterable { case text, json, pem }

  @OptionGroup var state: StateDirectoryOptions

  @Option(name: .shortAndLong, help: "How to print them: text, json, or pem (the bundle that peers need).")
  var output: Output = .text

  func run() async throws {
    let store = RootStore(directory: state.directory)
    guard let summary = try store.summary() else {
      throw ValidationError("There is no root in \(state.directory) yet; the control plane makes one when it starts.")
    }
    switch output {
    case .json: print(try CommandOutput.encode(summary))
    case .pem: print(summary.roots.map(\.certificatePEM).joined(), terminator: "")
    case .text:
      for root in summary.roots {
        print(
          """
          \(root.subject)
            turn:        \(root.turn.rawValue)\(root.leaves.map { ", leaves \($0.ISO8601Format())" } ?? "")
            signs from:  \(root.signsFrom.ISO8601Format())
            valid until: \(root.notAfter.ISO8601Format())
            sha-256:     \(root.fingerprint)
          """)
      }
    }
  }
}

/// `meltemi ca rotate`.
struct RotateAuthorityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Begin to replace the root certificate.",
    discussion: """
      A new root joins the bundle at once, signs once every certificate has expired that was issued without it, and the old \
      root leaves once every certificate has expired that it signed. Nothing has to be restarted.
      """)

  @Option(
    help: """
      How long the new root is only distributed before it signs; peers that do not have it by then still believe what it signs, \
      through the old root. (default: until every certificate has expired that was issued so far)
      """, transform: OptionDuration.parse)
  var distribution: OptionDuration?

  @OptionGroup var state: StateDirectoryOptions

  @Option(
    help: "Trust domain to name in the new root. (default: the one that the root names which it replaces)",
    transform: DiscoverySecurityOptions.parseTrustDomain)
  var trustDomain: TrustDomain?

  func run() async throws {
    let store = RootStore(directory: state.directory, trustDomain: trustDomain)
    guard try store.summary() != nil else {
      throw ValidationError("There is no root in \(state.directory) yet; the control plane makes one when it starts.")
    }
    switch try store.rotate(distribution: distribution?.value) {
    case .announced(let signsFrom): print("the new root is announced, and signs from \(signsFrom.ISO8601Format())")
    case .retiring(let end): print("the new root signs; the old one stays in the bundle until \(end.ISO8601Format())")
    case .steady: print("there is one root")
    }
  }
}

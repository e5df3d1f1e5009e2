import ArgumentParser
import Foundation
import MeshIdentity

/// `meltemi token`: join tokens, by which machines without Kubernetes get their first certificate.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make, list and revoke join tokens for machines without Kubernetes.",
    discussion: """
      A join token is exchanged for the first certificate of one service account; the certificate then renews itself and opens \
      the configuration. The control plane keeps only hashes of tokens, in its state directory. These commands work on that \
      directory while the control plane runs.
      """,
    subcommands: [CreateTokenCommand.self, ListTokensCommand.self, RevokeTokenCommand.self])
}

/// What the commands on the state directory have in common.
struct StateDirectoryOptions: ParsableArguments {
  @Option(
    help: """
      The control plane's state directory. (default: $MELTEMI_STATE_DIR; else /var/lib/meltemi for root, and \
      ~/.local/state/meltemi for others)
      """)
  var stateDir: String?

  var directory: StateDirectory {
    stateDir.map(StateDirectory.init) ?? .standard(environment: ProcessInfo.processInfo.environment)
  }
}

/// How a command prints what it has to say.
enum CommandOutput: String, ExpressibleByArgument, CaseIterable {
  case text, json

  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// `meltemi token create`.
struct CreateTokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a join token and print it.",
    discussion: """
      The token is printed once, on standard output, and cannot be shown again. Hand it to `meltemi agent` by a file or an \
      environment variable, not by an argument that others on the machine can see.
      """)

  @Option(name: .shortAndLong, help: "Namespace of the workload.")
  var namespace: String

  @Option(help: "Service account of the workload.")
  var serviceAccount: String

  @Option(
    help: .named("How long the token is good for: 30m, 1h, 24h; at most 8760h.", default: OptionDuration.hour),
    transform: OptionDuration.parse)
  var ttl = OptionDuration.hour

  @Option(help: "How often the token may be used: once per workload, and again after a restart that found no valid certificate.")
  var uses = 1

  @OptionGroup var state: StateDirectoryOptions

  @Option(name: .shortAndLong, help: "How to print it: text (the token alone) or json.")
  var output: CommandOutput = .text

  func run() async throws {
    let (token, record) = try await JoinTokenStore(directory: state.directory).create(
      namespace: namespace, serviceAccount: serviceAccount, lifetime: ttl.value, uses: uses)
    switch output {
    case .text: print(token.reveal())
    case .json:
      print(
        try CommandOutput.encode(
          Created(
            id: record.id, token: token.reveal(), namespace: record.namespace, serviceAccount: record.serviceAccount,
            expires: record.expires, uses: record.uses)))
    }
  }

  private struct Created: Encodable {
    var id: String
    var token: String
    var namespace: String
    var serviceAccount: String
    var expires: Date
    var uses: Int
  }
}

/// `meltemi token list`.
struct ListTokensCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the join tokens; expired ones are forgotten after a while.")

  @OptionGroup var state: StateDirectoryOptions

  @Option(name: .shortAndLong, help: "How to print them: text or json.")
  var output: CommandOutput = .text

  func run() async throws {
    let records = try await JoinTokenStore(directory: state.directory).list()
    let now = Date()
    switch output {
    case .text: print(table(records, at: now))
    case .json: print(try CommandOutput.encode(records.map { Listed(record: $0, state: $0.state(at: now).rawValue) }))
    }
  }

  private struct Listed: Encodable {
    var record: JoinTokenRecord
    var state: String

    private enum CodingKeys: CodingKey { case state }

    func encode(to encoder: any Encoder) throws {
      try record.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(state, forKey: .state)
    }
  }

  private func table(_ records: [JoinTokenRecord], at now: Date) -> String {
    let rows =
      [["ID", "NAMESPACE", "SERVICE ACCOUNT", "STATE", "USED", "EXPIRES", "LAST USED"]]
      + records.map { record in
        [
          record.id, record.namespace, record.serviceAccount, record.state(at: now).rawValue, "\(record.used)/\(record.uses)",
          record.expires.ISO8601Format(), record.lastUsed?.ISO8601Format() ?? "-",
        ]
      }
    let widths = rows[0].indices.map { column in rows.map(\.[column].count).max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .trimmingCharacters(in: .whitespaces)
    }.joined(separator: "\n")
  }
}

/// `meltemi token revoke`.
struct RevokeTokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Make join tokens useless from now on.",
    discussion: "Certificates that were bought with a token stay good until they expire, and can be renewed until then.")

  @Argument(help: "Ids, as `meltemi token list` shows them.")
  var ids: [String]

  @OptionGroup var state: StateDirectoryOptions

  func run() async throws {
    let store = JoinTokenStore(directory: state.directory)
    for id in ids {
      let record = try await store.revoke(id: id)
      print("revoked \(record.id) (\(record.namespace)/\(record.serviceAccount), used \(record.used) of \(record.uses) times)")
    }
  }
}

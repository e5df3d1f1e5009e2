import ArgumentParser

/// The `meltemi` command line: each subcommand parses its options and hands them to one library.
@main
struct Meltemi: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meltemi",
    abstract: "A service mesh in Swift: Istio's traffic rules, stock Envoy, with or without Kubernetes.",
    version: "0.1.0",
    subcommands: [
      DiscoveryCommand.self, APIServerCommand.self, KubeconfigCommand.self, AgentCommand.self, ValidateCommand.self,
      AnalyzeCommand.self, TokenCommand.self, AuthorityCommand.self, CustomResourcesCommand.self, DemoCommand.self,
    ])
}

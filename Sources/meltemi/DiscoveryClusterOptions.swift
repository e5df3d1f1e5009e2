import ArgumentParser
import ControlPlane
import KubernetesClient
import KubernetesSource
import MeshIdentity

/// The options of `meltemi discovery` that say which API server is read, and how one of our own runs inside.
struct DiscoveryClusterOptions: ParsableArguments {
  @Option(
    help: """
      Kubeconfig of the API server to read from. (default without directories: $KUBECONFIG, then the cluster that this is a pod of; none \
      beside directories)
      """)
  var kubeconfig: String?

  @Option(
    name: .customLong("context"),
    help: """
      Context of the kubeconfig: of --kubeconfig, else of $KUBECONFIG, else of ~/.kube/config. (default: the current one of the first two)
      """)
  var context: String?

  @Option(
    name: .customLong("watch-namespace"),
    help: "Namespace whose objects count, where not all do; may be repeated. Roles in these namespaces are enough then.")
  var namespaces: [String] = []

  @Flag(
    name: .customLong("embedded-apiserver"),
    help: "Run an API server of our own and read from it; the default where neither a directory nor an API server is named.")
  var isEmbedded = false

  @Option(
    name: .customLong("apiserver-address"),
    help: .named("HOST:PORT of the embedded API server; port 0 picks a free one.", default: OptionAddress.apiServer),
    transform: OptionAddress.parse)
  var address = OptionAddress.apiServer

  @Option(
    name: .customLong("apiserver-storage"),
    help: """
      Where the embedded API server keeps objects: sqlite:FILE or etcd:HOST:PORT,HOST:PORT. (default: objects.db in --state-dir)
      """)
  var storage: String?

  @Option(
    name: .customLong("write-kubeconfig"),
    help: "Where to write the kubeconfig of an administrator of the embedded API server. (default: kubeconfig in --state-dir)")
  var kubeconfigToWrite: String?

  @Option(
    name: .customLong("apiserver-token-file"),
    help: "File of bearer tokens that the embedded API server knows: token,user,uid,\"group,group\" in each line.")
  var tokenFile: String?

  @Option(
    name: .customLong("apiserver-encryption-key-file"),
    help: """
      File of keys that seal Secrets in the embedded API server's storage: 32 bytes in base 64 in each line, the one for writing first.
      """)
  var encryptionKeyFile: String?

  @OptionGroup(title: "etcd options")
  var etcd: EtcdOptions

  func validate() throws {
    guard !isEmbedded || kubeconfig == nil else {
      throw ValidationError("Name either --kubeconfig or --embedded-apiserver: one API server is read.")
    }
  }

  /// - Parameters:
  ///   - hasDirectories: Whether there are directories to read, so that no API server is needed.
  ///   - embed: Says what other options mean for a server of our own.
  /// - Returns: nil where none is read.
  func cluster(
    hasDirectories: Bool, stateDirectory: StateDirectory, environment: [String: String],
    embed: (inout EmbeddedAPIServer.Configuration) -> Void
  ) throws -> ClusterOption? {
    if !isEmbedded {
      let isNamed = kubeconfig != nil || context != nil
      // What happens to be in the environment adds nothing to directories that somebody named.
      if hasDirectories, !isNamed { return nil }
      let found =
        isNamed || environment["KUBECONFIG"]?.isEmpty == false
        ? try ClusterConnection.find(kubeconfig: kubeconfig, context: context, environment: environment)
        : try ClusterConnection.inCluster(environment: environment)
      if let found { return .connection(found) }
    }
    var configuration = EmbeddedAPIServer.Configuration(
      storage: try storage.map { try StorageOption($0) } ?? .sqlite(path: stateDirectory.file("objects.db")),
      stateDirectory: stateDirectory)
    configuration.etcd = etcd.access
    configuration.host = address.host
    configuration.port = address.port
    configuration.kubeconfigPath = kubeconfigToWrite ?? stateDirectory.file("kubeconfig")
    configuration.tokenFile = tokenFile
    configuration.sealingKeyFile = encryptionKeyFile
    embed(&configuration)
    return .embedded(configuration)
  }

  var sourceOptions: KubernetesSourceOptions {
    var options = KubernetesSourceOptions()
    options.namespaces = namespaces.isEmpty ? nil : namespaces
    return options
  }
}

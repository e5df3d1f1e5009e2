import Foundation
import MeshAPI
import MeshAdmission
import MeshIdentity
import MeshModel
import Synchronization

/// Whose identities count: the trust domain of this control plane, fixed for its life, and its aliases, which follow the mesh config.
///
/// The mesh config is where the trust domain is written, for configuration names it too. `--trust-domain` is for a mesh without one;
/// where both are there they must say the same.
final class MeshTrust: Sendable {
  let domain: TrustDomain
  let meshConfigFile: String?
  /// The source that has to bring the trust domain into the mesh, where no mesh config does.
  let seed: SourceID?
  private let currentAliases: Mutex<[TrustDomain]>

  /// - Throws: `ControlPlaneError` when the option and the mesh config differ, or the mesh config's is no trust domain, or cannot be read:
  ///   the trust domain holds until the next start, so it is not guessed.
  init(_ configuration: ControlPlaneConfiguration) throws(ControlPlaneError) {
    let config = try Self.meshConfig(configuration)
    let stated = config?.trustDomain ?? configuration.security?.trustDomain?.name ?? MeshConfig().trustDomain
    guard let domain = TrustDomain(stated) else {
      throw ControlPlaneError(
        .trustDomainConflict, "MeshConfig.trustDomain \"\(stated)\" is no trust domain: lower-case letters, digits, dots, dashes."
      )
    }
    if let option = configuration.security?.trustDomain, option != domain {
      throw ControlPlaneError(
        .trustDomainConflict,
        """
        --trust-domain says \(option), the mesh config's trustDomain is \(domain): write \(option) into the mesh config, or leave the \
        option away
        """)
    }
    self.domain = domain
    meshConfigFile = configuration.meshConfigFile
    seed = config == nil && domain != .clusterLocal ? configuration.sourceIDs.first : nil
    currentAliases = Mutex((config?.trustDomainAliases ?? []).compactMap { TrustDomain($0) })
  }

  var aliases: [TrustDomain] {
    get { currentAliases.withLock { $0 } }
    set { currentAliases.withLock { $0 = newValue } }
  }

  /// The mesh config as its file has it now; nil where no file is named.
  private static func meshConfig(_ configuration: ControlPlaneConfiguration) throws(ControlPlaneError) -> MeshConfig? {
    guard let path = configuration.meshConfigFile else { return nil }
    let options = AdmissionOptions(strict: configuration.isStrict)
    guard let handle = FileHandle(forReadingAtPath: path),
      let bytes = try? handle.read(upToCount: options.limits.fileSize)
    else {
      throw ControlPlaneError(
        .meshConfig,
        "The mesh config \(path) (--mesh-config) cannot be read, and the trust domain stands in it: mend it, or leave it out")
    }
    let (config, diagnostics) = Admission(options: options).meshConfig(Array(bytes), file: path)
    if let config { return config }
    let errors = diagnostics.filter { $0.diagnostic.severity == .error }.prefix(10).map { "\n\($0)" }.joined()
    throw ControlPlaneError(
      .meshConfig, "The mesh config \(path) (--mesh-config) is refused, and the trust domain stands in it:\(errors)")
  }
}

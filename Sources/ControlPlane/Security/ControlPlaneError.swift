/// Why a control plane cannot run as it was told to. The message says what to do about it.
package struct ControlPlaneError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// xDS in plain text would be open to the network.
    case plaintextOnNetwork = "plaintext-on-network"
    /// The command line and the mesh config name different trust domains.
    case trustDomainConflict = "trust-domain-conflict"
    /// The mesh config that is named cannot be used, so that nobody knows the trust domain.
    case meshConfig = "mesh-config-unusable"
    /// The certificate authority cannot start: its folder or its files are not usable.
    case authority = "authority-unusable"
    /// The state directory lies in a directory of rules.
    case stateInConfiguration = "state-in-configuration"
    /// The file with the roots of issuers cannot be used.
    case issuerRoots = "issuer-roots-unusable"
    /// The audit log cannot be written.
    case auditLog = "audit-log-unusable"
    /// An option of the command line says nothing that is known.
    case invalidOption = "invalid-option"
    /// The TLS port cannot be listened on.
    case cannotListen = "cannot-listen"
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}

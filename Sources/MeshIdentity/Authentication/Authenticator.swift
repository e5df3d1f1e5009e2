package import Foundation

/// Finds out who a peer is from what it brought along.
package protocol Authenticator: Sendable {
  /// Looks at the credentials; nothing is used up by that.
  func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome

  /// Counts the use of credentials that are good for so many uses only. Called last, when all that `workload` asked for is ready
  /// to be handed out: what is refused for other reasons uses up nothing.
  /// - Parameter workload: what `authenticate` made of the same credentials.
  /// - Throws: when somebody else was faster and no use is left. Nothing may be handed out then.
  func redeem(_ credentials: PeerCredentials, of workload: AuthenticatedWorkload) async throws(Refusal)
}

extension Authenticator {
  /// Credentials count as often as they are shown.
  package func redeem(_ credentials: PeerCredentials, of workload: AuthenticatedWorkload) async throws(Refusal) {}
}

/// What a peer wants once it is known.
package enum Purpose: String, Sendable, Hashable {
  /// A certificate.
  case certificate
  /// Its configuration, over xDS.
  case configuration
}

package enum AuthenticationOutcome: Sendable, Hashable {
  case authenticated(AuthenticatedWorkload)
  /// The peer brought nothing of the kind that this authenticator looks at.
  case notApplicable
  case refused(Refusal)
}

/// A peer that has proved who it is.
package struct AuthenticatedWorkload: Hashable, Sendable {
  package enum Method: Hashable, Sendable, CustomStringConvertible {
    case certificate
    case joinToken(id: String)
    case kubernetesToken
    case oidc(issuer: String)

    package var description: String {
      switch self {
      case .certificate: "certificate"
      case .joinToken(let id): "join token \(id)"
      case .kubernetesToken: "Kubernetes token"
      case .oidc(let issuer): "token of \(issuer)"
      }
    }
  }

  package var identity: WorkloadIdentity
  package var method: Method
  /// Until when the proof counts; nil where it does not say.
  package var expires: Date?

  package init(identity: WorkloadIdentity, method: Method, expires: Date? = nil) {
    (self.identity, self.method, self.expires) = (identity, method, expires)
  }
}

/// Why a credential does not count. This is for the audit log; the peer is told only that it was refused, so that nobody learns
/// from the answers how far a forgery got.
package struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// A stable name such as `join-token-replayed`.
  package struct Code: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
  }

  package var code: Code
  /// A sentence that holds neither keys nor tokens.
  package var message: String
  /// Further refusals, where a peer brought several credentials and none counted.
  package var others: [Refusal]

  package init(_ code: Code, _ message: String, others: [Refusal] = []) {
    (self.code, self.message, self.others) = (code, message, others)
  }

  package var description: String {
    (["\(code.rawValue): \(message)"] + others.map(\.description)).joined(separator: "; ")
  }
}

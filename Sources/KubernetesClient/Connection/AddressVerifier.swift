import NIOCore
import NIOSSL
import SwiftASN1
import X509

/// Sees to it that a server's certificate is for an IP address other than the one that it was reached at. That the certificate is
/// to be trusted has been verified before.
struct AddressVerifier: Sendable {
  let address: IPBytes

  /// To be called on the channel's event loop, after the handshake and before anything is sent.
  /// - Returns: why the connection is of no use; nil where it is.
  func check(_ channel: any Channel) -> EventLoopFuture<Void>? {
    guard !isHeld(by: try? channel.pipeline.syncOperations.nioSSL_peerCertificate()) else { return nil }
    // Not before the failure has been told: the client forgets a connection that closes first.
    channel.eventLoop.execute { channel.close(promise: nil) }
    return channel.eventLoop.makeFailedFuture(
      KubernetesError(.unreachable, message: "the server's certificate is not for the address in tls-server-name"))
  }

  private func isHeld(by certificate: NIOSSLCertificate?) -> Bool {
    guard let bytes = try? certificate?.toDERBytes(), let parsed = try? Certificate(derEncoded: bytes),
      let names = try? parsed.extensions.subjectAlternativeNames
    else { return false }
    return names.contains { name in
      guard case .ipAddress(let octets) = name else { return false }
      return Array(octets.bytes) == address.bytes
    }
  }
}

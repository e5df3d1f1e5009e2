package import GRPCCore
import GRPCNIOTransportHTTP2Posix
package import MeshIdentity
import SwiftASN1
import X509

/// The client of a call that came over a `TLSServerTransport`, as its `ServerContext.transportSpecific` says.
package struct TLSPeer: ServerContext.TransportSpecific {
  /// The certificates that the client showed in the handshake, in DER, its own first; empty when it showed none. It holds the key of the
  /// first, nothing else has been checked.
  package var certificateChainDER: [[UInt8]]

  package init(certificateChainDER: [[UInt8]]) { self.certificateChainDER = certificateChainDER }

  /// Reads what gRPC's transport found out about the connection of a call.
  init(_ context: ServerContext) {
    let posix = context.transportSpecific as? HTTP2ServerTransport.Posix.Context
    let chain = posix?.peerCertificateChain.map { Array($0) } ?? posix?.peerCertificate.map { [$0] } ?? []
    // A chain that cannot be written out again is as good as none.
    certificateChainDER = (try? chain.map(Self.der)) ?? []
  }

  private static func der(_ certificate: Certificate) throws -> [UInt8] {
    var serializer = DER.Serializer()
    try serializer.serialize(certificate)
    return serializer.serializedBytes
  }
}

extension PeerCredentials {
  /// What the client of a call brought along: its token from the call's metadata, its certificates from the transport.
  package init(_ context: ServerContext, metadata: Metadata) {
    let peer = context.transportSpecific as? TLSPeer
    self.init(
      bearerToken: metadata[stringValues: "authorization"].compactMap(Self.bearerToken).first,
      certificateChainDER: peer?.certificateChainDER ?? [], isEncrypted: peer != nil,
      address: Self.address(context.remotePeer))
  }

  /// `HOST:PORT` of gRPC's `ipv4:HOST:PORT`; the path of a unix socket.
  package static func address(_ remotePeer: String) -> String {
    for scheme in ["ipv4:", "ipv6:", "unix:"] where remotePeer.hasPrefix(scheme) {
      return String(remotePeer.dropFirst(scheme.count))
    }
    return remotePeer
  }

  /// The token of an `authorization` header (RFC 6750, section 2.1).
  private static func bearerToken(_ header: String) -> Redacted<String>? {
    let scheme = "bearer "
    guard header.prefix(scheme.count).lowercased() == scheme else { return nil }
    let token = header.dropFirst(scheme.count).drop { $0 == " " }
    return token.isEmpty ? nil : Redacted(String(token))
  }
}

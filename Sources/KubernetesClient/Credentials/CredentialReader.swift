import Foundation
import NIOSSL

/// With what one request goes out.
struct RequestAccess: Sendable {
  /// Names and values of headers.
  var headers: [(name: String, value: ConcealedText)]
  /// nil for a server in plain text.
  var tls: TLSConfiguration?
  /// Tells the keeper which credentials a server has refused.
  var generation = 0
}

/// Makes of a connection's files and texts what requests go out with.
struct CredentialReader: Sendable {
  let connection: ClusterConnection

  var usesFiles: Bool {
    let contents = [connection.cluster.certificateAuthority, connection.user.clientCertificate, connection.user.clientKey]
    return connection.user.tokenFile != nil
      || contents.contains { if case .file? = $0 { true } else { false } }
  }

  /// The cluster's roots as plugins are told them: PEM, in base64.
  func encodedRoots() throws(CredentialError) -> String? { try roots().map { Data($0.utf8).base64EncodedString() } }

  /// - Parameter issued: What was given out besides; comes before what the kubeconfig says.
  func read(_ issued: IssuedCredential?) throws(CredentialError) -> RequestAccess {
    var headers: [(name: String, value: ConcealedText)] = []
    if let token = try bearerToken(issued) {
      headers.append(("authorization", ConcealedText("Bearer \(token.reveal())")))
    } else if let name = connection.user.username {
      let pair = Data("\(name):\(connection.user.password?.reveal() ?? "")".utf8).base64EncodedString()
      headers.append(("authorization", ConcealedText("Basic \(pair)")))
    }
    headers += connection.user.impersonation.headers.map { ($0.name, ConcealedText($0.value)) }
    return RequestAccess(headers: headers, tls: try tls(issued))
  }

  private func bearerToken(_ issued: IssuedCredential?) throws(CredentialError) -> ConcealedText? {
    if let token = issued?.token { return token }
    guard let file = connection.user.tokenFile else { return connection.user.token }
    let text = try Self.read(.file(file)).trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw CredentialError("the file \(file) holds no token")
    }
    return ConcealedText(text)
  }

  private func roots() throws(CredentialError) -> String? {
    guard let authority = connection.cluster.certificateAuthority else { return nil }
    return try Self.read(authority)
  }

  private static func read(_ content: Kubeconfig.Content) throws(CredentialError) -> String {
    switch content {
    case .inline(let text): text.reveal()
    case .file(let path): try SmallFile.text(path, limit: 4 << 20) { CredentialError($0) }
    }
  }

  // MARK: TLS

  private func tls(_ issued: IssuedCredential?) throws(CredentialError) -> TLSConfiguration? {
    guard connection.cluster.server.lowercased().hasPrefix("https:") else { return nil }
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    let roots = try roots()
    if connection.cluster.skipsVerification {
      tls.certificateVerification = .none
    } else if let roots {
      guard let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(roots.utf8)), !certificates.isEmpty else {
        throw CredentialError("the cluster's certificate authority holds no certificate in PEM")
      }
      tls.trustRoots = .certificates(certificates)
    }
    // The name is then verified by `AddressVerifier`.
    if ServerAddress.verifiedAddress(connection.cluster) != nil { tls.certificateVerification = .noHostnameVerification }
    guard let (certificate, key) = try clientCertificate(issued) else { return tls }
    guard let chain = try? NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)), !chain.isEmpty else {
      throw CredentialError("the client certificate is not in PEM")
    }
    guard let privateKey = try? NIOSSLPrivateKey(bytes: Array(key.reveal().utf8), format: .pem) else {
      throw CredentialError("the client key is not a key in PEM, or it is encrypted")
    }
    tls.certificateChain = chain.map { .certificate($0) }
    tls.privateKey = .privateKey(privateKey)
    // Files that are being replaced do not change together.
    guard Self.belongTogether(tls) else { throw CredentialError("the client key is not that of the client certificate") }
    return tls
  }

  private static func belongTogether(_ tls: TLSConfiguration) -> Bool {
    var pair = TLSConfiguration.makeClientConfiguration()
    // Nothing is verified with it, so it need not read the system's roots.
    pair.certificateVerification = .none
    pair.trustRoots = .certificates([])
    pair.certificateChain = tls.certificateChain
    pair.privateKey = tls.privateKey
    return (try? NIOSSLContext(configuration: pair)) != nil
  }

  private func clientCertificate(
    _ issued: IssuedCredential?
  ) throws(CredentialError) -> (certificate: String, key: ConcealedText)? {
    if let certificate = issued?.certificate, let key = issued?.key { return (certificate, key) }
    guard let certificate = connection.user.clientCertificate, let key = connection.user.clientKey else { return nil }
    return (try Self.read(certificate), ConcealedText(try Self.read(key)))
  }
}

extension Kubeconfig.Impersonation {
  /// The headers that say it. Keys of `extra` are escaped, since not every one is the name of a header.
  ///
  /// Source: Kubernetes' documentation of authentication, "User impersonation".
  var headers: [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    if let user { headers.append(("impersonate-user", user)) }
    if let uid { headers.append(("impersonate-uid", uid)) }
    for group in groups { headers.append(("impersonate-group", group)) }
    for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
      for value in values { headers.append(("impersonate-extra-\(Self.escape(key))", value)) }
    }
    return headers
  }

  /// Percent-encodes whatever is not allowed in the name of a header (RFC 9110, section 5.6.2), and the percent sign.
  private static func escape(_ key: String) -> String {
    var result = ""
    for byte in key.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where "!#$&'*+-.^_`|~".utf8.contains(byte): result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}

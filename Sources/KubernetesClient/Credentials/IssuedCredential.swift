import KubernetesAPI

/// Credentials that somebody gave out, and that may end.
package struct IssuedCredential: Sendable {
  package var token: ConcealedText?
  /// In PEM.
  package var certificate: String?
  package var key: ConcealedText?
  /// Seconds since 1970; nil where it holds until a server refuses it.
  package var expiry: Int64?

  /// - Parameters:
  ///   - certificate: A client certificate in PEM, followed by those that vouch for it.
  ///   - key: Its key, in PEM.
  package init(certificate: String, key: ConcealedText, expiry: Int64?) {
    self.certificate = certificate
    self.key = key
    self.expiry = expiry
  }
}

/// Gives out credentials: at first, before those that it gave last end, and when a server has refused them.
package typealias CredentialIssuer = @Sendable () async throws -> IssuedCredential

extension IssuedCredential {
  /// Reads what a plugin printed.
  /// - Throws: `CredentialError` for anything that is not an answer of this version.
  init(parsing bytes: [UInt8], version: ExecPlugin.Version, command: String) throws(CredentialError) {
    guard let answer = try? JSONParser.parse(bytes, limits: JSONLimits(bytes: ExecPluginRunner.outputLimit)) else {
      throw CredentialError("the plugin \(command) printed something that is not JSON")
    }
    guard answer["kind"]?.string == "ExecCredential", answer["apiVersion"]?.string == version.rawValue else {
      throw CredentialError("the plugin \(command) did not print an ExecCredential of version \(version.rawValue)")
    }
    guard let status = answer["status"], status.object != nil else {
      throw CredentialError("the plugin \(command) printed no status")
    }
    token = status["token"]?.string.flatMap { $0.isEmpty ? nil : ConcealedText($0) }
    certificate = status["clientCertificateData"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    key = status["clientKeyData"]?.string.flatMap { $0.isEmpty ? nil : ConcealedText($0) }
    guard token != nil || certificate != nil, (certificate == nil) == (key == nil) else {
      throw CredentialError("the plugin \(command) printed neither a token nor a certificate with its key")
    }
    if let text = status["expirationTimestamp"]?.string {
      guard let time = KubernetesTime(text) else {
        throw CredentialError("the plugin \(command) printed \"\(text)\" for a time")
      }
      expiry = time.seconds
    }
  }
}

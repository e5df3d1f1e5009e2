import Foundation
import NIOSSL

/// With what one request goes out.
struct RequestAccess: Sendable {
  /// Names and values of headers.
  var headers: [(name: String, value: ConcealedText)]
  /// nil for a server in plain text.
  var tls: TLSConfiguration?
  /// Tells the keeper which credentials a server has refused.
  var generation: Int
}

/// Holds the credentials of one connection: reads files again, runs plugins again, and starts over when the server refuses what
/// it has.
actor CredentialKeeper {
  private let connection: ClusterConnection
  private let runner: ExecPluginRunner
  /// How long what was read from files is used.
  private let fileLifetime: Duration
  /// Seconds since 1970.
  private let now: @Sendable () -> Int64

  private var access: RequestAccess?
  private var plugin: PluginCredential?
  /// When files were read last, in seconds since 1970.
  private var readAt: Int64 = 0
  private var generation = 0
  private var isRefreshing = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  /// A plugin's credentials are replaced this many seconds before they end, so that none ends on its way.
  private static let margin: Int64 = 10

  init(
    _ connection: ClusterConnection, runner: ExecPluginRunner = ExecPluginRunner(), fileLifetime: Duration = .seconds(60),
    now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
  ) {
    self.connection = connection
    self.runner = runner
    self.fileLifetime = fileLifetime
    self.now = now
  }

  /// The credentials to use now.
  /// - Throws: `CredentialError`, `CancellationError`.
  func current() async throws -> RequestAccess {
    // One plugin at a time: whoever comes meanwhile takes what it gives.
    while isRefreshing { await withCheckedContinuation { waiters.append($0) } }
    if let access, isFresh { return access }
    isRefreshing = true
    defer {
      isRefreshing = false
      for waiter in waiters { waiter.resume() }
      waiters = []
    }
    let fresh = try await refresh()
    access = fresh
    return fresh
  }

  /// The server said that it does not know who asks.
  func refuse(generation refused: Int) {
    guard refused == generation else { return }
    access = nil
    plugin = nil
  }

  private var isFresh: Bool {
    let age = now() - readAt
    // A clock that was set back makes everything old.
    if age < 0 { return false }
    if usesFiles, age >= fileLifetime.components.seconds { return false }
    return isPluginFresh
  }

  private var isPluginFresh: Bool {
    guard let expiry = plugin?.expiry else { return true }
    return now() < expiry - Self.margin
  }

  private var usesFiles: Bool {
    let contents = [connection.cluster.certificateAuthority, connection.user.clientCertificate, connection.user.clientKey]
    return connection.user.tokenFile != nil
      || contents.contains { if case .file? = $0 { true } else { false } }
  }

  // MARK: Reading

  private func refresh() async throws -> RequestAccess {
    let user = connection.user
    let roots = try connection.cluster.certificateAuthority.map { try Self.read($0) }
    if let exec = user.exec, plugin == nil || !isPluginFresh {
      let encoded = roots.map { Data($0.utf8).base64EncodedString() }
      plugin = try await runner.run(exec, cluster: connection.cluster, roots: encoded)
    }
    var headers: [(name: String, value: ConcealedText)] = []
    if let token = try bearerToken() {
      headers.append(("authorization", ConcealedText("Bearer \(token.reveal())")))
    } else if let name = user.username {
      let pair = Data("\(name):\(user.password?.reveal() ?? "")".utf8).base64EncodedString()
      headers.append(("authorization", ConcealedText("Basic \(pair)")))
    }
    headers += Self.impersonation(user.impersonation)
    readAt = now()
    generation += 1
    return RequestAccess(headers: headers, tls: try tls(roots: roots), generation: generation)
  }

  private func bearerToken() throws(CredentialError) -> ConcealedText? {
    if let token = plugin?.token { return token }
    guard let file = connection.user.tokenFile else { return connection.user.token }
    let text = try Self.read(.file(file)).trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw CredentialError("the file \(file) holds no token")
    }
    return ConcealedText(text)
  }

  private static func impersonation(_ who: Kubeconfig.Impersonation) -> [(name: String, value: ConcealedText)] {
    var headers: [(name: String, value: ConcealedText)] = []
    if let user = who.user { headers.append(("impersonate-user", ConcealedText(user))) }
    if let uid = who.uid { headers.append(("impersonate-uid", ConcealedText(uid))) }
    for group in who.groups { headers.append(("impersonate-group", ConcealedText(group))) }
    return headers
  }

  private static func read(_ content: Kubeconfig.Content) throws(CredentialError) -> String {
    switch content {
    case .inline(let text): text.reveal()
    case .file(let path): try SmallFile.text(path, limit: 4 << 20) { CredentialError($0) }
    }
  }

  // MARK: TLS

  private func tls(roots: String?) throws(CredentialError) -> TLSConfiguration? {
    guard connection.cluster.server.lowercased().hasPrefix("https:") else { return nil }
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if connection.cluster.skipsVerification {
      tls.certificateVerification = .none
    } else if let roots {
      guard let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(roots.utf8)), !certificates.isEmpty else {
        throw CredentialError("the cluster's certificate authority holds no certificate in PEM")
      }
      tls.trustRoots = .certificates(certificates)
    }
    guard let (certificate, key) = try clientCertificate() else { return tls }
    guard let chain = try? NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)), !chain.isEmpty else {
      throw CredentialError("the client certificate is not in PEM")
    }
    guard let privateKey = try? NIOSSLPrivateKey(bytes: Array(key.reveal().utf8), format: .pem) else {
      throw CredentialError("the client key is not a key in PEM, or it is encrypted")
    }
    tls.certificateChain = chain.map { .certificate($0) }
    tls.privateKey = .privateKey(privateKey)
    return tls
  }

  private func clientCertificate() throws(CredentialError) -> (certificate: String, key: ConcealedText)? {
    if let certificate = plugin?.certificate, let key = plugin?.key { return (certificate, key) }
    guard let certificate = connection.user.clientCertificate, let key = connection.user.clientKey else { return nil }
    return (try Self.read(certificate), ConcealedText(try Self.read(key)))
  }
}

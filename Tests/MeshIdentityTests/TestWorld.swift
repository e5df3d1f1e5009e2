import Crypto
import Foundation
import Logging
import SwiftASN1
import Synchronization
import X509

@testable import MeshIdentity

/// A clock that tests move.
final class TestClock: Sendable {
  private let time: Mutex<Date>

  /// - Parameter time: Certificates of the tests are checked by their own clock, so any time will do.
  init(_ time: Date = Date(timeIntervalSince1970: 1_800_000_000)) { self.time = Mutex(time) }

  var now: Date { time.withLock { $0 } }
  var read: @Sendable () -> Date { { [self] in now } }

  func advance(by duration: Duration) { time.withLock { $0 += duration.timeInterval } }
}

/// A folder of its own, which goes away with the test.
final class TestFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "meltemi-identity-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var state: StateDirectory { StateDirectory(path: path + "/state") }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name), options: .atomic)
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return (attributes[.posixPermissions] as? Int) ?? -1
  }
}

/// An authority with a state directory and a clock of its own.
struct TestWorld {
  let folder: TestFolder
  let clock: TestClock
  let authority: CertificateAuthority

  init(
    folder: TestFolder? = nil, clock: TestClock = TestClock(),
    _ adjust: (inout AuthorityConfiguration) -> Void = { _ in }
  ) throws {
    let folder = try folder ?? TestFolder()
    var configuration = AuthorityConfiguration(source: .selfMade(folder.state))
    adjust(&configuration)
    self.folder = folder
    self.clock = clock
    authority = try CertificateAuthority(
      configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: clock.read)
  }

  var certificates: CertificateAuthenticator {
    CertificateAuthenticator(
      trustDomain: authority.trustDomain, trustBundle: { [authority] in authority.trustBundle }, now: clock.read)
  }
}

extension WorkloadIdentity {
  /// `NAMESPACE/SERVICEACCOUNT` in the usual trust domain.
  static func of(_ namespace: String, _ serviceAccount: String) throws -> WorkloadIdentity {
    struct Invalid: Error {}
    guard
      let identity = WorkloadIdentity(trustDomain: .clusterLocal, namespace: namespace, serviceAccount: serviceAccount)
    else { throw Invalid() }
    return identity
  }
}

extension IssuedCertificate {
  var certificates: [Certificate] { get throws { try chainPEM.map { try Certificate(pemEncoded: $0) } } }
  var leaf: Certificate { get throws { try Certificate(pemEncoded: chainPEM[0]) } }
  var der: [[UInt8]] { get throws { try certificates.map { try $0.derBytes } } }
}

extension Certificate {
  var derBytes: [UInt8] { get throws { try serializeAsPEM().derBytes } }
}

/// Requests that differ from the good ones in some way.
enum TestRequest {
  static func pem(
    key: Certificate.PrivateKey = Certificate.PrivateKey(P256.Signing.PrivateKey()), names: [GeneralName]? = nil,
    constraints: BasicConstraints? = nil
  ) throws -> [UInt8] {
    try Array(request(key: key, names: names, constraints: constraints).serializeAsPEM().pemString.utf8)
  }

  static func request(
    key: Certificate.PrivateKey = Certificate.PrivateKey(P256.Signing.PrivateKey()), names: [GeneralName]? = nil,
    constraints: BasicConstraints? = nil
  ) throws -> CertificateSigningRequest {
    var attributes = CertificateSigningRequest.Attributes()
    var extensions = Certificate.Extensions()
    if let names { try extensions.append(Certificate.Extension(SubjectAlternativeNames(names), critical: false)) }
    if let constraints { try extensions.append(Certificate.Extension(constraints, critical: true)) }
    if !extensions.isEmpty {
      attributes.insert(try CertificateSigningRequest.Attribute(ExtensionRequest(extensions: extensions)))
    }
    return try CertificateSigningRequest(
      version: .v1, subject: DistinguishedName { CommonName("anything") }, privateKey: key, attributes: attributes)
  }

  static func uri(_ text: String) -> GeneralName { .uniformResourceIdentifier(text) }
}

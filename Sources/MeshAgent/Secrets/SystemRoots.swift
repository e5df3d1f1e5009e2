import Foundation

/// The certificates that the system trusts.
enum SystemRoots {
  /// Where systems keep them in one file: Debian and Alpine, Fedora and its kin before and since 2014, openSUSE, BSD.
  private static let usualPaths = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
  ]

  /// The first of the usual files that is there; where none is, the first, so that complaints name it.
  static var path: String { usualPaths.first { FileManager.default.isReadableFile(atPath: $0) } ?? usualPaths[0] }
}

import Foundation

/// A JSON Web Key Set as Envoy takes it.
///
/// Envoy refuses a whole listener for a key set in which it finds no valid key, and leaves out keys that it cannot read as long as there
/// is one that it can. So every set gets one more key, which is valid and of no use: a set that is missing or broken then costs the
/// tokens of its issuer, and nothing else.
enum KeySetText {
  /// - Parameter keys: a key set; nil where there is none.
  static func text(of keys: String?) -> String {
    let content = keys.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) } as? [String: Any]
    let written = content?["keys"] as? [Any] ?? []
    let set = try? JSONSerialization.data(
      withJSONObject: ["keys": written + [nobodysKey]], options: [.sortedKeys, .withoutEscapingSlashes])
    return set.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// A point of the curve P-256 to which nobody knows the private key: its x is the SHA-256 of the text
  /// `meltemi: nobody holds this key 0`, and y is the even one of the two that belong to it.
  private static let nobodysKey = [
    "kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "meltemi-nobody",
    "x": "FxCekjVNEsFJyHqiEhWJTHMePkFvm9xYfyaKAPwaHJI", "y": "2KJdQwie3OPvGrmYWKPssaXXK75KLPFS5DGu_D_Edio",
  ]
}

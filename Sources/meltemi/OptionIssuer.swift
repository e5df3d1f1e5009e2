import ArgumentParser
import ControlPlane
import MeshIdentity

/// An OIDC issuer on the command line; `IssuerOption` says how it is written.
struct OptionIssuer {
  var issuer: OIDCIssuer

  /// Reads what was written behind the option.
  /// - Throws: `ValidationError` that says what to write.
  static func parse(_ text: String) throws -> OptionIssuer {
    do {
      return OptionIssuer(issuer: try IssuerOption.parse(text))
    } catch {
      throw ValidationError(error.description)
    }
  }
}

package import MeshAPI
package import MeshModel

extension Diagnostic.Code {
  /// Two sources hold one object.
  package static let duplicateObject: Self = "duplicate-object"
  /// Two objects of one namespace register the same host.
  package static let duplicateHost: Self = "duplicate-host"
  /// An endpoint that nothing can be sent to yet, or ever.
  package static let endpointLeftOut: Self = "endpoint-left-out"
  /// A port of a transport protocol that proxies do not carry.
  package static let portLeftOut: Self = "port-left-out"
  /// A host for which the range of automatic addresses has none left.
  package static let noAddressLeft: Self = "no-address-left"
}

extension FactStore {
  /// What the sources say, and a warning for each object that more than one of them holds. Sorted by source, then by object.
  package var diagnostics: [LocatedDiagnostic] {
    records.sorted { $0.key < $1.key }.flatMap(\.value.diagnostics) + contested.sorted().flatMap(duplicateWarnings)
  }

  /// Objects that sources refuse now, by source.
  package var refused: [RefusedFact] {
    records.sorted { $0.key < $1.key }.flatMap(\.value.refused)
  }

  /// Joins the place of the field, in the object in force, onto diagnostics about it.
  package func locate(_ diagnostic: Diagnostic, object key: ObjectKey) -> LocatedDiagnostic {
    place(of: key)?.locate(diagnostic) ?? LocatedDiagnostic(diagnostic)
  }

  private func duplicateWarnings(for key: ObjectKey) -> [LocatedDiagnostic] {
    let versions = holdings(for: key)
    guard let winner = versions.first else { return [] }
    return versions.dropFirst().map { loser in
      let diagnostic = Diagnostic(
        .warning, .duplicateObject, object: key.description,
        message: "both \(describe(winner)) and \(describe(loser)) hold this object; "
          + "the one of \(winner.source) is in force because it comes first",
        suggestion: "remove one of them")
      return LocatedDiagnostic(diagnostic, file: loser.place?.file, line: loser.place?.line)
    }
  }

  private func describe(_ holding: Holding) -> String {
    holding.place.map { "\(holding.source) (\($0.file):\($0.line))" } ?? holding.source.description
  }
}

package import MeshAPI

/// What a decoder takes in one place of an object.
///
/// Decoders say it themselves (``FieldOutline``), so it cannot differ from what they read. It is about types, names, bounds and
/// what must be given. Rules between fields, and rules about what a text says, are the decoders' alone: everything that they accept
/// fits the schema, but not the other way round.
package indirect enum FieldSchema: Hashable, Sendable {
  case boolean
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case text(Text)
  case list(of: FieldSchema, atMost: Int?)
  /// Keys that the user chooses.
  case map(of: FieldSchema, atMost: Int?, mayHoldNull: Bool)
  case mapping(Mapping)
  /// A mapping that is handed on as it is (`google.protobuf.Struct`).
  case freeForm
  /// A field whose decoder did not say what it looks like. No field of a rule is one.
  case unknown

  package struct Text: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
      case any
      /// One of these.
      case choice([String])
      /// As Go writes durations: `1.5s`, `1h2m3s`.
      case duration
      /// Bytes in base64, with the standard alphabet or that of URLs, padded or not.
      case base64
    }
    package var form = Form.any
    /// In characters (Unicode scalars), as ``maximumLength``.
    package var minimumLength = 0
    package var maximumLength: Int?
  }

  package struct Mapping: Hashable, Sendable {
    /// By name.
    package var fields: [String: Field]
    /// Whether there may be fields besides these.
    package var isOpen = false
  }

  package struct Field: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
      case usual
      /// Istio keeps it for older objects; what to write instead.
      case deprecated(String)
      /// An object that has it is refused, for this reason.
      case refused(String)
    }
    package var schema: FieldSchema
    package var isRequired = false
    package var standing = Standing.usual
  }

  package static let text = FieldSchema.text(Text())
}

extension FieldSchema {
  /// What objects of a kind hold beside `apiVersion`, `kind` and `metadata`: a mapping with `spec`, and with what the mesh reads of
  /// `status`.
  package static func content(of kind: ObjectKind) -> FieldSchema {
    let decoder = SpecDecoder(kind: kind, namespace: "", envoyValues: NoEnvoyValues())
    return FieldOutline.schema { decoder.decode($0, metadata: nil) }
  }
}

/// Stands in where nothing is read.
private struct NoEnvoyValues: EnvoyPatchReading {
  func read(_ json: [UInt8], for applyTo: EnvoyFilter.ApplyTo) -> EnvoyPatchReport { EnvoyPatchReport(value: nil) }
}

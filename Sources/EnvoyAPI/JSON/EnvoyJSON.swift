public import Foundation
public import SwiftProtobuf

/// Reads and prints Envoy's messages as protobuf's JSON, in the form that Envoy and Istio use it: field names as in the .proto
/// files, an `Any` as its content with an `@type`.
///
/// SwiftProtobuf's own JSON keeps an `Any` as text and parses it several times per use and level, tells no path in its errors,
/// and stops at the first one. Here each `Any` is read once, its content becomes bytes with sorted maps at once, and all problems
/// are found in one pass.
public enum EnvoyJSON {
  /// The bounds that keep a hostile document from costing more than its size.
  public struct Limits: Sendable {
    /// So many `Any` may lie inside each other.
    public var anyDepth = AnyNormalizer.defaultDepthLimit
    /// So many messages, lists of a `Struct` included, may lie inside each other.
    public var messageDepth = 100
    /// So many issues are reported.
    public var issues = 100

    public init() {}
  }

  // MARK: - Reading

  /// Reads a message of a type known at compile time.
  public static func decode<M: Message>(
    _ type: M.Type = M.self, from json: EnvoyJSONValue, limits: Limits = Limits()
  ) -> EnvoyJSONResult<M> {
    let context = JSONDecodingContext(limits: limits)
    var message = M()
    context.read(json, into: &message)
    return EnvoyJSONResult(
      message: context.hasErrors ? nil : message, issues: context.issues, expandedAnys: context.expandedAnys)
  }

  /// Reads a message of the type with this full name or type URL, e.g. `envoy.config.cluster.v3.Cluster`.
  public static func decode(
    typeName: String, from json: EnvoyJSONValue, limits: Limits = Limits()
  ) -> EnvoyJSONResult<any Message> {
    guard let type = EnvoyTypeRegistry.messageType(forTypeURL: typeName) else {
      return EnvoyJSONResult(failure: .unknownType, "the message type \(typeName) is not known")
    }
    return decodeErased(type, from: json, limits: limits)
  }

  /// As `decode(typeName:from:limits:)`, from JSON text.
  public static func decode(
    typeName: String, fromText text: some Sequence<UInt8>, limits: Limits = Limits()
  ) -> EnvoyJSONResult<any Message> {
    do {
      return decode(typeName: typeName, from: try EnvoyJSONValue(parsing: text), limits: limits)
    } catch {
      return EnvoyJSONResult(failure: .malformed, error.description)
    }
  }

  private static func decodeErased<M: Message>(
    _ type: M.Type, from json: EnvoyJSONValue, limits: Limits
  ) -> EnvoyJSONResult<any Message> {
    let result = decode(M.self, from: json, limits: limits)
    return EnvoyJSONResult(message: result.message, issues: result.issues, expandedAnys: result.expandedAnys)
  }

  // MARK: - Printing

  /// The text that stands for a secret.
  public static let redacted = "[redacted]"

  /// A message as JSON. Members stand in the order of the field numbers, maps are sorted by key. What Envoy's API marks as
  /// sensitive shows as `[redacted]` unless told otherwise.
  public static func encode<M: Message>(_ message: M, redacting: Bool = true) -> EnvoyJSONValue {
    JSONEncodingContext(redacting: redacting).value(of: message, isSecret: false)
  }

  /// What a type URL and bytes hold, as the JSON of an `Any`: the content with an `@type`. Bytes of an unknown type, and bytes
  /// that are no such message, show as a `value` in base64.
  public static func encode(typeURL: String, value: Data, redacting: Bool = true) -> EnvoyJSONValue {
    let any = AnyPacking.packed(typeURL: typeURL, value: value)
    return JSONEncodingContext(redacting: redacting).value(of: any, isSecret: false)
  }
}

/// What reading a message came to.
public struct EnvoyJSONResult<Content> {
  /// The message; nil when there is an issue that is an error.
  public let message: Content?
  /// All that was found, in the order of the document.
  public let issues: [EnvoyJSONIssue]
  /// How many `Any` were read: the measure of the work done.
  public let expandedAnys: Int
}

extension EnvoyJSONResult: Sendable where Content: Sendable {}

extension EnvoyJSONResult {
  init(failure kind: EnvoyJSONIssue.Kind, _ message: String) {
    self.init(message: nil, issues: [EnvoyJSONIssue(kind: kind, path: EnvoyPath(), message: message)], expandedAnys: 0)
  }
}

/// One problem of a JSON document.
public struct EnvoyJSONIssue: Hashable, Sendable, CustomStringConvertible {
  /// The kinds of problem.
  public enum Kind: String, Sendable {
    /// The text is no JSON.
    case malformed
    /// The message has no such field. The only kind that does not spoil the message: the field is left out.
    case unknownField
    /// A field is given twice, or two fields of which only one may be set.
    case conflictingFields
    /// The value does not fit the field's type.
    case wrongType
    /// An `@type` names no message that is known.
    case unknownType
    /// Too many `Any`, or messages, inside each other.
    case tooDeep
  }

  public let kind: Kind
  /// The place, with members spelled as in the document.
  public let path: EnvoyPath
  /// One sentence that names what was found and what is expected.
  public let message: String

  /// There is no message when an issue is an error.
  public var isError: Bool { kind != .unknownField }

  public var description: String {
    path.components.isEmpty ? message : "\(path): \(message)"
  }
}

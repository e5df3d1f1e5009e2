/// What is wrong with one field of an object, worded as Kubernetes words it: `spec.replicas: Invalid value: -1: must not be negative`.
package struct FieldError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of mistake; its raw value is the `reason` of the cause in a Status.
  package enum Kind: String, Hashable, Sendable {
    case notFound = "FieldValueNotFound"
    case required = "FieldValueRequired"
    case duplicate = "FieldValueDuplicate"
    case invalid = "FieldValueInvalid"
    case notSupported = "FieldValueNotSupported"
    case forbidden = "FieldValueForbidden"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    case internalError = "InternalError"
    case typeInvalid = "FieldValueTypeInvalid"

    var words: String {
      switch self {
      case .notFound: "Not found"
      case .required: "Required value"
      case .duplicate: "Duplicate value"
      case .invalid, .typeInvalid: "Invalid value"
      case .notSupported: "Unsupported value"
      case .forbidden: "Forbidden"
      case .tooLong: "Too long"
      case .tooMany: "Too many"
      case .internalError: "Internal error"
      }
    }

    var showsValue: Bool {
      switch self {
      case .required, .forbidden, .tooLong, .internalError: false
      default: true
      }
    }
  }

  package var kind: Kind
  /// The field; empty for the whole object.
  package var path: FieldPath
  /// What the field holds; nil where it is not to be shown.
  package var value: JSONValue?
  /// What is expected; empty where the kind says it all.
  package var detail: String

  package init(_ kind: Kind, _ path: FieldPath, value: JSONValue? = nil, detail: String = "") {
    self.kind = kind
    self.path = path
    self.value = value
    self.detail = detail
  }

  package static func required(_ path: FieldPath, _ detail: String = "") -> Self { Self(.required, path, detail: detail) }
  package static func forbidden(_ path: FieldPath, _ detail: String) -> Self { Self(.forbidden, path, detail: detail) }
  package static func invalid(_ path: FieldPath, _ value: JSONValue?, _ detail: String) -> Self {
    Self(.invalid, path, value: value, detail: detail)
  }
  package static func duplicate(_ path: FieldPath, _ value: JSONValue) -> Self { Self(.duplicate, path, value: value) }

  package static func notSupported(_ path: FieldPath, _ value: JSONValue, supported: [String]) -> Self {
    let list = supported.map(JSONWriter.quoted).joined(separator: ", ")
    return Self(.notSupported, path, value: value, detail: supported.isEmpty ? "" : "supported values: \(list)")
  }

  /// - Parameter limit: The most bytes that the field may have.
  package static func tooLong(_ path: FieldPath, atMost limit: Int64) -> Self {
    Self(.tooLong, path, detail: "may not be more than \(limit) bytes")
  }

  package static func tooMany(_ path: FieldPath, count: Int64, atMost limit: Int64) -> Self {
    Self(.tooMany, path, value: .integer(count), detail: "must have at most \(limit) items")
  }

  /// The message without the field.
  package var body: String {
    var text = kind.words
    if kind.showsValue, let value { text += ": \(Self.shown(value))" }
    if !detail.isEmpty { text += ": \(detail)" }
    return text
  }

  package var description: String { "\(pathText): \(body)" }

  /// The field as messages name it: the whole object has no name.
  package var pathText: String { path.isRoot ? "<nil>" : path.description }

  /// The most bytes of a value that a message repeats.
  private static let shownLimit = 1_024

  private static func shown(_ value: JSONValue) -> String {
    let bytes = JSONWriter.bytes(value)
    guard bytes.count > shownLimit else { return String(decoding: bytes, as: UTF8.self) }
    return "\(String(decoding: bytes.prefix(shownLimit), as: UTF8.self))..."
  }
}

extension [FieldError] {
  /// All of them in one text, as a Status words them: one alone stands bare, more stand in brackets; what is said twice is said once.
  package var aggregateText: String {
    var said: Set<String> = []
    let texts = map(\.description).filter { said.insert($0).inserted }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }
}

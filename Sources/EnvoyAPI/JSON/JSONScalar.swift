import Foundation

/// How a scalar of protobuf is read from JSON, after protobuf's JSON mapping: numbers may stand in quotes, bytes are base64.
struct JSONScalar<T> {
  /// What fits, for messages.
  let expected: String
  /// Nil when the value does not fit.
  let read: (EnvoyJSONValue) -> T?
}

extension JSONScalar where T: FixedWidthInteger {
  static var integer: JSONScalar {
    JSONScalar(expected: "a whole number from \(T.min) to \(T.max)") { json in
      guard let digits = json.digits else { return nil }
      if let number = T(digits) { return number }
      return Double(digits).flatMap { T(exactly: $0) }
    }
  }
}

extension JSONScalar where T == Double {
  static var double: JSONScalar {
    JSONScalar(expected: "a number", read: \.double)
  }
}

extension JSONScalar where T == Float {
  static var float: JSONScalar {
    JSONScalar(expected: "a number") { json in
      guard let double = json.double else { return nil }
      let float = Float(double)
      return float.isInfinite == double.isInfinite ? float : nil
    }
  }
}

extension JSONScalar where T == Bool {
  static var bool: JSONScalar {
    JSONScalar(expected: "true or false") { json in
      if case .bool(let value) = json { value } else { nil }
    }
  }

  /// The key of a map, which JSON always writes as a text.
  static var boolKey: JSONScalar {
    JSONScalar(expected: "true or false") { json in
      if case .string(let text) = json { Bool(text) } else { nil }
    }
  }
}

extension JSONScalar where T == String {
  static var string: JSONScalar {
    JSONScalar(expected: "a text") { json in
      if case .string(let text) = json { text } else { nil }
    }
  }
}

extension JSONScalar where T == Data {
  static var bytes: JSONScalar {
    JSONScalar(expected: "bytes in base64") { json in
      guard case .string(let text) = json else { return nil }
      let standard = text.replacing("-", with: "+").replacing("_", with: "/")
      let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
      return Data(base64Encoded: standard + padding)
    }
  }
}

extension EnvoyJSONValue {
  /// The text of a number, in quotes or not.
  fileprivate var digits: String? {
    switch self {
    case .number(let text), .string(let text): text
    case .null, .bool, .array, .object: nil
    }
  }

  fileprivate var double: Double? {
    switch self {
    case .string("NaN"): return .nan
    case .string("Infinity"): return .infinity
    case .string("-Infinity"): return -.infinity
    default:
      guard let digits, let number = Double(digits), number.isFinite else { return nil }
      return number
    }
  }
}

package import KubernetesAPI

/// Objects in the form in which typed clients of Kubernetes send them: `application/vnd.kubernetes.protobuf`.
///
/// Source: Kubernetes' API concepts, "Kubernetes Protobuf encoding": four bytes, then a message of the type and the bytes of the
/// object.
package enum ProtobufBody {
  package static let mediaType = "application/vnd.kubernetes.protobuf"
  private static let mark: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// Reads an object of a built-in kind as the JSON that a client would have sent.
  ///
  /// As Kubernetes writes JSON: empty members are left out but for those that tell empty from nothing, bytes are base64, quantities
  /// and times text, and messages that are there are there in JSON.
  /// - Throws: also where a field is not known, so that nothing is lost unseen.
  package static func decode(_ bytes: [UInt8]) throws(ProtobufError) -> JSONValue {
    guard bytes.starts(with: mark) else {
      throw ProtobufError(.malformed, "the body does not begin as Kubernetes' protobuf form does")
    }
    let envelope = try Envelope(bytes[mark.count...])
    guard envelope.contentEncoding.isEmpty else {
      throw ProtobufError(.malformed, "the content encoding \"\(envelope.contentEncoding)\" is not known")
    }
    let value: JSONValue
    switch envelope.contentType {
    case "", mediaType: value = try object(envelope)
    case "application/json": value = try MessageDecoder.json(envelope.raw)
    default: throw ProtobufError(.malformed, "the content type \"\(envelope.contentType)\" is not known")
    }
    // Fields of JSON within messages add their levels to those of the messages.
    guard JSONMeasure(of: value, depthLimit: JSONLimits.objectDepth).depth <= JSONLimits.objectDepth else {
      throw ProtobufError(.tooDeep, "values stand in each other deeper than \(JSONLimits.objectDepth) levels")
    }
    return value
  }

  private static func object(_ envelope: Envelope) throws(ProtobufError) -> JSONValue {
    let table = MessageTable.shared
    guard let message = table.message(apiVersion: envelope.apiVersion, kind: envelope.kind) else {
      throw ProtobufError(
        .unknownKind, "\(envelope.apiVersion) \(envelope.kind) is not read as protobuf: send it as JSON")
    }
    var decoder = MessageDecoder(table: table)
    var members: [String: JSONValue] = [:]
    try decoder.decode(envelope.raw, as: message, into: &members, depth: 0)
    members["apiVersion"] = .string(envelope.apiVersion)
    members["kind"] = .string(envelope.kind)
    return .object(members)
  }

  /// `runtime.Unknown`.
  private struct Envelope {
    var apiVersion = ""
    var kind = ""
    var raw: ArraySlice<UInt8> = []
    var contentEncoding = ""
    var contentType = ""

    init(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) {
      var reader = WireReader(bytes)
      while let (number, value) = try reader.next() {
        guard case .bytes(let content) = value else { throw Self.unknown(number, "Unknown") }
        switch number {
        case 1: try readType(content)
        case 2: raw = content
        case 3: contentEncoding = try MessageDecoder.text(content)
        case 4: contentType = try MessageDecoder.text(content)
        default: throw Self.unknown(number, "Unknown")
        }
      }
    }

    private mutating func readType(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) {
      var reader = WireReader(bytes)
      while let (number, value) = try reader.next() {
        switch (number, value) {
        case (1, .bytes(let content)): apiVersion = try MessageDecoder.text(content)
        case (2, .bytes(let content)): kind = try MessageDecoder.text(content)
        default: throw Self.unknown(number, "TypeMeta")
        }
      }
    }

    private static func unknown(_ number: Int, _ message: String) -> ProtobufError {
      ProtobufError(.unknownField, "field \(number) of \(message) is not known")
    }
  }
}

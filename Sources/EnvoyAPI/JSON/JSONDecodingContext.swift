import Foundation
import SwiftProtobuf

/// What all decoders of one document share: the place they are at, what they found, how deep they are. It reads what is a message;
/// `JSONFieldDecoder` reads a message's fields.
final class JSONDecodingContext {
  let limits: EnvoyJSON.Limits
  private(set) var path = EnvoyPath()
  private(set) var issues: [EnvoyJSONIssue] = []
  private(set) var hasErrors = false
  private(set) var expandedAnys = 0
  private var anyDepth = 0
  private var messageDepth = 0

  init(limits: EnvoyJSON.Limits) {
    self.limits = limits
  }

  func report(_ kind: EnvoyJSONIssue.Kind, _ message: String) {
    let issue = EnvoyJSONIssue(kind: kind, path: path, message: message)
    hasErrors = hasErrors || issue.isError
    if issues.count < limits.issues { issues.append(issue) }
  }

  func reportMismatch(_ json: EnvoyJSONValue, expected: String) {
    report(.wrongType, "expected \(expected), found \(json.kind)")
  }

  /// Runs `body` one step further down.
  func at<T>(_ step: EnvoyPath.Component, _ body: () -> T) -> T {
    path.components.append(step)
    defer { path.components.removeLast() }
    return body()
  }

  // MARK: - Messages

  /// Reads a message of any type.
  func read<M: Message>(_ json: EnvoyJSONValue, into message: inout M) {
    guard messageDepth < limits.messageDepth else {
      return report(.tooDeep, "more than \(limits.messageDepth) messages lie inside each other")
    }
    messageDepth += 1
    defer { messageDepth -= 1 }
    if let form = JSONWellKnownForm(of: M.self) {
      if let value = readWellKnown(json, as: M.self, form) { message = value }
    } else {
      guard case .object(let members) = json else { return reportMismatch(json, expected: "an object (\(M.protoMessageName))") }
      readFields(members, into: &message)
    }
  }

  private func readFields<M: Message>(_ members: [EnvoyJSONMember], into message: inout M) {
    var decoder = JSONFieldDecoder(context: self, typeName: M.protoMessageName, members: members)
    do {
      try message.decodeMessage(decoder: &decoder)
    } catch {
      report(.wrongType, String(describing: error))
    }
  }

  private func readWellKnown<M: Message>(_ json: EnvoyJSONValue, as type: M.Type, _ form: JSONWellKnownForm) -> M? {
    switch form {
    case .any: return readAny(json) as? M
    case .value: return readValue(json) as? M
    case .object: return readStruct(json) as? M
    case .list: return readList(json) as? M
    case .text(let expected):
      switch json {
      case .array, .object, .null: break
      case .bool, .number, .string:
        // These few types are leaves: SwiftProtobuf's reading of their JSON has none of the traps.
        if let message = try? M(jsonString: json.text()) { return message }
      }
      reportMismatch(json, expected: expected)
      return nil
    }
  }

  // MARK: - Any

  private func readAny(_ json: EnvoyJSONValue) -> Google_Protobuf_Any? {
    guard case .object(let members) = json else {
      reportMismatch(json, expected: "an object with an @type")
      return nil
    }
    if members.isEmpty { return Google_Protobuf_Any() }
    guard case .string(let url)? = json["@type"] else {
      report(.unknownType, "@type is missing: it names the message type, as in type.googleapis.com/PACKAGE.MESSAGE")
      return nil
    }
    guard anyDepth < limits.anyDepth else {
      report(.tooDeep, "more than \(limits.anyDepth) google.protobuf.Any lie inside each other")
      return nil
    }
    guard url.contains("/"), let type = EnvoyTypeRegistry.messageType(forTypeURL: url) else {
      at(.member("@type")) { report(.unknownType, "the message type \(url) is not known") }
      return nil
    }
    expandedAnys += 1
    anyDepth += 1
    defer { anyDepth -= 1 }
    return readContent(members.filter { $0.name != "@type" }, typeURL: url, as: type)
  }

  private func readContent<M: Message>(
    _ members: [EnvoyJSONMember], typeURL: String, as type: M.Type
  ) -> Google_Protobuf_Any? {
    var message = M()
    if JSONWellKnownForm(of: M.self) != nil {
      for member in members where member.name != "value" {
        at(.member(member.name)) {
          report(.unknownField, "beside the @type of a \(M.protoMessageName), only value has a meaning")
        }
      }
      guard let value = members.first(where: { $0.name == "value" })?.value else {
        report(.wrongType, "the value of the \(M.protoMessageName) is missing")
        return nil
      }
      at(.member("value")) { read(value, into: &message) }
    } else {
      read(.object(members), into: &message)
    }
    do {
      return AnyPacking.packed(typeURL: typeURL, value: try AnyPacking.bytes(of: message))
    } catch {
      report(.wrongType, String(describing: error))
      return nil
    }
  }

  // MARK: - Struct

  private func readValue(_ json: EnvoyJSONValue) -> Google_Protobuf_Value? {
    var value = Google_Protobuf_Value()
    switch json {
    case .null: value.nullValue = .nullValue
    case .bool(let bool): value.boolValue = bool
    case .string(let text): value.stringValue = text
    case .number(let digits):
      guard let number = Double(digits), number.isFinite else {
        reportMismatch(json, expected: "a number within the range of a double")
        return nil
      }
      value.numberValue = number
    case .array:
      var list = Google_Protobuf_ListValue()
      read(json, into: &list)
      value.listValue = list
    case .object:
      var object = Google_Protobuf_Struct()
      read(json, into: &object)
      value.structValue = object
    }
    return value
  }

  private func readList(_ json: EnvoyJSONValue) -> Google_Protobuf_ListValue? {
    guard case .array(let elements) = json else {
      reportMismatch(json, expected: "a list")
      return nil
    }
    var list = Google_Protobuf_ListValue()
    for (index, element) in elements.enumerated() {
      var value = Google_Protobuf_Value()
      at(.index(index)) { read(element, into: &value) }
      list.values.append(value)
    }
    return list
  }

  private func readStruct(_ json: EnvoyJSONValue) -> Google_Protobuf_Struct? {
    guard case .object(let members) = json else {
      reportMismatch(json, expected: "an object")
      return nil
    }
    var object = Google_Protobuf_Struct()
    for member in members {
      at(.member(member.name)) {
        if object.fields[member.name] != nil { report(.conflictingFields, "the member is given twice") }
        var value = Google_Protobuf_Value()
        read(member.value, into: &value)
        object.fields[member.name] = value
      }
    }
    return object
  }
}

/// A JSON Patch by RFC 6902: operations that are made one after the other, all or none.
package struct JSONPatch: Hashable, Sendable {
  package enum Operation: Hashable, Sendable {
    case add(JSONPointer, JSONValue)
    case remove(JSONPointer)
    case replace(JSONPointer, JSONValue)
    case move(from: JSONPointer, to: JSONPointer)
    case copy(from: JSONPointer, to: JSONPointer)
    case test(JSONPointer, JSONValue)
  }

  package var operations: [Operation]

  package init(_ operations: [Operation]) { self.operations = operations }

  /// Reads a patch. Members that no operation knows are left alone, as the RFC asks.
  package init(json: JSONValue, limits: PatchLimits = PatchLimits()) throws(PatchError) {
    guard let entries = json.array else { throw PatchError(.malformed, "a JSON patch must be an array of operations") }
    guard entries.count <= limits.operations else {
      throw PatchError(
        .tooLarge,
        "The allowed maximum operations in a JSON patch is \(limits.operations), got \(entries.count)")
    }
    operations = []
    for (index, entry) in entries.enumerated() { operations.append(try Self.operation(entry, index)) }
  }

  private static func operation(_ entry: JSONValue, _ index: Int) throws(PatchError) -> Operation {
    guard let name = entry["op"]?.string else { throw PatchError(.malformed, "operation \(index) has no op") }
    func pointer(_ member: String) throws(PatchError) -> JSONPointer {
      guard let text = entry[member]?.string else {
        throw PatchError(.malformed, "operation \(index) (\(name)) has no \(member)")
      }
      guard let pointer = JSONPointer(text) else {
        throw PatchError(.malformed, "operation \(index) (\(name)): \(member) \(JSONWriter.quoted(text)) is no JSON pointer")
      }
      return pointer
    }
    func value() throws(PatchError) -> JSONValue {
      guard let value = entry["value"] else { throw PatchError(.malformed, "operation \(index) (\(name)) has no value") }
      return value
    }
    switch name {
    case "add": return .add(try pointer("path"), try value())
    case "remove": return .remove(try pointer("path"))
    case "replace": return .replace(try pointer("path"), try value())
    case "move": return .move(from: try pointer("from"), to: try pointer("path"))
    case "copy": return .copy(from: try pointer("from"), to: try pointer("path"))
    case "test": return .test(try pointer("path"), try value())
    default: throw PatchError(.malformed, "operation \(index) has an unknown op \(JSONWriter.quoted(name))")
    }
  }

  /// The value after all operations.
  package func applied(to value: JSONValue, limits: PatchLimits = PatchLimits()) throws(PatchError) -> JSONValue {
    guard operations.count <= limits.operations else { throw PatchError(.tooLarge, "too many operations") }
    var run = JSONPatchRun(value: value, limits: limits)
    for operation in operations { try run.apply(operation) }
    return run.value
  }
}

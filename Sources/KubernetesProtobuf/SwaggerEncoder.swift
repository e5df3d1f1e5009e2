package import KubernetesAPI

/// Writes an OpenAPI 2.0 document in the form in which older clients of Kubernetes read it.
///
/// Source: gnostic's `openapi.v2.Document` and its published field numbers; what it has no field for, as extensions begin with `x-`,
/// goes as YAML, of which JSON is a part.
package enum SwaggerEncoder {
  package static let mediaType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

  /// - Parameter document: An OpenAPI 2.0 document with `info`, `paths` and `definitions`; members that Kubernetes' documents do not
  ///   have are left out.
  package static func encode(_ document: JSONValue) -> [UInt8] {
    var writer = WireWriter()
    writer.text(1, document["swagger"]?.string ?? "2.0")
    var info = WireWriter()
    info.text(1, document["info"]?["title"]?.string ?? "")
    info.text(2, document["info"]?["version"]?.string ?? "")
    writer.message(2, info)
    var paths = WireWriter()
    for (name, item) in members(document["paths"]) { paths.message(2, named(name, pathItem(item))) }
    writer.message(8, paths)
    var definitions = WireWriter()
    for (name, definition) in members(document["definitions"]) { definitions.message(1, named(name, schema(definition))) }
    writer.message(9, definitions)
    return writer.bytes
  }

  // MARK: Paths

  private static let operations = [("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("patch", 8)]

  private static func pathItem(_ value: JSONValue) -> WireWriter {
    var writer = WireWriter()
    for (name, number) in operations {
      if let value = value[name] { writer.message(number, operation(value)) }
    }
    for value in value["parameters"]?.array ?? [] { writer.message(9, parameter(value)) }
    appendExtensions(of: value, 10, to: &writer)
    return writer
  }

  private static func operation(_ value: JSONValue) -> WireWriter {
    var writer = WireWriter()
    for text in texts(value["produces"]) { writer.text(6, text) }
    for text in texts(value["consumes"]) { writer.text(7, text) }
    for value in value["parameters"]?.array ?? [] { writer.message(8, parameter(value)) }
    var responses = WireWriter()
    for (code, value) in members(value["responses"]) {
      var response = WireWriter()
      response.text(1, value["description"]?.string ?? "")
      if let value = value["schema"] { response.message(2, wrapped(1, schema(value))) }
      responses.message(1, named(code, wrapped(1, response)))
    }
    writer.message(9, responses)
    appendExtensions(of: value, 13, to: &writer)
    return writer
  }

  private static func parameter(_ value: JSONValue) -> WireWriter {
    let place = value["in"]?.string ?? ""
    let name = value["name"]?.string ?? ""
    var writer = WireWriter()
    if place == "body" {
      writer.text(2, name)
      writer.text(3, place)
      writer.flag(4, value["required"]?.bool ?? false)
      writer.message(5, schema(value["schema"] ?? [:]))
      return wrapped(1, wrapped(1, writer))
    }
    let isPath = place == "path"
    writer.flag(1, value["required"]?.bool ?? false)
    writer.text(2, place)
    writer.text(4, name)
    writer.text(isPath ? 5 : 6, value["type"]?.string ?? "string")
    if value["uniqueItems"]?.bool == true { writer.flag(isPath ? 19 : 20, true) }
    return wrapped(1, wrapped(2, wrapped(isPath ? 4 : 3, writer)))
  }

  // MARK: Schemas

  private static let wholes = [
    ("maxLength", 11), ("minLength", 12), ("maxItems", 14), ("minItems", 15), ("maxProperties", 17), ("minProperties", 18),
  ]
  private static let flags = [("exclusiveMaximum", 8), ("exclusiveMinimum", 10), ("uniqueItems", 16), ("readOnly", 27)]

  /// Schemas are as deep as JSON is that is read at all, and so is this.
  private static func schema(_ value: JSONValue) -> WireWriter {
    var writer = WireWriter()
    for (name, number) in [("$ref", 1), ("format", 2), ("title", 3), ("description", 4), ("pattern", 13)] {
      if let text = value[name]?.string { writer.text(number, text) }
    }
    if let value = value["default"] { writer.message(5, any(value)) }
    for (name, number) in [("multipleOf", 6), ("maximum", 7), ("minimum", 9)] {
      if let value = value[name]?.number { writer.floating(number, value) }
    }
    for (name, number) in flags where value[name]?.bool == true { writer.flag(number, true) }
    for (name, number) in wholes {
      if let value = value[name]?.integer { writer.whole(number, value) }
    }
    for text in texts(value["required"]) { writer.text(19, text) }
    for value in value["enum"]?.array ?? [] { writer.message(20, any(value)) }
    appendParts(of: value, to: &writer)
    appendExtensions(of: value, 31, to: &writer)
    return writer
  }

  private static func appendParts(of value: JSONValue, to writer: inout WireWriter) {
    switch value["additionalProperties"] {
    case .bool(let isAllowed)?:
      var item = WireWriter()
      item.flag(2, isAllowed)
      writer.message(21, item)
    case let value?: writer.message(21, wrapped(1, schema(value)))
    case nil: break
    }
    if let type = value["type"]?.string {
      var item = WireWriter()
      item.text(1, type)
      writer.message(22, item)
    }
    if let value = value["items"] { writer.message(23, wrapped(1, schema(value))) }
    if let properties = value["properties"] {
      var list = WireWriter()
      for (name, value) in members(properties) { list.message(1, named(name, schema(value))) }
      writer.message(25, list)
    }
  }

  // MARK: Parts

  private static func members(_ value: JSONValue?) -> [(key: String, value: JSONValue)] {
    (value?.object ?? [:]).sorted { JSONWriter.sortsBefore($0.key, $1.key) }
  }

  private static func texts(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.string) ?? [] }

  private static func appendExtensions(of value: JSONValue, _ number: Int, to writer: inout WireWriter) {
    for (name, value) in members(value) where name.hasPrefix("x-") { writer.message(number, named(name, any(value))) }
  }

  private static func any(_ value: JSONValue) -> WireWriter {
    var writer = WireWriter()
    writer.text(2, value.jsonText)
    return writer
  }

  private static func named(_ name: String, _ value: WireWriter) -> WireWriter {
    var writer = WireWriter()
    writer.text(1, name)
    writer.message(2, value)
    return writer
  }

  private static func wrapped(_ number: Int, _ value: WireWriter) -> WireWriter {
    var writer = WireWriter()
    writer.message(number, value)
    return writer
  }
}

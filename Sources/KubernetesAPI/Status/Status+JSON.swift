extension Status {
  /// The object as the API writes it; empty fields are left out.
  package var json: JSONValue {
    var value: JSONValue = [
      "apiVersion": "v1", "kind": "Status", "metadata": [:], "status": isSuccess ? "Success" : "Failure",
    ]
    if !message.isEmpty { value["message"] = .string(message) }
    if !reason.rawValue.isEmpty { value["reason"] = .string(reason.rawValue) }
    value["details"] = details?.json
    if !isSuccess { value["code"] = .integer(Int64(code)) }
    return value
  }

  /// Reads a Status; nil where the value is of another kind. Fields of the wrong type count as absent.
  package init?(json: JSONValue) {
    guard json.kind == "Status" else { return nil }
    isSuccess = json["status"]?.string == "Success"
    message = json["message"]?.string ?? ""
    reason = Reason(rawValue: json["reason"]?.string ?? "")
    details = json["details"].flatMap { $0.object == nil ? nil : Details(json: $0) }
    code = json["code"]?.integer.flatMap { Int(exactly: $0) } ?? (isSuccess ? 200 : 0)
  }
}

extension Status.Details {
  package var json: JSONValue {
    var value: JSONValue = [:]
    for (field, text) in [("name", name), ("group", group), ("kind", kind), ("uid", uid)] where !text.isEmpty {
      value[field] = .string(text)
    }
    if !causes.isEmpty { value["causes"] = .array(causes.map(\.json)) }
    if retryAfterSeconds != 0 { value["retryAfterSeconds"] = .integer(retryAfterSeconds) }
    return value
  }

  package init(json: JSONValue) {
    self.init(
      name: json["name"]?.string ?? "", group: json["group"]?.string ?? "", kind: json["kind"]?.string ?? "",
      uid: json["uid"]?.string ?? "", causes: json["causes"]?.array?.map(Status.Cause.init) ?? [],
      retryAfterSeconds: json["retryAfterSeconds"]?.integer ?? 0)
  }
}

extension Status.Cause {
  package var json: JSONValue {
    var value: JSONValue = [:]
    for (field, text) in [("reason", reason), ("message", message), ("field", field)] where !text.isEmpty {
      value[field] = .string(text)
    }
    return value
  }

  package init(json: JSONValue) {
    self.init(
      reason: json["reason"]?.string ?? "", message: json["message"]?.string ?? "", field: json["field"]?.string ?? "")
  }
}

extension DebugJSON {
  /// A resource as it may be shown: without what Envoy's API does not call sensitive although it may be.
  ///
  /// These are the headers that a proxy sends to an external authorizer beside those of the request: mostly keys.
  var hidingHeadersOfAuthorizers: DebugJSON {
    switch self {
    case .array(let items): return .array(items.map(\.hidingHeadersOfAuthorizers))
    case .object(let members):
      return .object(
        members.reduce(into: [:]) { shown, member in
          let isRequest = member.key == "authorization_request"
          shown[member.key] = isRequest ? member.value.hidingHeaderValues : member.value.hidingHeadersOfAuthorizers
        })
    default: return self
    }
  }

  private var hidingHeaderValues: DebugJSON {
    switch self {
    case .array(let items): return .array(items.map(\.hidingHeaderValues))
    case .object(let members):
      return .object(
        members.reduce(into: [:]) { shown, member in
          let isValue = ["value", "raw_value"].contains(member.key)
          shown[member.key] = isValue ? "<redacted>" : member.value.hidingHeaderValues
        })
    default: return self
    }
  }
}

import HTTPTypes

/// The header fields that a service copies from the request it serves to the calls it makes for it, so that the sidecars'
/// spans join into one trace and routing by header works several hops deep.
enum ForwardedHeaders {
  /// The signed-in user's name: what Bookinfo's routing rules match on.
  static let endUser = HTTPField.Name("end-user")

  /// Trace context in every spelling that Istio documents (its "distributed tracing: overview" page), then what the
  /// application itself passes on.
  private static let propagated: [HTTPField.Name] = [
    "x-request-id",
    "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "b3",
    "traceparent", "tracestate",
    "x-ot-span-context",
    "x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority",
    "x-cloud-trace-context", "grpc-trace-bin",
    "sw8",
    "user-agent", "cookie", "authorization", "jwt",
  ].compactMap(HTTPField.Name.init(_:))

  /// For the product page: what is propagated, and the name of the user who is signed in. An `end-user` header that a client
  /// made up is dropped here: only a session can set it.
  static func fromProductpage(_ incoming: HTTPFields, user: UserName?) -> HTTPFields {
    var outgoing = propagatedFields(of: incoming)
    if let endUser, let user {
      outgoing[endUser] = user.text
    }
    return outgoing
  }

  /// For a service inside the mesh: what is propagated, and `end-user` as its caller sent it.
  static func fromService(_ incoming: HTTPFields) -> HTTPFields {
    var outgoing = propagatedFields(of: incoming)
    if let endUser {
      outgoing[values: endUser] = incoming[values: endUser]
    }
    return outgoing
  }

  private static func propagatedFields(of incoming: HTTPFields) -> HTTPFields {
    var outgoing = HTTPFields()
    for name in propagated where incoming.contains(name) {
      outgoing[values: name] = incoming[values: name]
    }
    return outgoing
  }
}

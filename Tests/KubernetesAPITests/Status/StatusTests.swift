import KubernetesAPI
import Testing

@Suite("Status")
struct StatusTests {
  private static let rules = GroupVersionResource(group: "networking.istio.io", version: "v1", resource: "virtualservices")
  private static let pods = GroupVersionResource(group: "", version: "v1", resource: "pods")

  @Test(
    "Failures are worded as Kubernetes words them",
    arguments: [
      (.notFound(pods, "x"), 404, "NotFound", #"pods "x" not found"#),
      (.notFound(rules, "x"), 404, "NotFound", #"virtualservices.networking.istio.io "x" not found"#),
      (.resourceNotFound(), 404, "NotFound", "the server could not find the requested resource"),
      (.alreadyExists(pods, "x"), 409, "AlreadyExists", #"pods "x" already exists"#),
      (
        .modified(pods, "x"), 409, "Conflict",
        #"Operation cannot be fulfilled on pods "x": the object has been modified; "#
          + "please apply your changes to the latest version and try again"
      ),
      (
        .preconditionFailed(pods, "x", field: "UID", expected: "a", actual: "b"), 409, "Conflict",
        #"Operation cannot be fulfilled on pods "x": Precondition failed: UID in precondition: a, UID in object meta: b"#
      ),
      (.badRequest("no"), 400, "BadRequest", "no"), (.unauthorized(), 401, "Unauthorized", "Unauthorized"),
      (
        .forbidden(
          rules, "", Status.denial(user: "u", verb: "list", resource: rules, namespace: "default")), 403, "Forbidden",
        #"virtualservices.networking.istio.io is forbidden: User "u" cannot list resource "virtualservices" in API group "#
          + #""networking.istio.io" in the namespace "default""#
      ),
      (
        .forbidden(pods, "x", Status.denial(user: "u", verb: "get", resource: pods, subresource: "status")), 403, "Forbidden",
        #"pods "x" is forbidden: User "u" cannot get resource "pods/status" in API group "" at the cluster scope"#
      ),
      (.forbidden(nil, "", #"User "u" cannot get path "/x""#), 403, "Forbidden", #"forbidden: User "u" cannot get path "/x""#),
      (
        .methodNotAllowed(pods, action: "patch"), 405, "MethodNotAllowed",
        #"patch is not supported on resources of kind "pods""#
      ),
      (.tooOldResourceVersion(1, oldest: 9), 410, "Expired", "too old resource version: 1 (9)"),
      (.tooLargeResourceVersion(9, current: 1), 504, "Timeout", "Timeout: Too large resource version: 9, current: 1"),
      (.gone("moved"), 410, "Gone", "moved"),
      (.requestEntityTooLarge("limit is 3"), 413, "RequestEntityTooLarge", "Request entity too large: limit is 3"),
      (.tooManyRequests(), 429, "TooManyRequests", "Too many requests, please try again later."),
      (.timeout("slow"), 504, "Timeout", "Timeout: slow"),
      (
        .serverTimeout(pods, operation: "list"), 500, "ServerTimeout",
        "The list operation against pods could not be completed at this time, please try again."
      ),
      (.internalError("oh"), 500, "InternalError", "Internal error occurred: oh"),
      (.serviceUnavailable("later"), 503, "ServiceUnavailable", "later"),
      (
        .unsupportedMediaType(accepted: ["a", "b"]), 415, "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: a, b"
      ),
      (.notAcceptable(served: ["a"]), 406, "NotAcceptable", "only the following media types are accepted: a"),
    ] as [(Status, Int, String, String)])
  func words(status: Status, code: Int, reason: String, message: String) {
    #expect(status.code == code)
    #expect(status.reason.rawValue == reason)
    #expect(status.message == message)
    #expect(Status(json: status.json) == status)
  }

  @Test("An invalid object names its fields, each as a cause")
  func invalid() throws {
    let kind = GroupVersionKind(group: "networking.istio.io", version: "v1", kind: "VirtualService")
    let path = FieldPath("spec", "http").index(0)
    let one = Status.invalid(kind, "x", [.required(path.field("route"), "say where to")])
    #expect(
      one.message == #"VirtualService.networking.istio.io "x" is invalid: spec.http[0].route: Required value: say where to"#)
    #expect(
      one.json == [
        "apiVersion": "v1", "kind": "Status", "metadata": [:], "status": "Failure", "reason": "Invalid", "code": 422,
        "message": .string(one.message),
        "details": [
          "name": "x", "group": "networking.istio.io", "kind": "VirtualService",
          "causes": [
            ["reason": "FieldValueRequired", "message": "Required value: say where to", "field": "spec.http[0].route"]
          ],
        ],
      ])
    let two = Status.invalid(kind, "x", [.invalid(path, 1, "no"), .invalid(path, 1, "no"), .duplicate(.root, "a")])
    #expect(two.message.hasSuffix(#"is invalid: [spec.http[0]: Invalid value: 1: no, <nil>: Duplicate value: "a"]"#))
    #expect(two.details?.causes.count == 3)
  }

  @Test("Field errors")
  func fields() {
    let path = FieldPath("a")
    #expect(
      FieldError.notSupported(path, "x", supported: ["y", "z"]).description
        == #"a: Unsupported value: "x": supported values: "y", "z""#)
    #expect(FieldError.tooLong(path, atMost: 3).description == "a: Too long: may not be more than 3 bytes")
    #expect(FieldError.tooMany(path, count: 5, atMost: 3).description == "a: Too many: 5: must have at most 3 items")
    #expect(FieldError.forbidden(path, "no").description == "a: Forbidden: no")
    let long = FieldError.invalid(path, .string(String(repeating: "x", count: 5_000)), "too long")
    #expect(long.description.utf8.count < 2_000)
  }

  @Test("A success has no code, and other kinds are no Status")
  func success() {
    let status = Status.success(details: Status.Details(name: "x", kind: "pods", uid: "u"))
    #expect(
      status.json == [
        "apiVersion": "v1", "kind": "Status", "metadata": [:], "status": "Success",
        "details": ["name": "x", "kind": "pods", "uid": "u"],
      ])
    #expect(Status(json: status.json) == status)
    #expect(Status(json: ["kind": "Pod"]) == nil)
    #expect(Status(json: ["kind": "Status", "status": 3, "code": "x", "details": 1])?.code == 0)
    #expect(Status.tooManyRequests(retryAfterSeconds: 7).retryAfterSeconds == 7)
    #expect(Status.badRequest("x").retryAfterSeconds == nil)
  }
}

import KubernetesAPI
import MeshTestSupport

/// Makes requests: good ones that were changed in one place or another, or in many.
struct RequestMutator {
  var values: ValueMutator
  private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
  private static let oddMethods = ["HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "PURGE", "MKCALENDAR"]
  private static let bodyTypes = [
    "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/json-patch+json",
    "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml", "text/plain",
    "application/cbor", "application/json; charset=utf-8", "application/json;;;", ";", "*/*", "multipart/form-data; boundary=x",
  ]

  init(seed: UInt64) { values = ValueMutator(seed: seed, values: FuzzSeed.all.map(\.object)) }

  var random: SeededGenerator {
    get { values.random }
    set { values.random = newValue }
  }

  mutating func request() -> FuzzRequest {
    switch Int.random(in: 0..<100, using: &values.random) {
    case 0..<26: return create()
    case 26..<36: return update()
    case 36..<58: return patch()
    case 58..<66: return deletion()
    case 66..<84: return read()
    case 84..<92: return information()
    default: return anything()
    }
  }

  // MARK: Kinds of requests

  private mutating func create() -> FuzzRequest {
    let seed = random.pick(FuzzSeed.all)
    var request = FuzzRequest(method: "POST", target: seed.collection)
    var object = seed.object
    if random.chance(40) {
      object.metadata.name = nil
      object.metadata.generateName = "f-"
    } else if random.chance(50) {
      object.metadata.name = random.pick(["x", "a", "b", "web", "shop", "things.fuzz.test"])
    }
    // Some stay as they are, so that there is something for others to meet.
    if random.chance(80) { object = values.mutated(object) }
    fill(&request, object, type: nil)
    return finished(request, seed)
  }

  private mutating func update() -> FuzzRequest {
    let seed = random.pick(FuzzSeed.all)
    var request = FuzzRequest(
      method: "PUT", target: seed.path + random.pick(["", "", "", "/status", "/finalize", "/scale", "/token"]))
    fill(&request, values.mutated(seed.object), type: nil)
    return finished(request, seed)
  }

  private mutating func patch() -> FuzzRequest {
    let seed = random.pick(FuzzSeed.all)
    var request = FuzzRequest(method: "PATCH", target: seed.path + random.pick(["", "", "", "/status"]))
    switch Int.random(in: 0..<4, using: &values.random) {
    case 0: fill(&request, jsonPatch(seed), type: "application/json-patch+json")
    case 1: fill(&request, values.mutated(seed.object), type: "application/merge-patch+json")
    case 2: fill(&request, values.mutated(seed.object), type: "application/strategic-merge-patch+json")
    default:
      var object = seed.object
      if random.chance(20) { object.metadata.json["managedFields"] = values.mutated(Self.managedFields) }
      fill(&request, values.mutated(object), type: "application/apply-patch+yaml")
      request.target += "?fieldManager=\(random.pick(["a", "b", "%00", ""]))&force=\(random.pick(["true", "false", "x"]))"
    }
    return finished(request, seed)
  }

  private static let managedFields: JSONValue = [
    [
      "manager": "a", "operation": "Apply", "apiVersion": "v1", "time": "2025-01-01T00:00:00Z", "fieldsType": "FieldsV1",
      "fieldsV1": ["f:metadata": ["f:labels": [".": [:], "f:app": [:]]], "k:{\"name\":\"a\"}": [:], "v:1": [:], "i:0": [:]],
    ]
  ]

  private mutating func deletion() -> FuzzRequest {
    let seed = random.pick(FuzzSeed.all)
    var request = FuzzRequest(method: "DELETE", target: random.chance(80) ? seed.path : seed.collection)
    if random.chance(60) {
      let options: JSONValue = [
        "kind": "DeleteOptions", "apiVersion": "v1",
        "propagationPolicy": .string(random.pick(["Foreground", "Background", "Orphan"])),
        "gracePeriodSeconds": 0, "preconditions": ["uid": "x", "resourceVersion": "1"], "dryRun": ["All"],
      ]
      fill(&request, values.mutated(options), type: nil)
    }
    return finished(request, seed)
  }

  private mutating func read() -> FuzzRequest {
    let seed = random.pick(FuzzSeed.all)
    return finished(FuzzRequest(method: "GET", target: random.chance(60) ? seed.collection : seed.path), seed)
  }

  private mutating func information() -> FuzzRequest {
    let path = random.pick([
      "/", "/api", "/apis", "/api/v1", "/apis/networking.istio.io", "/apis/networking.istio.io/v1", "/openapi/v2", "/openapi/v3",
      "/openapi/v3/apis/networking.istio.io/v1", "/version", "/livez", "/readyz", "/healthz", "/openid/v1/jwks", "/metrics",
      "/.well-known/openid-configuration", "/api/v1/watch/pods", "/debug/pprof/", "/logs", "/api/v1/namespaces/shop",
    ])
    var request = FuzzRequest(method: "GET", target: random.chance(70) ? path : mangled(path))
    request.headers.append(("Accept", accept()))
    return request
  }

  private mutating func anything() -> FuzzRequest {
    let seed = random.pick(FuzzSeed.all)
    var request = FuzzRequest(
      method: random.chance(60) ? random.pick(Self.methods) : random.pick(Self.oddMethods), target: mangled(seed.path))
    fill(&request, values.mutated(seed.object), type: random.pick(Self.bodyTypes))
    return finished(request, seed)
  }

  // MARK: Parts

  private mutating func finished(_ request: FuzzRequest, _ seed: FuzzSeed) -> FuzzRequest {
    var request = request
    if random.chance(10) { request.target = mangled(request.target) }
    if random.chance(35) { request.target += (request.target.contains("?") ? "&" : "?") + query() }
    if random.chance(4) { request.method = random.pick(Self.methods + Self.oddMethods) }
    if random.chance(25) { request.headers.append(("Accept", accept())) }
    if random.chance(4) { request.headers.append(impersonation()) }
    if random.chance(5) { request.headers += oddHeaders() }
    if random.chance(5) { request.isChunked = true }
    // Webhooks that were changed could call anybody.
    if seed.plural.hasSuffix("webhookconfigurations"), !request.target.contains("dryRun=All") {
      request.target += (request.target.contains("?") ? "&" : "?") + "dryRun=All"
    }
    return request
  }

  private mutating func fill(_ request: inout FuzzRequest, _ value: JSONValue, type: String?) {
    var bodies = BodyMutator(random: random)
    var body = bodies.body(value, type: type)
    if random.chance(5) { body.type = random.pick(Self.bodyTypes) }
    random = bodies.random
    request.body = body.bytes
    if !random.chance(3) { request.headers.append(("Content-Type", body.type)) }
  }

  private mutating func jsonPatch(_ seed: FuzzSeed) -> JSONValue {
    let paths = [
      "/metadata/labels/app", "/metadata/labels", "/metadata", "/spec", "", "/", "/spec/a~1b/~0", "/metadata/finalizers/-",
      "/spec/ports/0", "/spec/ports/-", "/spec/ports/99999999999999999999", "/metadata/name", "/metadata/uid", "/kind", "/status",
      "/metadata/ownerReferences", "/metadata/managedFields/0", "/data/a", "a", "/~", "/metadata/resourceVersion", "/spec/01",
    ]
    var steps: [JSONValue] = []
    let isBomb = random.chance(5)
    for _ in 0..<(isBomb ? 40 : Int.random(in: 1...4, using: &values.random)) {
      var step: JSONValue = [
        "op": .string(isBomb ? "copy" : random.pick(["add", "remove", "replace", "move", "copy", "test", "x"])),
        "path": .string(isBomb ? "/metadata/annotations/a\(steps.count)" : random.pick(paths)),
        "from": .string(isBomb ? "/metadata" : random.pick(paths)),
      ]
      if random.chance(80) { step["value"] = values.scalar() }
      steps.append(step)
    }
    return random.chance(90) ? .array(steps) : values.mutated(.array(steps))
  }

  private mutating func query() -> String {
    let name = random.pick([
      "limit", "continue", "resourceVersion", "resourceVersionMatch", "labelSelector", "fieldSelector", "fieldManager", "dryRun",
      "timeoutSeconds", "watch", "allowWatchBookmarks", "sendInitialEvents", "fieldValidation", "force", "pretty",
      "includeObject",
      "propagationPolicy", "gracePeriodSeconds", "orphanDependents", "x", "",
    ])
    let value = random.pick([
      "", "1", "0", "-1", "true", "false", "All", "Strict", "Warn", "Exact", "NotOlderThan", "99999999999999999999",
      "9223372036854775807",
      "a=b", "a%3Db%2Cc%21%3Dd", "a+in+%28b%2Cc%29", "a+notin+%28", "%21a", "metadata.name%3Dx", "metadata.name%21%3Dx",
      "spec.x%3Dy",
      "eyJydiI6MSwic3RhcnQiOiIifQ", "eyJydiI6OTk5OTk5OTksInN0YXJ0IjoiLi4vLi4ifQ", "%00", "%zz", "%", "%ff%fe", "é", "a%2Fb",
      "%2E%2E%2F",
      String(repeating: "a", count: 5000), String(repeating: "a%3Db%2C", count: 400), "Foreground", "Table", "Object", "None",
    ])
    let first = "\(name)=\(value)"
    return random.chance(25) ? first + "&" + query() : first
  }

  private mutating func accept() -> String {
    random.pick([
      "application/json", "*/*", "application/yaml", "application/vnd.kubernetes.protobuf", "text/html", "",
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "application/json;as=Table;v=v1beta1;g=meta.k8s.io",
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
      "application/json;as=Table;v=v9;g=meta.k8s.io", "application/json;as=Nothing", "application/json;q=0",
      "application/json;q=x",
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", ",,,;;;===", "application/json;as=",
      "application/com.github.proto-openapi.spec.v2@v1.0+protobuf", String(repeating: "a/b,", count: 2000),
    ])
  }

  private mutating func impersonation() -> (name: String, value: String) {
    random.pick([
      ("Impersonate-User", "somebody"), ("Impersonate-User", ""), ("Impersonate-Group", "system:masters"),
      ("Impersonate-Uid", "1"),
      ("Impersonate-Extra-a", "b"), ("Impersonate-User", "system:serviceaccount:shop:x"),
      ("Impersonate-User", "system:serviceaccount:"),
    ])
  }

  private mutating func oddHeaders() -> [(name: String, value: String)] {
    switch Int.random(in: 0..<8, using: &values.random) {
    case 0: [("Expect", "100-continue")]
    case 1: (0..<200).map { ("X-\($0)", "v") }
    case 2: [("X-Long", String(repeating: "v", count: 20_000))]
    case 3:
      [
        (
          "Authorization",
          random.pick(["Basic YTpi", "Bearer", "Bearer x", "Bearer " + String(repeating: "x", count: 9000), "Digest"])
        )
      ]
    case 4: [("User-Agent", random.pick(["", "é/1", "kubectl/v1.32", String(repeating: "u", count: 500), "a\tb"]))]
    case 5: [("Upgrade", "h2c"), ("Connection", "Upgrade, HTTP2-Settings"), ("HTTP2-Settings", "AAMAAABk")]
    case 6: [("Upgrade", "websocket"), ("Connection", "Upgrade")]
    default:
      [("Content-Encoding", "gzip"), ("Accept-Encoding", "gzip"), ("X-Forwarded-For", "1.2.3.4"), ("X-Remote-User", "admin")]
    }
  }

  private mutating func mangled(_ path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let index = Int.random(in: 0..<parts.count, using: &values.random)
    switch Int.random(in: 0..<12, using: &values.random) {
    case 0: parts.insert("..", at: index)
    case 1: parts.insert(".", at: index)
    case 2: parts.insert("", at: index)
    case 3: parts[index] = parts[index].utf8.map { "%" + String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
    case 4:
      parts[index] += random.pick(["%00", "%2F", "%2f..%2f", "%", "%zz", "%ff", "%C0%AF", "%E2%80%AE", "é", ";a=b", "%20", "+"])
    case 5: parts.remove(at: index)
    case 6: parts[index] = String(repeating: "a", count: random.pick([64, 254, 5000]))
    case 7: parts[index] = random.pick(["v9", "v1beta9", "V1", "watch", "proxy", "namespaces", "status", "*", "-", "default"])
    case 8: parts += random.pick([["status"], ["a", "b", "c"], ["exec"], ["log"], ["eviction"], ["scale"], [""]])
    case 9: parts[index] = parts[index].uppercased()
    case 10: return "http://other.test" + path
    default: parts.swapAt(index, parts.count - 1)
    }
    let target = parts.joined(separator: "/")
    return target.isEmpty ? "/" : target
  }
}

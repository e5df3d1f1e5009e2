import KubernetesAPI
import NIOSSL

/// Reads everything that a server keeps, and writes each object back without writing it: what is stored has to be what may be stored.
struct StoredObjectCheck {
  let port: Int
  let tls: NIOSSLContext

  /// - Returns: How many objects there are, and those that the server would not take again, with what it says.
  func run() async throws -> (count: Int, refused: [String]) {
    let connection = try await RawConnection(port: port, tls: tls)
    defer { connection.close() }
    var (count, refused): (Int, [String]) = (0, [])
    for collection in try await collections(connection) {
      let list = try await get(collection, connection)
      let (kind, version) = (list.kind?.dropLast("List".count).description ?? "", list.apiVersion)
      for var object in list["items"]?.array ?? [] {
        object.kind = kind
        object.apiVersion = version
        count += 1
        let path = Self.path(of: object, in: collection) + "?dryRun=All&fieldManager=check"
        var request = FuzzRequest(method: "PUT", target: path, headers: [("Content-Type", "application/json")])
        request.body = JSONWriter.bytes(object)
        try await connection.send(request.bytes)
        let answer = try await connection.answer(to: "PUT", within: .seconds(30))
        if answer.code != 200 { refused.append("\(path): \(answer.text)\n\(object.jsonText.prefix(3000))") }
      }
    }
    return (count, refused)
  }

  /// The lists of all kinds, each in one version.
  private func collections(_ connection: RawConnection) async throws -> [String] {
    var paths = ["/api/v1"]
    for group in try await get("/apis", connection)["groups"]?.array ?? [] {
      if let version = group["preferredVersion"]?["groupVersion"]?.string { paths.append("/apis/\(version)") }
    }
    var collections: [String] = []
    for path in paths {
      for resource in try await get(path, connection)["resources"]?.array ?? [] {
        guard let name = resource["name"]?.string, resource["verbs"]?.array?.contains("list") == true else { continue }
        collections.append("\(path)/\(name)")
      }
    }
    return collections
  }

  private func get(_ path: String, _ connection: RawConnection) async throws -> JSONValue {
    try await connection.send(FuzzRequest(method: "GET", target: path).bytes)
    let answer = try await connection.answer(to: "GET", within: .seconds(30))
    guard answer.code == 200, let json = answer.json else { throw FuzzWorker.Finding(description: "\(path): \(answer.text)") }
    return json
  }

  private static func path(of object: JSONValue, in collection: String) -> String {
    let name = (object.metadata.name ?? "").utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        String(UnicodeScalar(byte))
      default: "%" + String(UInt16(byte) + 256, radix: 16).suffix(2)
      }
    }.joined()
    guard let namespace = object.metadata.namespace else { return "\(collection)/\(name)" }
    var parts = collection.split(separator: "/").map(String.init)
    parts.insert(contentsOf: ["namespaces", namespace], at: parts.count - 1)
    return "/" + parts.joined(separator: "/") + "/" + name
  }
}

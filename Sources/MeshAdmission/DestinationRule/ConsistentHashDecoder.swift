import MeshAPI

/// Reads `consistentHash`.
enum ConsistentHashDecoder {
  /// Envoy's largest Maglev table, which must be below the prime 5,000,011.
  private static let maximumTable = 5_000_010
  /// Envoy's largest ring.
  private static let maximumRing = 8 << 20

  static func decode(_ fields: FieldReader) -> ConsistentHash? {
    let header = fields.string("httpHeaderName")
    let cookie = fields.object("httpCookie") { self.cookie($0) }
    let sourceIP = fields.bool("useSourceIp") ?? false
    let parameter = fields.string("httpQueryParameterName")
    let algorithm = self.algorithm(fields)
    if let header, let problem = HeaderRules.name(header) {
      fields.report(problem.severity, problem.code, "httpHeaderName", problem.message)
    }
    let given = ["httpHeaderName", "httpCookie", "useSourceIp", "httpQueryParameterName"].filter { fields.has($0) }
    for name in given.dropFirst() {
      fields.report(.error, .conflict, name, "\(name) and \(given[0]) exclude each other")
    }
    guard !given.isEmpty else {
      fields.report(
        .error, .required, nil, "a hash key is missing",
        suggestion: "give one of httpHeaderName, httpCookie, useSourceIp, httpQueryParameterName")
      return nil
    }
    if let header { return ConsistentHash(key: .header(header), algorithm: algorithm) }
    if let cookie { return ConsistentHash(key: .cookie(cookie), algorithm: algorithm) }
    if let parameter { return ConsistentHash(key: .queryParameter(parameter), algorithm: algorithm) }
    if sourceIP { return ConsistentHash(key: .sourceIP, algorithm: algorithm) }
    if given == ["useSourceIp"], case .bool? = fields.entry("useSourceIp")?.value.content {
      fields.report(.error, .invalidValue, "useSourceIp", "useSourceIp: false leaves no hash key", suggestion: "write true")
    }
    return nil
  }

  private static func algorithm(_ fields: FieldReader) -> ConsistentHash.Algorithm {
    let ring = fields.object("ringHash") { ring in
      Optional.some(ring.integer("minimumRingSize", in: 0...maximumRing))
    }
    let table = fields.object("maglev") { maglev in Optional.some(tableSize(maglev)) }
    let older = fields.integer("minimumRingSize", in: 0...maximumRing)
    if fields.deprecated("minimumRingSize", suggestion: "write ringHash: {minimumRingSize: ...}") {
      for name in ["ringHash", "maglev"] where fields.has(name) {
        fields.report(.error, .conflict, name, "\(name) and minimumRingSize exclude each other")
      }
    }
    if fields.has("ringHash"), fields.has("maglev") {
      fields.report(.error, .conflict, "maglev", "maglev and ringHash exclude each other")
    }
    if let table { return .maglev(tableSize: table) }
    if let ring { return .ringHash(minimumRingSize: ring == 0 ? nil : ring) }
    // Istio's default where nothing is said of rings.
    return .ringHash(minimumRingSize: older.flatMap { $0 == 0 ? nil : $0 } ?? 1024)
  }

  private static func tableSize(_ fields: FieldReader) -> Int? {
    guard let size = fields.integer("tableSize", in: 0...maximumTable), size != 0 else { return nil }
    if !isPrime(size) {
      fields.report(
        .error, .invalidValue, "tableSize", "\(size) is not a prime number",
        suggestion: nextPrime(after: size).map { "write \($0)" })
    }
    return size
  }

  private static func isPrime(_ number: Int) -> Bool {
    guard number > 1 else { return false }
    var divisor = 2
    while divisor * divisor <= number {
      if number % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }

  private static func nextPrime(after number: Int) -> Int? {
    (number...maximumTable).first(where: isPrime)
  }

  private static func cookie(_ fields: FieldReader) -> ConsistentHash.Cookie? {
    let name = fields.requiredString("name")
    let path = fields.string("path")
    let ttl = fields.duration("ttl", allowZero: true)
    let attributes = fields.objects("attributes") { attribute -> ConsistentHash.Cookie.Attribute? in
      let name = attribute.requiredString("name")
      let value = attribute.string("value", allowEmpty: true)
      return name.map { ConsistentHash.Cookie.Attribute(name: $0, value: value) }
    }
    return name.map { ConsistentHash.Cookie(name: $0, path: path, ttl: ttl, attributes: attributes) }
  }
}

import MeshAPI

/// Where proxies write their access logs.
enum AccessLogFileRule {
  /// The path; nil where it is absent. A proxy that cannot open the file takes no listener, so what no proxy could open is refused.
  static func read(_ name: String, _ fields: FieldReader) -> String? {
    guard let path = fields.string(name) else { return nil }
    let isPlain = path.utf8.count <= 4096 && path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    if !path.isEmpty, !path.hasPrefix("/") || path.hasSuffix("/") || !isPlain {
      fields.report(
        .error, .invalidValue, name, "the access log is the path of a file on the proxies' machines, from the root on",
        suggestion: "write /dev/stdout, or leave it empty for no log")
    }
    return path
  }
}

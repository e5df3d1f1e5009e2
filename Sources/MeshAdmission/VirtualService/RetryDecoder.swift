import MeshAPI

/// Reads `retries` (and a mesh's default retry policy).
enum RetryDecoder {
  /// The conditions that Envoy knows, of HTTP and of gRPC.
  static let conditions: Set<String> = [
    "5xx", "gateway-error", "reset", "reset-before-request", "connect-failure", "envoy-ratelimited", "retriable-4xx",
    "refused-stream", "retriable-status-codes", "retriable-headers", "http3-post-connect-failure",
    "cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable",
  ]

  static func decode(_ fields: FieldReader) -> HTTPRetry {
    var retry = HTTPRetry()
    retry.attempts = fields.integer("attempts", in: 0...Int(Int32.max))
    retry.perTryTimeout = fields.duration("perTryTimeout", allowZero: true)
    retry.retryOn = fields.string("retryOn")
    retry.retryRemoteLocalities = fields.bool("retryRemoteLocalities")
    retry.retryIgnorePreviousHosts = fields.bool("retryIgnorePreviousHosts")
    retry.backoff = fields.duration("backoff")
    if let retryOn = retry.retryOn { checkConditions(retryOn, in: fields) }
    // Attempts that were refused are not 0: one mistake, one message.
    let isRefused = fields.has("attempts") && retry.attempts == nil
    if !isRefused && retry.attempts ?? 0 == 0 {
      for name in ["perTryTimeout", "retryOn", "retryRemoteLocalities"] where fields.has(name) {
        fields.report(
          .error, .conflict, name, "\(name) has no effect while attempts is 0", suggestion: "set attempts, or remove \(name)")
      }
    }
    return retry
  }

  private static func checkConditions(_ text: String, in fields: FieldReader) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.trimmingPrefix { $0 == " " }
      if conditions.contains(String(word)) { continue }
      if let code = Int(word), (100...599).contains(code), word.utf8.count == 3 { continue }
      let suggestion = NameSuggestion.nearest(to: String(word), among: conditions.sorted()).map { "did you mean \($0)?" }
      fields.report(
        .error, .invalidValue, "retryOn", "\"\(word)\" is neither a retry condition nor a status code", suggestion: suggestion)
    }
  }
}

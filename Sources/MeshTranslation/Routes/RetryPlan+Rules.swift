import MeshAPI

extension RetryPlan {
  /// What a route gets when neither its rule nor the mesh says anything (Istio's default).
  ///
  /// - Parameter isHashed: requests are bound to endpoints by a hash; then a retry stays with its endpoint.
  static func standard(isHashed: Bool) -> RetryPlan {
    var plan = RetryPlan(
      attempts: 2, conditions: "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes")
    plan.hostSelectionAttempts = 5
    plan.avoidsTriedHosts = !isHashed
    return plan
  }

  /// What a proxy does for the workload beside it: only what can not have reached it is tried again.
  static var inbound: RetryPlan { RetryPlan(attempts: 2, conditions: "reset-before-request") }

  /// The default with what the rule sets; nil when the rule switches retries off.
  init?(_ rule: HTTPRetry?, isHashed: Bool) {
    self = .standard(isHashed: isHashed)
    guard let rule else { return }
    // A policy without a number of attempts asks for none.
    guard let attempts = rule.attempts, attempts > 0 else { return nil }
    self.attempts = attempts
    if let conditions = rule.retryOn, !conditions.isEmpty { setConditions(conditions) }
    perTryTimeout = rule.perTryTimeout
    if let ignores = rule.retryIgnorePreviousHosts { avoidsTriedHosts = ignores }
    triesOtherLocalities = rule.retryRemoteLocalities ?? false
    backoff = rule.backoff
  }

  /// Numbers are status codes; they need the condition `retriable-status-codes`, which is added where it is missing.
  private mutating func setConditions(_ text: String) {
    var names: [String] = []
    for part in text.split(separator: ",") {
      guard let word = part.split(separator: " ").first.map(String.init) else { continue }
      if let code = Int(word), (100...599).contains(code) {
        statusCodes.append(code)
      } else {
        names.append(word)
      }
    }
    if !statusCodes.isEmpty, !names.contains("retriable-status-codes") { names.append("retriable-status-codes") }
    conditions = names.joined(separator: ",")
  }
}

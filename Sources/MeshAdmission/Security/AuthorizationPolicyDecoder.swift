import MeshAPI

/// Reads an AuthorizationPolicy's `spec`.
enum AuthorizationPolicyDecoder {
  /// Istio's bound for rules, and for the sources of one rule.
  static let maximumRules = 512

  static func decode(_ spec: FieldReader) -> AuthorizationPolicy {
    PolicyTargets.refuse(in: spec)
    let selector = SelectorRules.policySelector(from: spec)
    let action = spec.choice("action", AuthorizationPolicy.Action.allCases) ?? .allow
    let provider = spec.object("provider") { $0.requiredString("name") }
    let rules = spec.objects("rules") { AuthorizationRuleDecoder(action: action).decode($0) }
    checkProvider(action, in: spec)
    checkRules(rules.count, action, in: spec)
    return AuthorizationPolicy(selector: selector, action: action, provider: provider, rules: rules)
  }

  private static func checkProvider(_ action: AuthorizationPolicy.Action, in spec: FieldReader) {
    if action == .custom, !spec.has("provider") {
      spec.missing("provider", suggestion: "name an extension provider of the mesh config")
    } else if action != .custom, spec.has("provider") {
      spec.report(
        .error, .conflict, "provider", "a provider goes with the action CUSTOM alone, not with \(action.rawValue)",
        suggestion: "write action: CUSTOM, or remove provider")
    }
  }

  /// A policy without rules never matches. For ALLOW that is a well-known way to allow nothing.
  private static func checkRules(_ count: Int, _ action: AuthorizationPolicy.Action, in spec: FieldReader) {
    spec.checkSize(of: "rules", atMost: maximumRules, "rules")
    guard count == 0, spec.items("rules")?.isEmpty ?? !spec.has("rules") else { return }
    let everything = "write rules: [{}] for every request"
    switch action {
    case .allow:
      spec.report(
        .note, .suspicious, "rules", "no rules: the policy allows nothing, so every request to its workloads is refused",
        suggestion: everything + " to be allowed")
    case .deny, .custom:
      spec.report(
        .error, .required, "rules", "without rules a policy with the action \(action.rawValue) never does anything",
        suggestion: everything)
    case .audit:
      spec.report(
        .warning, .suspicious, "rules", "without rules a policy with the action AUDIT never does anything",
        suggestion: everything)
    }
  }
}

/// The annotation with which a policy is tried out.
enum DryRunAnnotation {
  static let name = "istio.io/dry-run"

  /// Whether the policy is only tried out; reports what is wrong with the annotation.
  static func read(_ root: FieldReader, action: AuthorizationPolicy.Action) -> Bool {
    let annotations = root.entries.first { $0.key == "metadata" }?.value["annotations"]
    guard let entry = annotations?.entries?.first(where: { $0.key == name }), let text = entry.value.string else { return false }
    func warn(_ message: String, suggestion: String? = nil) {
      let path = root.path.field("metadata").field("annotations").key(name).text
      root.report.add(
        .warning, .suspicious, path: path, line: Int(entry.value.line), column: Int(entry.value.column), message: message,
        suggestion: suggestion)
    }
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": break
    case "0", "f", "F", "false", "FALSE", "False": return false
    default:
      warn("\"\(text)\" is neither true nor false; the policy is in force", suggestion: "write \"true\" or \"false\"")
      return false
    }
    switch action {
    case .allow, .deny: return true
    case .custom:
      warn("a CUSTOM policy in a dry run asks nobody, and nothing is counted either", suggestion: "remove the annotation to ask")
      return true
    case .audit:
      warn("an AUDIT policy refuses nothing, so there is nothing to try out; this one is in force")
      return false
    }
  }
}

/// Other ways than labels to say what a policy is for.
enum PolicyTargets {
  static func refuse(in spec: FieldReader) {
    PolicyTargetDecoder.outline(in: spec)
    for name in ["targetRef", "targetRefs"] {
      spec.refuse([name], "\(name): not supported before the mesh has Gateway API objects", suggestion: "write a selector")
    }
  }
}

import KubernetesAPI
import Logging
import ObjectStore

/// Shows writes to the webhooks that want to see them: to mutating ones in turn before an object is checked, to validating ones
/// all at once after that.
struct WebhookAdmission: ObjectMutator, ObjectRule {
  let book: @Sendable () async throws(StoreError) -> WebhookBook
  let caller: any WebhookAsking
  let storage: ObjectStorage
  /// Objects of namespaces that are not there are refused before anybody else sees them.
  let namespaces: NamespaceRule
  let logger: Logger

  /// How many validating webhooks are asked at once.
  private static let most = 16

  func mutate(_ object: inout JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let hooks = try await interested(change, .mutating)
    guard !hooks.isEmpty else { return }
    try await namespaces.check(object, change, warnings: &warnings)
    var shown: JSONValue? = object
    try await mutate(&shown, hooks, change, warnings: &warnings)
    if let shown { object = shown }
  }

  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    try await validate(object, change, warnings: &warnings)
  }

  func checkDeletion(_ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    var nothing: JSONValue?
    try await mutate(&nothing, try await interested(change, .mutating), change, warnings: &warnings)
    try await validate(nil, change, warnings: &warnings)
  }

  // MARK: Whom to ask

  /// A webhook that wants to see a write, and the version in which it does.
  private struct Interested: Sendable {
    var webhook: Webhook
    var version: String
  }

  private func interested(
    _ change: ObjectChange, _ role: Webhook.Role
  ) async throws(Status) -> [Interested] {
    let subject = WebhookSubject(change.request, operation: change.admissionOperation)
    guard !subject.isExempt else { return [] }
    let book: WebhookBook
    do throws(StoreError) {
      book = try await self.book()
    } catch {
      throw ResourceService.status(of: error, change.request)
    }
    return book.webhooks(role).compactMap { webhook in
      webhook.version(for: subject).map { Interested(webhook: webhook, version: $0) }
    }
  }

  /// The labels that selectors of namespaces see; nil where there is no namespace.
  private func namespaceLabels(_ object: JSONValue?, _ change: ObjectChange) async throws(Status) -> [String: String]? {
    if change.isAboutNamespace { return (object ?? change.old)?.metadata.labels }
    guard change.request.definition.isNamespaced, let name = change.request.namespace else { return nil }
    do throws(StoreError) {
      let found = try await storage.object(at: KeyLayout.key(NamespaceRule.resource, namespace: nil, name: name))
      return try found?.value(apiVersion: "v1").metadata.labels ?? [:]
    } catch {
      throw ResourceService.status(of: error, change.request)
    }
  }

  // MARK: Mutating

  private func mutate(
    _ object: inout JSONValue?, _ hooks: [Interested], _ change: ObjectChange, warnings: inout WarningList
  ) async throws(Status) {
    guard !hooks.isEmpty else { return }
    let labels = try await namespaceLabels(object, change)
    var reinvocation = Reinvocation()
    for round in 0..<2 {
      let again = reinvocation.again
      for (index, hook) in hooks.enumerated() where round == 0 || again.contains(index) {
        guard hook.webhook.selects(namespace: labels, object: object, old: change.old) else { continue }
        let former = object
        try await apply(hook, to: &object, change, warnings: &warnings)
        reinvocation.note(index, isReinvoked: hook.webhook.isReinvoked, changed: round == 0 && object != former)
      }
    }
  }

  /// Asks one webhook, and changes the object as it answers.
  private func apply(
    _ hook: Interested, to object: inout JSONValue?, _ change: ObjectChange, warnings: inout WarningList
  ) async throws(Status) {
    guard let verdict = try await ask(hook, object, change) else { return }
    for warning in verdict.warnings { warnings.add(warning) }
    if let denial = verdict.denial { throw denial }
    guard let patch = verdict.patch else { return }
    let name = JSONWriter.quoted(hook.webhook.name)
    guard var changed = object else {
      throw .internalError("admission webhook \(name) answered a deletion with a patch")
    }
    changed.apiVersion = GroupVersion(group: change.request.definition.group, version: hook.version).description
    do {
      changed = try JSONPatch(json: try JSONParser.parse(patch)).applied(to: changed)
    } catch {
      throw .internalError("admission webhook \(name) answered with a patch that cannot be applied: \(error)")
    }
    object = try WebhookPatchRules.settled(changed, before: object ?? [:], change, webhook: hook.webhook.name)
  }

  // MARK: Validating

  private func validate(_ object: JSONValue?, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let hooks = try await interested(change, .validating)
    guard !hooks.isEmpty else { return }
    let labels = try await namespaceLabels(object, change)
    let chosen = hooks.filter { $0.webhook.selects(namespace: labels, object: object, old: change.old) }
    for verdict in try await verdicts(chosen, object, change) {
      for warning in verdict.warnings { warnings.add(warning) }
      if let denial = verdict.denial { throw denial }
    }
  }

  /// What all of them say, in their order.
  private func verdicts(
    _ hooks: [Interested], _ object: JSONValue?, _ change: ObjectChange
  ) async throws(Status) -> [AdmissionVerdict] {
    let results = await withTaskGroup(of: (Int, Result<AdmissionVerdict?, Status>).self) { group in
      var results: [Int: Result<AdmissionVerdict?, Status>] = [:]
      for (index, hook) in hooks.enumerated() {
        if index >= Self.most, let (place, result) = await group.next() { results[place] = result }
        group.addTask {
          do throws(Status) {
            return (index, .success(try await ask(hook, object, change)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      for await (place, result) in group { results[place] = result }
      return results
    }
    var verdicts: [AdmissionVerdict] = []
    for (_, result) in results.sorted(by: { $0.key < $1.key }) {
      if let verdict = try result.get() { verdicts.append(verdict) }
    }
    return verdicts
  }

  // MARK: Asking

  /// nil where the webhook could not be asked and its configuration says that this does not matter.
  private func ask(_ hook: Interested, _ object: JSONValue?, _ change: ObjectChange) async throws(Status) -> AdmissionVerdict? {
    let webhook = hook.webhook
    let review = AdmissionReview(
      uid: ObjectIdentity.uid(), change: change, version: hook.version, object: object, old: change.old)
    do throws(WebhookFailure) {
      return try AdmissionVerdict(
        try await caller.ask(webhook, review.json), uid: review.uid, webhook: webhook.name, role: webhook.role)
    } catch {
      guard !webhook.ignoresFailure else {
        logger.warning(
          "A webhook could not be asked; its configuration says to go on without it",
          metadata: ["webhook": "\(webhook.name)", "error": "\(error)"])
        return nil
      }
      throw .internalError("failed calling webhook \(JSONWriter.quoted(webhook.name)): \(error)")
    }
  }
}

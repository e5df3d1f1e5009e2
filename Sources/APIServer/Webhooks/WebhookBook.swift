import KubernetesAPI

/// All webhooks at a moment.
struct WebhookBook: Sendable {
  /// By the name of their configuration.
  private var configurations: [Webhook.Role: [String: [Webhook]]] = [:]
  /// In the order in which they are asked: by the name of their configuration, then as it lists them.
  private(set) var mutating: [Webhook] = []
  private(set) var validating: [Webhook] = []

  func webhooks(_ role: Webhook.Role) -> [Webhook] {
    switch role {
    case .mutating: mutating
    case .validating: validating
    }
  }

  /// Forgets all webhooks of one role.
  mutating func forget(_ role: Webhook.Role) {
    configurations[role] = nil
    sort(role)
  }

  /// Takes in a configuration, or that it is gone.
  /// - Throws: the fields that are wrong; the webhooks that the configuration had before are forgotten then.
  mutating func note(_ object: JSONValue?, role: Webhook.Role, name: String) throws(FieldErrors) {
    configurations[role, default: [:]][name] = nil
    do throws(FieldErrors) {
      if let object { configurations[role, default: [:]][name] = try Webhook.read(object, role: role) }
      sort(role)
    } catch {
      sort(role)
      throw error
    }
  }

  private mutating func sort(_ role: Webhook.Role) {
    let sorted = (configurations[role] ?? [:]).sorted { JSONWriter.sortsBefore($0.key, $1.key) }.flatMap(\.value)
    switch role {
    case .mutating: self.mutating = sorted
    case .validating: self.validating = sorted
    }
  }
}

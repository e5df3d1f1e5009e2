import KubernetesAPI

/// Configurations of webhooks are read as they will be used before they are stored.
struct WebhookConfigurationRule: ObjectRule {
  func check(_ object: JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    let resource = change.request.definition.groupResource
    guard let role = WebhookKeeper.roles.first(where: { $0.resource == resource })?.role else { return }
    do throws(FieldErrors) {
      _ = try Webhook.read(object, role: role)
    } catch {
      throw .invalid(change.request.kind, object.metadata.name ?? "", error.errors)
    }
  }
}

import Foundation
import KubernetesAPI

/// What Kubernetes makes of objects of a platform when they are written, beyond what their schemas say.
struct PlatformDefaults: ObjectMutator {
  func mutate(_ object: inout JSONValue, _ change: ObjectChange, warnings: inout WarningList) async throws(Status) {
    guard change.request.definition.origin == .builtIn, change.request.subresource == nil else { return }
    switch change.request.definition.qualifiedName {
    case "secrets": Self.encodeTexts(&object)
    case "pods", "persistentvolumes", "persistentvolumeclaims":
      if change.old == nil { object["status"] = ["phase": "Pending"] }
    case "horizontalpodautoscalers.autoscaling":
      if change.request.version.name == "v1" { Self.setMetric(&object) } else { Self.setTarget(&object) }
    default: break
    }
  }

  /// Texts under `stringData` are a way to write, never to read: they go where the bytes are.
  private static func encodeTexts(_ secret: inout JSONValue) {
    guard let texts = secret["stringData"]?.object else { return }
    var data = secret["data"] ?? [:]
    for (key, value) in texts { data[key] = value.string.map { .string(Data($0.utf8).base64EncodedString()) } ?? value }
    secret["data"] = data
    secret["stringData"] = nil
  }

  // MARK: Autoscalers

  // Version 1 knows one way to say by what is scaled, version 2 many. An object has both, so that clients of either version
  // find what they look for; what a client writes in its own version counts.

  private static func percentage(_ metric: JSONValue) -> JSONValue? {
    guard metric["type"]?.string == "Resource", let resource = metric["resource"], resource["name"]?.string == "cpu",
      resource["target"]?["type"]?.string == "Utilization"
    else { return nil }
    return resource["target"]?["averageUtilization"]
  }

  private static func setTarget(_ object: inout JSONValue) {
    guard object["spec"]?.object != nil else { return }
    let percentages = (object["spec"]?["metrics"]?.array ?? []).compactMap(percentage)
    object["spec"]?["targetCPUUtilizationPercentage"] = percentages.first
  }

  private static func setMetric(_ object: inout JSONValue) {
    guard object["spec"]?.object != nil else { return }
    var metrics = object["spec"]?["metrics"]?.array ?? []
    let place = metrics.firstIndex { percentage($0) != nil }
    let metric = object["spec"]?["targetCPUUtilizationPercentage"].map { percentage -> JSONValue in
      [
        "type": "Resource",
        "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": percentage]],
      ]
    }
    switch (place, metric) {
    case (let place?, let metric?): metrics[place] = metric
    case (let place?, nil): metrics.remove(at: place)
    case (nil, let metric?): metrics.append(metric)
    case (nil, nil): return
    }
    object["spec"]?["metrics"] = metrics.isEmpty ? nil : .array(metrics)
  }
}

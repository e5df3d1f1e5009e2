import MeshAPI

/// What Istio's analysis calls a finding: people's lists of messages to ignore are written in these codes.
package struct IstioMessage: Hashable, Sendable {
  package enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
    case info = "Info"
    case warning = "Warning"
    case error = "Error"

    private var rank: Int {
      switch self {
      case .info: 0
      case .warning: 1
      case .error: 2
      }
    }
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  }

  /// `IST` and four digits.
  package var code: String
  /// Istio's name for the code.
  package var name: String
  package var level: Level

  init(_ code: String, _ name: String, _ level: Level) {
    self.code = code
    self.name = name
    self.level = level
  }

  /// - Returns: nil for what Istio's analysis has no word for: notes about kinds that a mesh does not read.
  init?(of diagnostic: Diagnostic) {
    if diagnostic.code == "ignored-kind" { return nil }
    if let known = Self.known[diagnostic.code] {
      self = known
      return
    }
    switch diagnostic.severity {
    case .error: self.init("IST0106", "SchemaValidationError", .error)
    case .warning: self.init("IST0133", "SchemaWarning", .warning)
    case .note: self.init("IST0133", "SchemaWarning", .info)
    }
  }

  private static let missing = IstioMessage("IST0101", "ReferencedResourceNotFound", .error)
  private static let ineffective = IstioMessage("IST0167", "IneffectivePolicy", .warning)

  /// Codes of which Istio has one of its own. What is wrong within one object is a schema error or warning.
  private static let known: [Diagnostic.Code: IstioMessage] = [
    "unknown-host": missing, "unknown-subset": missing, "unknown-port": missing, "unknown-gateway": missing,
    "unknown-delegate": missing, "unknown-provider": missing, "hidden-provider": missing, "unselected-gateway": missing,
    "unknown-credential": missing,
    "deprecated": IstioMessage("IST0002", "Deprecated", .warning),
    "conflicting-hosts": IstioMessage("IST0109", "ConflictingMeshGatewayVirtualServiceHosts", .error),
    "overlapping-sidecars": IstioMessage("IST0110", "ConflictingSidecarWorkloadSelectors", .error),
    "several-sidecar-defaults": IstioMessage("IST0111", "MultipleSidecarsWithoutWorkloadSelectors", .error),
    "port-required": IstioMessage("IST0112", "VirtualServiceDestinationPortSelectorRequired", .error),
    "tls-conflict": IstioMessage("IST0113", "MTLSPolicyConflict", .error),
    "unnamed-protocol": IstioMessage("IST0118", "PortNameIsNotUnderNamingConvention", .info),
    "invalid-regex": IstioMessage("IST0122", "InvalidRegexp", .error),
    "unmatched-selector": IstioMessage("IST0127", "NoMatchingWorkloadsFound", .warning),
    "unreachable-rule": IstioMessage("IST0130", "VirtualServiceUnreachableRule", .warning),
    "ineffective-match": IstioMessage("IST0131", "VirtualServiceIneffectiveMatch", .info),
    "host-not-in-gateway": IstioMessage("IST0132", "VirtualServiceHostNotFoundInGateway", .warning),
    "addresses-required": IstioMessage("IST0134", "ServiceEntryAddressesRequired", .warning),
    "shared-credential": IstioMessage("IST0138", "GatewayDuplicateCertificate", .warning),
    "conflicting-gateways": IstioMessage("IST0145", "ConflictingGateways", .error),
    "unchecked-claim": IstioMessage("IST0149", "JwtClaimBasedRoutingWithoutRequestAuthN", .error),
    "external-name-port": IstioMessage("IST0150", "ExternalNameServiceTypeInvalidPortName", .warning),
    "relative-patch": IstioMessage("IST0151", "EnvoyFilterUsesRelativeOperation", .warning),
    "overlapping-telemetries": IstioMessage("IST0159", "ConflictingTelemetryWorkloadSelectors", .error),
    "several-telemetry-defaults": IstioMessage("IST0160", "MultipleTelemetriesWithoutWorkloadSelectors", .error),
    "invalid-credential": IstioMessage("IST0161", "InvalidGatewayCredential", .error),
    "port-not-in-service": IstioMessage("IST0162", "GatewayPortNotDefinedOnService", .warning),
    "shadowed-policy": ineffective, "http-rule-on-tcp": ineffective, "unverified-token": ineffective,
    "empty-subset": IstioMessage("IST0173", "DestinationRuleSubsetsNotSelectPods", .error),
  ]
}

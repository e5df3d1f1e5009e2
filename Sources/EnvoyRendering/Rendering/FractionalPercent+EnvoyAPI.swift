package import EnvoyAPI

extension Envoy_Type_V3_FractionalPercent {
  /// `percent` (0...100, cut to that), to a millionth: what Istio's `Percent` becomes.
  package init(percent: Double) {
    self.init()
    let bounded = percent.isFinite ? min(max(percent, 0), 100) : 0
    numerator = UInt32((bounded * 10_000).rounded())
    denominator = .million
  }
}

extension Envoy_Type_V3_Percent {
  /// `percent`, 0...100.
  package init(percent: Double) {
    self.init()
    value = percent
  }
}

extension FieldContract {
  static let proxyConfig: [FieldContract] = []
}

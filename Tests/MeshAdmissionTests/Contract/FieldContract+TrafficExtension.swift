extension FieldContract {
  static let trafficExtension: [FieldContract] = []
}

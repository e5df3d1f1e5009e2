extension FieldContract {
  static let telemetry: [FieldContract] = []
}

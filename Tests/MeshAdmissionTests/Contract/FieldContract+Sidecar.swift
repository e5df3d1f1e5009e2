extension FieldContract {
  static let sidecar: [FieldContract] = []
}

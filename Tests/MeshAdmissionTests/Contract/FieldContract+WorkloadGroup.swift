extension FieldContract {
  static let workloadGroup: [FieldContract] = []
}

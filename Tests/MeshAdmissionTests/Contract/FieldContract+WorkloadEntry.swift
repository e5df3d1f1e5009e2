extension FieldContract {
  static let workloadEntry: [FieldContract] = []
}

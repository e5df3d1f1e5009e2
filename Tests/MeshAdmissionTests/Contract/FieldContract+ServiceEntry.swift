extension FieldContract {
  static let serviceEntry: [FieldContract] = []
}

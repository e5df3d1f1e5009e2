extension FieldContract {
  static let envoyFilter: [FieldContract] = []
}

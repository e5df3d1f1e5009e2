extension FieldContract {
  static let virtualService: [FieldContract] = []
}

extension FieldContract {
  static let gateway: [FieldContract] = []
}

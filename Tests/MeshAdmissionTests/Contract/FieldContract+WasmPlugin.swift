extension FieldContract {
  static let wasmPlugin: [FieldContract] = []
}

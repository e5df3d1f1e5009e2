enum RE2Syntax {
  struct Problem: Error { var message: String; var position: Int; var suggestion: String? }
  static func check(_ e: String) throws(Problem) -> Int { e.utf8.count }
  static func captureCount(_ e: String) -> Int? { nil }
}

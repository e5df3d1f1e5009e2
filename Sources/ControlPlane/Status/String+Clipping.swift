extension String {
  /// As much of the text as fits into so many bytes of UTF-8, with `...` at the end where something is missing.
  /// - Parameter limit: At least 3.
  func clipped(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var clipped = ""
    var room = limit - 3
    for character in self {
      room -= character.utf8.count
      guard room >= 0 else { break }
      clipped.append(character)
    }
    return clipped + "..."
  }
}

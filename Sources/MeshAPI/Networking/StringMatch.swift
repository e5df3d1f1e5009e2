/// How a text is matched (Istio `StringMatch`). Regular expressions use RE2's syntax and must match the whole text.
package enum StringMatch: Hashable, Sendable {
  case exact(String)
  case prefix(String)
  case regex(String)
}

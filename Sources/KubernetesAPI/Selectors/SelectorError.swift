/// Why a text is no selector, worded as Kubernetes words it. To clients it is a `badRequest`.
package struct SelectorError: Error, Hashable, Sendable, CustomStringConvertible {
  package var message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
  package var status: Status { .badRequest(message) }
}

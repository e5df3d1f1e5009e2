/// Why the benchmark cannot go on.
package struct BenchmarkError: Error, CustomStringConvertible {
  package var message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}

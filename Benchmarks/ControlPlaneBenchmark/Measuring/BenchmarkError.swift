/// Why the benchmark cannot go on.
struct BenchmarkError: Error, CustomStringConvertible {
  var message: String

  init(_ message: String) { self.message = message }

  var description: String { message }
}

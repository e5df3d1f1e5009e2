/// Why a patch was not made. Nothing of it is made then.
package struct PatchError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The patch itself is no patch of its kind.
    case malformed
    /// The patch does not fit the object: a path leads nowhere, a test fails.
    case doesNotFit
    /// The patch asks for more work, or for a larger object, than is allowed.
    case tooLarge
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  /// How a request with this patch is answered.
  package var status: Status {
    switch code {
    case .malformed: .badRequest(message)
    case .doesNotFit:
      Status(
        code: 422, reason: .invalid,
        message: "the server rejected our request due to an error in our request: \(message)", details: Status.Details())
    case .tooLarge: .requestEntityTooLarge(message)
    }
  }
}

/// How much work a patch may make.
package struct PatchLimits: Hashable, Sendable {
  /// Operations of a JSON Patch.
  package var operations: Int
  /// Bytes that the copies of a JSON Patch may add, all together.
  package var copiedBytes: Int
  /// Elements of lists and mappings that a JSON Patch may pass or move, all together.
  package var steps: Int

  package init(operations: Int = 10_000, copiedBytes: Int = 3 << 20, steps: Int = 50_000_000) {
    self.operations = operations
    self.copiedBytes = copiedBytes
    self.steps = steps
  }
}

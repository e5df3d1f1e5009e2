/// Why bytes are not JSON that is taken here.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The text breaks RFC 8259.
    case syntax
    /// A limit: the text is longer than allowed.
    case tooLarge
    /// A limit: values stand in each other deeper than allowed.
    case tooDeep
  }

  package var code: Code
  /// The byte, from 0, at which reading ended.
  package var offset: Int
  /// What is wrong there, in a few words.
  package var problem: String

  package init(_ code: Code, offset: Int, problem: String) {
    self.code = code
    self.offset = offset
    self.problem = problem
  }

  package var description: String { "\(problem) (at byte \(offset))" }
}

/// What was read from JSON text.
package struct ParsedJSON: Hashable, Sendable {
  package var value: JSONValue
  /// Where mappings name a member more than once: its last value counts. At most
  /// `JSONLimits.reportedDuplicates`, those within a mapping before its own.
  package var duplicates: [FieldPath]

  package init(value: JSONValue, duplicates: [FieldPath]) {
    self.value = value
    self.duplicates = duplicates
  }
}

/// How much JSON is read.
package struct JSONLimits: Hashable, Sendable {
  /// Bytes of text.
  package var bytes: Int
  /// How many lists and mappings may stand in each other. The reader recurses that deep, and so does what walks the values.
  package var depth: Int
  /// How many duplicate members are told.
  package var reportedDuplicates: Int

  package init(bytes: Int = 3 << 20, depth: Int = JSONLimits.greatestDepth, reportedDuplicates: Int = 100) {
    self.bytes = bytes
    self.depth = min(depth, JSONLimits.greatestDepth)
    self.reportedDuplicates = reportedDuplicates
  }

  /// No value is deeper than this, whoever made it: readers refuse what is.
  package static let greatestDepth = 200
  /// What users send, and what patches make of it, is not as deep: lists, events and managed fields put objects into more levels,
  /// and have to be read all the same.
  package static let objectDepth = 180
  /// What is stored is no deeper: with two levels around it, as lists put them, it can still be read.
  package static let storedDepth = 190
  /// For the body of a request.
  package static let request = JSONLimits(depth: objectDepth)
}

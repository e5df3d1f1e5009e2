/// A condition made of simpler ones.
package indirect enum Clause<Test: Hashable & Sendable>: Hashable, Sendable {
  case test(Test)
  /// Always holds.
  case any
  /// All of them; holds where there are none.
  case all([Clause])
  /// At least one of them; never holds where there are none.
  case either([Clause])
  case not(Clause)

  /// Never holds.
  package static var never: Clause { .not(.any) }
}

/// What a text must look like.
package struct TextTest: Hashable, Sendable {
  package enum Shape: Hashable, Sendable {
    case exact(String)
    case prefix(String)
    case suffix(String)
    /// In RE2's syntax, for the whole text.
    case regex(String)
    /// Any text but the empty one.
    case present
  }
  package var shape: Shape
  package var ignoresCase = false

  package init(_ shape: Shape, ignoresCase: Bool = false) {
    self.shape = shape
    self.ignoresCase = ignoresCase
  }

  /// Reads a value of a policy: `*` at one end stands for any text there, `*` alone asks for some text.
  /// - Parameter start: put before the text where the pattern says how it starts.
  package init(pattern: String, start: String = "") {
    if pattern == "*" {
      self.init(.present)
    } else if pattern.hasPrefix("*") {
      self.init(.suffix(String(pattern.dropFirst())))
    } else if pattern.hasSuffix("*") {
      self.init(.prefix(start + pattern.dropLast()))
    } else {
      self.init(.exact(start + pattern))
    }
  }
}

/// What is asked of whoever sends a request or opens a connection.
package enum SourceTest: Hashable, Sendable {
  /// The SPIFFE id in the client's certificate; never holds without one.
  case identity(TextTest)
  /// The other end of the connection.
  case peerAddress(AddressBlock)
  /// The original client, as proxies in between tell it and as far as they are trusted.
  case clientAddress(AddressBlock)
  /// A request header.
  case header(String, TextTest)
  /// A claim of the verified token, by the names from the outermost in: a text, or an element of a list.
  case claim([String], TextTest)
}

/// What is asked of the request or connection itself.
package enum OperationTest: Hashable, Sendable {
  /// A request header, `:authority` and `:method` among them.
  case header(String, TextTest)
  /// The path without its query.
  case path(TextTest)
  /// The path without its query, by a template: `{*}` is one segment, `{**}` any number of them.
  case pathTemplate(String)
  case destinationAddress(AddressBlock)
  case destinationPort(Int)
  /// The name that the TLS client asked for.
  case serverName(TextTest)
  /// A value that a filter of the proxy noted; `inList` where it is a list that must hold such an element.
  case metadata(filter: String, key: String, TextTest, inList: Bool)
}

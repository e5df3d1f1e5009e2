public import SwiftProtobuf

/// Replaces what every `Any` inside a message holds by its bytes, innermost first and with sorted maps: equal messages have equal
/// bytes afterwards, and SwiftProtobuf has nothing left to expand lazily. (It parses an `Any` that came from JSON several times per
/// use, at every level: some seconds for seven levels.) `EnvoyJSON` gives messages that need none of this.
///
/// Each `Any` is expanded once. One whose type is unknown stays as it is when it holds bytes.
public enum AnyNormalizer {
  /// So many `Any` may lie inside each other unless told otherwise. Envoy's own configurations need four or five.
  public static let defaultDepthLimit = 24

  /// Normalises the message in place.
  ///
  /// - Returns: how many `Any` were expanded.
  /// - Throws: `EnvoyAPIError` `.tooDeep`, `.unknownType` or `.malformed`, with the path of the `Any` to blame.
  @discardableResult
  public static func normalize<M: Message>(_ message: inout M, depthLimit: Int = defaultDepthLimit) throws -> Int {
    EnvoyTypeRegistry.register()
    var rewriter = AnyRewriter(depthLimit: depthLimit)
    try rewriter.rewrite(&message)
    return rewriter.expanded
  }
}

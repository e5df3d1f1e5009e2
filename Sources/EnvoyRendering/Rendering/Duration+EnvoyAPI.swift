package import SwiftProtobuf

extension Google_Protobuf_Duration {
  /// The same length of time, cut to whole nanoseconds.
  package init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(seconds: seconds, nanos: Int32(attoseconds / 1_000_000_000))
  }
}

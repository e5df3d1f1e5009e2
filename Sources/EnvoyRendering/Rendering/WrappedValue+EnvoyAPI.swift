package import SwiftProtobuf

extension Google_Protobuf_UInt32Value {
  /// `value`, cut to what 32 bits hold.
  package init(clamping value: Int) { self.init(UInt32(clamping: value)) }

  /// Envoy's way to say "no limit" in circuit breakers and the like.
  package static var unlimited: Self { Self(UInt32.max) }
}

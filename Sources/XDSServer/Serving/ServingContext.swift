import Logging

/// What all streams of one server share.
struct ServingContext: Sendable {
  var configuration: XDSServerConfiguration
  var registry: StreamRegistry
  var time: ServerTime
  var logger: Logger
}

/// Time since the server was made.
struct ServerTime: Sendable {
  private let start = ContinuousClock.now
  var now: Duration { ContinuousClock.now - start }
}

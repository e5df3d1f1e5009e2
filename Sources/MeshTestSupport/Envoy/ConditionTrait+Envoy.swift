package import Testing

extension Trait where Self == ConditionTrait {
  /// Skips a test, saying why, on machines without Envoy; never in CI.
  package static var needsEnvoy: Self { .enabled(if: TestEnvoy.isExpected, Comment(rawValue: TestEnvoy.howToGetIt)) }
}

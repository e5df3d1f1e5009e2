import KubernetesAPI
import ObjectStore
import Testing

@testable import APIServer

@Suite("What clients hear of a store that fails")
struct StoreFailureTests {
  // Clients ask again by themselves where a pause is named, so one may be named only where nothing was done.
  @Test(
    arguments: [
      (.unavailable, 503, 1), (.full, 503, 10), (.cancelled, 503, nil), (.unanswered, 504, nil), (.corrupt, 500, nil),
    ] as [(StoreError.Code, Int, Int64?)])
  func aPauseIsNamedWhereNothingWasWritten(_ code: StoreError.Code, _ status: Int, _ pause: Int64?) async throws {
    try await ServiceWorld.run { world in
      let error = await #expect(throws: Status.self) {
        try await world.service.attempt(world.request) { () throws(StoreError) -> Void in throw StoreError(code, "It failed.") }
      }
      #expect(error?.code == status)
      #expect(error?.retryAfterSeconds == pause)
      #expect(error?.message.contains("It failed.") == true)
    }
  }
}

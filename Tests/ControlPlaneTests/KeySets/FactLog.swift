import MeshModel
import MeshTestSupport

/// Takes down what it is told.
final class FactLog: FactSink {
  let batches = EventLog<FactBatch>()
  func accept(_ batch: FactBatch) async { batches.append(batch) }
}

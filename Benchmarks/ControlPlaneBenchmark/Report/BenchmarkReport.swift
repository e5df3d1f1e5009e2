import BenchmarkSupport

/// What a run found.
struct BenchmarkReport: Codable, Sendable {
  /// The start of the control plane, up to its readiness.
  struct Load: Codable, Sendable {
    var seconds: Double
    var cpuSeconds: Double
    var residentMiB: Double
  }

  /// All proxies ask for their first certificate at once, each with a key, a join token and a TLS connection of its own.
  struct Certificates: Codable, Sendable {
    /// Until the last one has its certificate; making the keys is part of it.
    var seconds: Double
    /// Of the control plane.
    var cpuSeconds: Double
    /// From when a proxy begins to make its key until it has the certificate, with all the others in its way.
    var milliseconds: Samples
    var residentMiB: Double
  }

  /// All proxies connect at once to a control plane that is ready, and get everything.
  struct FirstSync: Codable, Sendable {
    var seconds: Double
    var cpuSeconds: Double
    var residentMiB: Double
    var traffic: [String: Ledger.Traffic]
    var megabytes: Double
  }

  /// Changes one by one, each waiting until the last proxy has accepted it.
  struct Changes: Codable, Sendable {
    /// From before the file is written until the last proxy has sent its ACK.
    var milliseconds: Samples
    /// Of the control plane, in the same time.
    var cpuSeconds: Samples
    /// Of the control plane for each change, with all that comes after the last ACK, without what it uses when idle.
    var cpuSecondsInAll: Double
    /// Received by all proxies, for each change.
    var bytesPerChange: Double
    var responsesPerChange: Double
    var resourcesPerChange: [String: Double]
  }

  /// Endpoint changes as fast as they are accepted.
  struct Churn: Codable, Sendable {
    var changesPerSecond: Double
    var milliseconds: Samples
    var cpuSecondsPerChange: Double
    /// CPU-seconds of the control plane in each second.
    var coresUsed: Double
    var bytesPerChange: Double
  }

  /// All proxies connect again and say what they have; nothing changed meanwhile.
  struct Reconnect: Codable, Sendable {
    /// Until the control plane has nothing to do any more.
    var seconds: Double
    var cpuSeconds: Double
    /// Resources that were sent although every proxy had them.
    var resourcesSentAgain: Int
    var bytes: Int
    /// A change after that, to see that the streams live.
    var probeMilliseconds: Double
  }

  struct Memory: Codable, Sendable {
    var residentMiB: Double
    var peakResidentMiB: Double
  }

  var date: String
  var machine: MachineDescription
  /// Which share of the machine other processes used during the run, 0...1: figures of a busy machine are not worth much.
  var othersShare: Double = 0
  var command: String
  var plan: BenchmarkPlan
  var sendsVirtualHostsSingly = false
  var load: Load?
  var certificates: Certificates?
  var firstSync: FirstSync?
  /// CPU-seconds of the control plane in each second in which nothing happens.
  var idleCPU: Double?
  var ruleChanges: Changes?
  var endpointChanges: Changes?
  var churn: Churn?
  var reconnect: Reconnect?
  var restart: Reconnect?
  /// At the end of the changes.
  var memory: Memory?
  /// CPU-seconds of the simulated proxies, in all.
  var clientCPUSeconds = 0.0
}

import KubernetesAPI
import MeshTestSupport
import NIOSSL

/// Sends mutated requests, one after the other, and holds every answer against what must hold.
struct FuzzWorker {
  /// What went wrong, with what was sent.
  struct Finding: Error, CustomStringConvertible {
    var description: String
  }

  /// What was answered, by code.
  struct Tally: Sendable {
    var codes: [Int: Int] = [:]
    var findings: [Finding] = []
    var slowest = Duration.zero

    mutating func add(_ other: Tally) {
      codes.merge(other.codes, uniquingKeysWith: +)
      findings += other.findings
      slowest = max(slowest, other.slowest)
    }
  }

  let port: Int
  let tls: NIOSSLContext
  let asker: AnswerCheck.Asker
  var requests: RequestMutator
  var sockets: SocketMutator
  private var connection: RawConnection?
  private(set) var tally = Tally()

  /// No answer may take longer, on whichever machine.
  private static let patience = Duration.seconds(20)
  private static let mostFindings = 20

  init(port: Int, tls: NIOSSLContext, asker: AnswerCheck.Asker, seed: UInt64) {
    self.port = port
    self.tls = tls
    self.asker = asker
    requests = RequestMutator(seed: seed)
    sockets = SocketMutator(seed: ~seed)
  }

  mutating func run(rounds: Int) async throws {
    for _ in 0..<rounds where tally.findings.count < Self.mostFindings {
      let request = requests.request()
      if sockets.random.chance(4) { try await talkNonsense(request) } else { try await ask(request) }
    }
    connection?.close()
  }

  private mutating func ask(_ request: FuzzRequest) async throws {
    let check = AnswerCheck(asker: asker, request: request)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let answer = try await answer(to: request)
      tally.codes[answer.code, default: 0] += 1
      if let problem = check.problem(with: answer) {
        note("the answer \(problem)", request.description, "\(answer.code) \(answer.headers) \(answer.text.prefix(2000))")
      }
      let isOver = answer.header("connection") == "close" || request.isWatch || !request.isHonest
      if isOver { close() }
    } catch let failure as RawConnection.Failure {
      close()
      // Who says too much, or something that is no HTTP, may be left without a word.
      if failure == .closed, request.bytes.count > 60_000 || request.method == "CONNECT" || !request.isHonest { return }
      note("\(failure)", request.description, "")
    }
    tally.slowest = max(tally.slowest, clock.now - start)
  }

  private mutating func answer(to request: FuzzRequest) async throws -> RawAnswer {
    let isFresh = connection == nil
    do {
      let answer = try await exchange(request)
      return answer
    } catch RawConnection.Failure.closed where !isFresh {
      // The server may end a connection between two requests.
      close()
      return try await exchange(request)
    }
  }

  private mutating func exchange(_ request: FuzzRequest) async throws -> RawAnswer {
    let connection: RawConnection
    if let open = self.connection { connection = open } else { connection = try await RawConnection(port: port, tls: tls) }
    self.connection = connection
    try? await connection.send(request.bytes)
    return try await connection.answer(to: request.method, within: Self.patience) { answer in
      request.isWatch && answer.code == 200 && answer.header("transfer-encoding") == "chunked"
    }
  }

  /// On a connection of its own: the server answers properly, or hangs up.
  private mutating func talkNonsense(_ request: FuzzRequest) async throws {
    let bytes = sockets.bytes(request)
    let text = String(decoding: bytes.prefix(2000), as: UTF8.self)
    let connection = try await RawConnection(port: port, tls: sockets.random.chance(85) ? tls : nil)
    defer { connection.close() }
    try? await connection.send(bytes)
    connection.finish()
    do {
      while true {
        let answer = try await connection.answer(to: "GET", within: Self.patience) { $0.code == 200 && request.isWatch }
        tally.codes[answer.code, default: 0] += 1
        if AnswerCheck.isError(answer) { note("an error of the server", text, answer.text) }
        if answer.text.contains(SocketMutator.booty) { note("a smuggled request was answered", text, answer.text) }
        if answer.code == 200, request.isWatch { return }
      }
    } catch RawConnection.Failure.closed {
    } catch RawConnection.Failure.malformed where request.method == "HEAD" {
    } catch {
      note("\(error)", text, "")
    }
  }

  private mutating func close() {
    connection?.close()
    connection = nil
  }

  private mutating func note(_ problem: String, _ request: String, _ answer: String) {
    tally.findings.append(Finding(description: "\(asker): \(problem)\n--- request\n\(request)\n--- answer\n\(answer)"))
  }
}

import Foundation
import Glibc
import MeshTestSupport
import Synchronization
import Testing

@testable import MeshAgent

@Suite(.timeLimit(.minutes(1))) struct ProxyProcessTests {
  /// What a child wrote, complete once both of its outputs are closed.
  private final class Collector: Sendable {
    private let state = Mutex((output: [String](), error: [String]()))
    var output: [String] { state.withLock { $0.output } }
    var error: [String] { state.withLock { $0.error } }

    func add(_ output: ProxyProcess.Output, _ line: String) {
      state.withLock { if output == .standardOutput { $0.output.append(line) } else { $0.error.append(line) } }
    }
  }

  private func shell(_ script: String) -> ProxyProcess.Command {
    ProxyProcess.Command(executable: "/bin/sh", arguments: ["-c", script], environment: ["GREETING": "hello"])
  }

  @Test func outputAndExitCodeArrive() async throws {
    let lines = Collector()
    let process = try await ProxyProcess.start(shell("echo $GREETING; echo oops >&2; exit 3")) { lines.add($0, $1) }
    #expect(await process.end() == .exited(code: 3))
    try await eventually("both lines") { lines.output == ["hello"] && lines.error == ["oops"] }
    // Once over, the end is told again and signals go nowhere.
    #expect(await process.end() == .exited(code: 3))
    process.signal(SIGKILL)
  }

  @Test func signalsEndIt() async throws {
    let process = try await ProxyProcess.start(shell("exec sleep 1000")) { _, _ in }
    process.signal(SIGTERM)
    #expect(await process.end() == .signaled(Int(SIGTERM)))
  }

  @Test func whatCannotBeStartedIsAnError() async throws {
    let command = ProxyProcess.Command(executable: "/nowhere/envoy", arguments: [], environment: [:])
    let error = await #expect(throws: AgentError.self) { try await ProxyProcess.start(command) { _, _ in } }
    #expect(error?.code == .spawnFailed)
    #expect(error?.message.contains("/nowhere/envoy") == true)
  }

  @Test func childHasAGroupOfItsOwnAndNoForeignDescriptors() async throws {
    // Inherited by every child that does not close it.
    let leaked = open("/dev/null", O_RDONLY)
    defer { close(leaked) }
    let lines = Collector()
    let list = ProxyProcess.Command(executable: "/bin/ls", arguments: ["/proc/self/fd"], environment: [:])
    let listing = try await ProxyProcess.start(list) { lines.add($0, $1) }
    #expect(await listing.end() == .exited(code: 0))
    // The fourth is the directory that ls reads.
    try await eventually("descriptors") { lines.output == ["0", "1", "2", "3"] }

    let group = Collector()
    let process = try await ProxyProcess.start(shell("exec cut -d' ' -f5 /proc/$$/stat")) { group.add($0, $1) }
    try await eventually("group") { group.output == [String(process.pid)] }
    _ = await process.end()
  }

  @Test func everyWaiterHearsOfTheEnd() async throws {
    let process = try await ProxyProcess.start(shell("read line; exit 0")) { _, _ in }
    await withTaskGroup(of: ExitStatus.self) { group in
      for _ in 0..<20 { group.addTask { await process.end() } }
      for await status in group { #expect(status == .exited(code: 0)) }
    }
  }
}

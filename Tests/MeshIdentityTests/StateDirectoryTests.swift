import Foundation
import Synchronization
import Testing

@testable import MeshIdentity

@Suite struct StateDirectoryTests {
  struct Case: Sendable {
    var environment: [String: String]
    var isRoot = false
    var writable: Set<String> = []
    var expected: String
  }

  @Test(arguments: [
    Case(environment: ["MELTEMI_STATE_DIR": "/x", "HOME": "/people/a"], isRoot: true, writable: ["/var/lib"], expected: "/x"),
    Case(environment: ["MELTEMI_STATE_DIR": "", "HOME": "/people/a"], expected: "/people/a/.local/state/meltemi"),
    Case(environment: ["HOME": "/root"], isRoot: true, writable: ["/var/lib"], expected: "/var/lib/meltemi"),
    Case(environment: ["HOME": "/root"], isRoot: true, writable: ["/var/lib/meltemi"], expected: "/var/lib/meltemi"),
    Case(environment: ["HOME": "/root"], isRoot: true, expected: "/root/.local/state/meltemi"),
    Case(environment: ["HOME": "/people/a"], writable: ["/var/lib"], expected: "/people/a/.local/state/meltemi"),
    Case(environment: ["HOME": "/people/a", "XDG_STATE_HOME": "/s"], expected: "/s/meltemi"),
    Case(environment: ["HOME": "/people/a", "XDG_STATE_HOME": "relative"], expected: "/people/a/.local/state/meltemi"),
  ])
  func theRule(_ item: Case) {
    let directory = StateDirectory.standard(
      environment: item.environment, isRoot: item.isRoot, isWritable: item.writable.contains)
    #expect(directory.path == item.expected)
  }

  @Test func filesAndDirectoriesAreTheOwnersAlone() throws {
    let folder = try TestFolder()
    let state = StateDirectory(path: folder.path + "/a/b/state")
    try StateLock(directory: state).withLock {
      try PrivateFile(path: state.file("secret")).replace(with: [1, 2, 3])
    }
    #expect(try folder.mode("a/b/state") == 0o700)
    #expect(try folder.mode("a/b/state/secret") == 0o600)
    #expect(try folder.mode("a/b/state/lock") == 0o600)
    #expect(try PrivateFile(path: state.file("secret")).read(limit: 3) == [1, 2, 3])
    #expect(try PrivateFile(path: state.file("missing")).readIfPresent(limit: 3) == nil)
    #expect(throws: FileFailure.self) { try PrivateFile(path: state.file("secret")).read(limit: 2) }
    #expect(throws: FileFailure.self) { try PrivateFile(path: state.path).read(limit: 2) }
  }

  @Test(arguments: [0o1777, 0o777, 0o770, 0o702]) func aDirectoryThatOthersMayWriteIntoIsRefused(mode: Int) throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/open", withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path + "/open")
    let failure = #expect(throws: FileFailure.self) { try StateDirectory(path: folder.path + "/open").create() }
    #expect(failure?.description.contains("can be written by others") == true, "\(String(describing: failure))")
    // What is made below it is for its owner alone.
    try StateDirectory(path: folder.path + "/open/state").create()
  }

  @Test func aLeftoverOfACrashIsReplaced() throws {
    let folder = try TestFolder()
    try folder.write("file.new", "half")
    try PrivateFile(path: folder.path + "/file").replace(with: Array("whole".utf8))
    #expect(try PrivateFile(path: folder.path + "/file").read(limit: 10) == Array("whole".utf8))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/file.new"))
  }

  @Test func whoWaitsForTheLockGetsItWhenItIsFree() async throws {
    let folder = try TestFolder()
    let order = Mutex<[String]>([])
    let (held, hold) = AsyncStream.makeStream(of: Void.self)
    let release = DispatchSemaphore(value: 0)
    // Threads, for both sides block.
    Thread.detachNewThread {
      try? StateLock(directory: folder.state).withLock {
        hold.finish()
        release.wait()
        order.withLock { $0.append("first") }
      }
    }
    for await _ in held {}
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    Thread.detachNewThread {
      try? StateLock(directory: folder.state, patience: .seconds(60)).withLock { order.withLock { $0.append("second") } }
      end.finish()
    }
    let busy = #expect(throws: FileFailure.self) {
      try StateLock(directory: folder.state, patience: .milliseconds(1)).withLock {}
    }
    #expect(busy?.kind == .busy)
    release.signal()
    for await _ in ended {}
    #expect(order.withLock { $0 } == ["first", "second"])
    // The one that gave up holds nothing.
    try StateLock(directory: folder.state, patience: .seconds(60)).withLock {}
  }
}

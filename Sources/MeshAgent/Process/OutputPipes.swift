import CMeshSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The pipes that a child's standard output and error go into, and the loop that cuts what comes out into lines.
struct OutputPipes: Sendable {
  struct Pipe: Sendable {
    let reader: CInt
    let writer: CInt
  }

  /// A line that is longer is cut: no child can make this process hold more than this per output.
  static let longestLine = 64 * 1024

  let output: Pipe
  let error: Pipe

  init() throws(AgentError) {
    output = try Self.makePipe()
    do {
      error = try Self.makePipe()
    } catch {
      close(output.reader)
      close(output.writer)
      throw error
    }
  }

  private static func makePipe() throws(AgentError) -> Pipe {
    var ends: [CInt] = [-1, -1]
    let code = mesh_pipe(&ends)
    guard code == 0 else {
      throw AgentError(.spawnFailed, "cannot make a pipe: \(systemMessage(code))")
    }
    return Pipe(reader: ends[0], writer: ends[1])
  }

  func closeWriters() {
    close(output.writer)
    close(error.writer)
  }

  func closeReaders() {
    close(output.reader)
    close(error.reader)
  }

  /// Reads both outputs until they are closed, and closes the readers. Blocks its thread.
  func pump(_ onLine: (ProxyProcess.Output, String) -> Void) {
    var lines: [(output: ProxyProcess.Output, splitter: LineSplitter)] = [
      (.standardOutput, LineSplitter(limit: Self.longestLine)), (.standardError, LineSplitter(limit: Self.longestLine)),
    ]
    var polled = [output.reader, error.reader].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    // poll(2) skips negative descriptors: the closed ones.
    while polled.contains(where: { $0.fd >= 0 }) {
      if poll(&polled, nfds_t(polled.count), -1) < 0 {
        if errno == EINTR { continue }
        break
      }
      for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
        let count = read(polled[index].fd, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        let which = lines[index].output
        if count > 0 {
          lines[index].splitter.append(buffer[..<count]) { onLine(which, $0) }
        } else {
          lines[index].splitter.finish { onLine(which, $0) }
          polled[index].fd = -1
        }
      }
    }
    closeReaders()
  }
}

/// Cuts a stream of bytes into lines.
struct LineSplitter {
  private let limit: Int
  private var pending: [UInt8] = []

  /// - Parameter limit: Bytes after which a line is cut though it goes on.
  init(limit: Int) {
    self.limit = limit
  }

  mutating func append(_ bytes: ArraySlice<UInt8>, _ onLine: (String) -> Void) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        flush(onLine)
      } else {
        pending.append(byte)
        if pending.count >= limit { flush(onLine) }
      }
    }
  }

  /// Reports a last line that no newline ended.
  mutating func finish(_ onLine: (String) -> Void) {
    if !pending.isEmpty { flush(onLine) }
  }

  private mutating func flush(_ onLine: (String) -> Void) {
    if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
    onLine(String(decoding: pending, as: UTF8.self))
    pending.removeAll(keepingCapacity: true)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What went wrong on the command line or in an input file.
enum BenchError: Error {
  case usage(String)
  case input(path: String, line: Int, reason: String)
  case system(path: String, code: Int32)
}

@main
enum Main {
  static let usage = """
    usage: gangmu-bench build RECORDS.jsonl INDEX [--jobs N] [--fold none|script]
           gangmu-bench query INDEX QUERIES.json [--runs N] [--only CLASS] [--fold none|script] [--verify]
           gangmu-bench cold INDEX TERM [--fold none|script]
           gangmu-bench extract FILE … [--runs N]
    """

  static func main() {
    do {
      var arguments = Arguments(Array(CommandLine.arguments.dropFirst()))
      switch arguments.next() {
      case "build": try BuildCommand(&arguments).run()
      case "query": try QueryCommand(&arguments).run()
      case "cold": try ColdCommand(&arguments).run()
      case "extract": try ExtractCommand(&arguments).run()
      case let other: throw BenchError.usage(other.map { "unknown command \($0)" } ?? "no command")
      }
    } catch BenchError.usage(let reason) {
      fail("gangmu-bench: \(reason)\n\(usage)", status: 64)
    } catch BenchError.input(let path, let line, let reason) {
      fail("\(path):\(line): \(reason)", status: 65)
    } catch BenchError.system(let path, let code) {
      fail("\(path): \(String(cString: strerror(code)))", status: 66)
    } catch {
      fail("\(error)", status: 70)
    }
  }

  private static func fail(_ message: String, status: Int32) {
    let bytes = Array((message + "\n").utf8)
    _ = write(2, bytes, bytes.count)
    exit(status)
  }
}

/// Words of the command line: positional ones in order, and options.
struct Arguments {
  private var words: [String]

  init(_ words: [String]) { self.words = words }

  mutating func next() -> String? { words.isEmpty ? nil : words.removeFirst() }

  mutating func required(_ name: String) throws -> String {
    guard let word = next(), !word.hasPrefix("--") else { throw BenchError.usage("missing \(name)") }
    return word
  }

  /// Takes the options that follow. `flags` stand alone; the others take a value.
  mutating func options(_ names: [String], flags: [String] = []) throws -> [String: String] {
    var found: [String: String] = [:]
    while let word = next() {
      if flags.contains(word) {
        found[word] = "yes"
      } else if names.contains(word) {
        guard let value = next() else { throw BenchError.usage("\(word) needs a value") }
        found[word] = value
      } else {
        throw BenchError.usage("unknown argument \(word)")
      }
    }
    return found
  }

  static func count(_ text: String?, default value: Int, _ name: String) throws -> Int {
    guard let text else { return value }
    guard let number = Int(text), number >= 1, number <= 1024 else {
      throw BenchError.usage("\(name) takes a number from 1 to 1024, not \(text)")
    }
    return number
  }
}

/// Clocks and memory of this process.
enum Measure {
  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    _ = clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static var processCPU: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }
  static var threadCPU: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }
  static var wall: Double { seconds(CLOCK_MONOTONIC) }

  static var peakBytes: Int {
    var usage = rusage()
    _ = getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) * 1024
  }
}

/// Where the parts of the benchmark agree.
enum Bench {
  static func segmentName(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".segment"
  }

  /// Names of the segments in a folder, in order.
  static func segments(_ folder: String) throws -> [String] {
    guard let handle = opendir(folder) else { throw BenchError.system(path: folder, code: errno) }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".segment") { names.append(name) }
    }
    if names.isEmpty { throw BenchError.usage("no segments in \(folder)") }
    return names.sorted()
  }

  static func number(_ value: Double, digits: Int = 3) -> String {
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    let rounded = (value * scale).rounded() / scale
    return "\(rounded)"
  }
}

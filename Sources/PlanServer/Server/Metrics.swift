import Foundation
import Synchronization

/// Counts of what the server did, printed in the text format of Prometheus.
package final class Metrics: Sendable {
  private struct Counts {
    var requests: [String: Int] = [:]
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    var seconds = 0.0
    var underWay = 0
    var bytes = 0
    var cached = 0
  }

  /// Upper bounds of the classes of duration, in seconds.
  fileprivate static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  private let counts = Mutex(Counts())

  package init() {}

  func began() { counts.withLock { $0.underWay += 1 } }

  /// - Parameters:
  ///   - route: the route's path, not the request's, so that the number of series stays small.
  ///   - bytes: of the body, as sent.
  func ended(route: String, status: Int, seconds: Double, bytes: Int) {
    counts.withLock { counts in
      counts.underWay -= 1
      counts.requests["route=\"\(route)\",status=\"\(status)\"", default: 0] += 1
      counts.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      counts.seconds += seconds
      counts.bytes += bytes
    }
  }

  func wasCached() { counts.withLock { $0.cached += 1 } }

  /// - Parameters:
  ///   - documents: of the index; nil without one.
  ///   - unpacked: bytes of texts and passages kept for the next search.
  func text(documents: Int?, unpacked: Int?) -> String {
    let now = counts.withLock { $0 }
    var lines = ["# HELP gangmu_requests_total Requests answered.", "# TYPE gangmu_requests_total counter"]
    for (labels, count) in now.requests.sorted(by: { $0.key < $1.key }) {
      lines.append("gangmu_requests_total{\(labels)} \(count)")
    }
    lines += ["# HELP gangmu_request_seconds Time to answer.", "# TYPE gangmu_request_seconds histogram"]
    var sum = 0
    for (bound, count) in zip(Self.bounds, now.buckets) {
      sum += count
      lines.append("gangmu_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
    }
    let all = now.buckets.reduce(0, +)
    lines += [
      "gangmu_request_seconds_bucket{le=\"+Inf\"} \(all)", "gangmu_request_seconds_sum \(now.seconds)",
      "gangmu_request_seconds_count \(all)",
    ]
    lines += Self.single("gangmu_requests_under_way", "Requests being answered.", "gauge", now.underWay)
    lines += Self.single("gangmu_response_bytes_total", "Bytes of bodies sent.", "counter", now.bytes)
    lines += Self.single("gangmu_cached_answers_total", "Answers that were kept from before.", "counter", now.cached)
    if let documents { lines += Self.single("gangmu_documents", "Documents in the index.", "gauge", documents) }
    if let unpacked { lines += Self.single("gangmu_unpacked_bytes", "Bytes kept for the next search.", "gauge", unpacked) }
    if let resident = Self.residentBytes {
      lines += Self.single("process_resident_memory_bytes", "Resident memory of the process.", "gauge", resident)
    }
    lines += Self.single("process_cpu_seconds_total", "CPU time of the process.", "counter", Self.processorSeconds)
    return lines.joined(separator: "\n") + "\n"
  }

  /// As Linux tells it; nil elsewhere.
  private static var residentBytes: Int? {
    guard let line = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let pages = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
  }

  /// Of all threads; POSIX counts it in millionths.
  private static var processorSeconds: Double { Double(clock()) / 1e6 }

  private static func single(_ name: String, _ help: String, _ type: String, _ value: some Numeric) -> [String] {
    ["# HELP \(name) \(help)", "# TYPE \(name) \(type)", "\(name) \(value)"]
  }
}

import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The workbench as a server on a port.
package struct WorkbenchServer: Sendable {
  private let workbench: Workbench
  private let host: String
  private let port: Int
  private let logger: Logger
  private let announce: @Sendable (_ port: Int) -> Void

  /// A connection that sends nothing for so long is closed.
  private static let idle = TimeAmount.seconds(30)
  /// Connections at the same time; more wait to be accepted.
  private static let connections = 1_024
  /// How long answers under way may go on after a signal to end.
  private static let farewell = Duration.seconds(10)

  /// - Parameters:
  ///   - host: the address to listen on.
  ///   - port: 0 for any free one.
  ///   - announce: called with the port once connections are accepted.
  package init(
    _ workbench: Workbench, host: String, port: Int, logger: Logger, announce: @escaping @Sendable (_ port: Int) -> Void
  ) {
    self.workbench = workbench
    self.host = host
    self.port = port
    self.logger = logger
    self.announce = announce
  }

  /// Serves until SIGTERM or SIGINT, or until the task is cancelled; answers under way are finished first.
  /// - Throws: `WorkbenchError.cannotListen` when the address cannot be used.
  package func run() async throws {
    let announce = announce
    let port = port
    var quiet = logger
    // The framework's own lines say nothing that the access log does not.
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      responder: WorkbenchResponder(workbench: workbench, logger: logger),
      server: .http1(
        configuration: .init(
          idleTimeout: Self.idle,
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 64 * 1024, maxHeaderListSize: 96 * 1024, maxHeaderFieldCount: 100))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
      onServerRunning: { channel in announce(channel.localAddress?.port ?? port) }, logger: quiet)
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: application), .init(service: Refresher(holder: workbench.holder))],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    configuration.maximumGracefulShutdownDuration = Self.farewell
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError {
      throw WorkbenchError.cannotListen(errno: error.errnoCode)
    }
  }
}

/// Lets go of an old state of the index while nobody asks for anything.
private struct Refresher: Service {
  let holder: LibraryHolder
  private static let pause = Duration.seconds(2)

  init(holder: LibraryHolder) { self.holder = holder }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.pause)
        holder.refresh()
      }
    }
  }
}

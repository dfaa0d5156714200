import ArgumentParser
import Foundation
import Logging
import PlanLibrary
import PlanServer

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "在浏览器里检索、阅读、比较；同时提供 JSON 接口。 The web workbench and the JSON API.",
    discussion: """
      默认只对本机开放，只读，可与 gangmu ingest 同时运行，新收录的内容无须重启即可看到。按 Ctrl-C 结束。
      --host 0.0.0.0 对网络开放：能连到这台机器的人都能读到索引里的全部文字；没有密码，也没有加密。请只在可信的网络里用，
      或放在带密码和 TLS 的反向代理之后（同时用 --allow-host 说明代理所用的名字）。
      By default only this computer can connect. The server only reads; gangmu ingest may run at the same time, and what
      it commits shows without a restart. --host 0.0.0.0 opens it: whoever reaches this computer reads every text of the
      index; there is no password and no encryption. Do so in a trusted network only, or behind a proxy that has both.
      """)

  @Option(help: ArgumentHelp("端口；0 为任一空闲端口。 The port; 0 for a free one.", valueName: "port"))
  var port = 8080

  @Option(help: ArgumentHelp("监听的地址。 The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(
    name: .customLong("allow-host"),
    help: ArgumentHelp("也认这个主机名（可给多次）。 Also answer to this name of a host; may be repeated.", valueName: "name"))
  var names: [String] = []

  @Flag(help: "不写访问日志。 No access log.")
  var quiet = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(0...65_535).contains(port) {
      throw ValidationError("--port 应为 0 至 65535，而不是 \(port)。 --port must be from 0 to 65535, not \(port).")
    }
  }

  /// Whether the address is one that other computers cannot reach.
  private var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) || host.hasPrefix("127.") }

  func run() async throws {
    do {
      try await serve()
    } catch {
      throw common.report(error)
    }
  }

  private func serve() async throws {
    let level: Logger.Level = quiet ? .warning : .info
    var logger = Logger(label: "gangmu", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = level
    let workbench: Workbench
    do {
      workbench = try Workbench(
        .init(folder: common.folder, version: Gangmu.version, hosts: isLoopback ? names : nil), logger: logger)
    } catch {
      throw LibraryError.usage(
        Localized(
          zh: "程序的数据文件不全：\(error)。请重新安装。", en: "a data file of the program is missing: \(error); install it again"))
    }
    warn(workbench)
    let common = common
    let host = host
    let server = WorkbenchServer(workbench, host: host, port: port, logger: logger) { port in
      let name = host.contains(":") ? "[\(host)]" : host
      common.say(
        Localized(
          zh: "纲目工作台：http://\(name):\(port)/  （按 Ctrl-C 结束）",
          en: "workbench at http://\(name):\(port)/ (Ctrl-C ends it)"))
    }
    do {
      try await server.run()
    } catch WorkbenchError.cannotListen(let code) {
      if code == EADDRINUSE {
        common.say(
          Localized(
            zh: "端口 \(port) 已被别的程序占用；请另选，如 --port 0（任一空闲端口）",
            en: "another program uses port \(port); choose one, or any free one with --port 0"))
      }
      throw LibraryError.system(path: "\(host):\(port)", operation: "listen", errno: code)
    } catch {
      throw LibraryError.usage(Localized(zh: "工作台中止：\(error)", en: "the workbench ended: \(error)"))
    }
  }

  /// What the user should know before anybody connects.
  private func warn(_ workbench: Workbench) {
    if !isLoopback {
      common.say(
        Localized(
          zh: "注意：对网络开放。能连到 \(host):\(port) 的人都能读到索引里的全部文字；没有密码，也没有加密。",
          en:
            "note: open to the network. Whoever reaches \(host):\(port) can read every text of the index; no password, no encryption"
        ))
    }
    do {
      _ = try workbench.holder.current()
    } catch {
      common.say(error.message)
      common.say(
        Localized(
          zh: "工作台照常启动；收录之后刷新页面即可。", en: "the workbench starts all the same; reload the page when something is ingested"
        ))
    }
  }
}

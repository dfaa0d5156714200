import Foundation
import PlanText

/// What a page says about its document outside of the text: `meta` elements, metadata tables, the line below the title.
struct HTMLFacts {
  private(set) var facts = PageFacts()
  /// Lines that are metadata and not text of the document.
  private(set) var lines: Set<Int> = []

  init(_ page: HTMLPage, _ laid: [LaidLine]) {
    readTables(laid)
    readInfo(laid)
    readMeta(page)
  }

  // MARK: meta elements

  private mutating func readMeta(_ page: HTMLPage) {
    var pageTitle: String?
    for (i, node) in page.nodes.enumerated() {
      if node.tag == .title, pageTitle == nil {
        pageTitle = Self.clean(
          (i + 1..<max(i + 1, Int(node.end))).filter { page.nodes[$0].tag == .text }
            .map { page.text(of: page.nodes[$0]) }.joined())
      }
      guard node.tag == .meta, let content = page.attribute("content", of: node).map(Self.clean), !content.isEmpty,
        let name = page.attribute("name", of: node) ?? page.attribute("property", of: node)
      else { continue }
      readMeta(name.lowercased(), content)
    }
    guard facts.title == nil, let pageTitle, !pageTitle.isEmpty else { return }
    facts.title = Self.withoutSite(pageTitle, site: facts.site)
  }

  private mutating func readMeta(_ name: String, _ content: String) {
    switch name {
    case "articletitle", "og:title": facts.title = facts.title ?? Self.withoutSite(content, site: facts.site)
    case "pubdate", "publishdate", "firstpublishedtime", "article:published_time", "dc.date":
      facts.publishedOn = facts.publishedOn ?? PageDate.find(in: content)
    case "contentsource", "source", "mediaid":
      if content != "本网" && content != "本站" { facts.contentSource = facts.contentSource ?? content }
    case "sitename", "og:site_name": facts.site = facts.site ?? content
    default: return
    }
  }

  /// A page's title without the name of the site behind a dash or bar.
  static func withoutSite(_ title: String, site: String?) -> String {
    var title = title
    while let at = title.lastIndex(where: { "-_|—–－_".contains($0) }) {
      let tail = clean(String(title[title.index(after: at)...]))
      let head = clean(String(title[..<at]).trimmingDashes())
      let names = [
        "网", "門戶", "门户", "网站", "政府", "国务院部门文件", "政策文件", "政务公开", "信息公开", "平台", "频道", "全球資訊網", "局", "厅", "委员会", "Gov",
      ]
      guard head.count >= 6, tail == site || names.contains(where: tail.hasSuffix) || tail.contains("网") else { break }
      title = head
    }
    return title
  }

  /// Blanks at the ends removed, runs of blanks made one.
  static func clean(_ text: String) -> String {
    text.unicodeScalars.split(whereSeparator: Blanks.isBlank).map { String(Substring($0)) }.joined(separator: " ")
  }

  // MARK: tables and lists

  /// Labels of metadata tables, without blanks and colons. The strong ones stand in no table of a plan.
  private static let strong: Set<String> = [
    "索引号", "信息索引号", "索引编号", "发文机关", "发文机构", "发文单位", "制发机关", "成文日期", "发文日期", "发文字号", "发文文号", "发布日期", "发布机构", "发布机关",
    "统一编号", "主题分类", "公文种类",
    "主题词", "失效日期", "施行日期", "实施日期", "文件状态", "有效性", "公开方式", "公开类别", "体裁分类", "组配分类", "公开范围", "公开时限", "信息名称", "文件编号",
    "生成日期", "信息类别", "发布文号",
    "规范性文件编号", "时效状态", "公开形式", "公开责任部门", "產製日期",
  ]
  private static let weak: Set<String> = [
    "标题", "名称", "文号", "分类", "来源", "信息来源", "公开日期", "关键词", "服务对象", "内容概述", "废止日期", "时效", "责任部门", "体裁", "文件类型", "发布时间",
    "印发日期", "签发日期", "公文时效",
    "发布单位", "题名", "文件名称", "所属机构", "字号", "内容分类", "关键字", "成文时间", "有效期", "主办单位", "来文单位",
  ]

  private mutating func readTables(_ laid: [LaidLine]) {
    var group: [(line: Int, pairs: [(label: String, value: String)])] = []
    var node: Int?
    for (i, line) in laid.enumerated() {
      let pairs = Self.pairs(in: line)
      if pairs.isEmpty {
        accept(group)
        group = []
        node = nil
      } else {
        if node == nil { node = line.node }
        group.append((i, pairs))
      }
    }
    accept(group)
  }

  /// Neighbouring lines of labels are metadata when two of their labels are strong ones.
  private mutating func accept(_ group: [(line: Int, pairs: [(label: String, value: String)])]) {
    let labels = Set(group.flatMap(\.pairs).map(\.label))
    guard labels.count >= 2, labels.intersection(Self.strong).count >= 2 else { return }
    for (line, pairs) in group {
      lines.insert(line)
      for (label, value) in pairs { take(label, value) }
    }
  }

  private mutating func take(_ label: String, _ value: String) {
    guard !value.isEmpty, value != "无", value != "-", value != "暂无" else { return }
    switch label {
    case "标题", "名称", "信息名称", "题名", "文件名称": facts.title = facts.title ?? value
    case "发文字号", "文号", "发文文号", "文件编号", "字号", "发布文号": facts.documentNumber = facts.documentNumber ?? value
    case "发文机关", "发文机构", "发文单位", "制发机关", "发布机构", "发布机关", "发布单位": facts.issuer = facts.issuer ?? value
    case "成文日期", "成文时间", "发文日期", "生成日期", "印发日期", "签发日期": facts.issuedOn = facts.issuedOn ?? PageDate.find(in: value)
    case "发布日期", "发布时间", "公开日期": facts.publishedOn = facts.publishedOn ?? PageDate.find(in: value)
    case "来源", "信息来源": facts.contentSource = facts.contentSource ?? value
    default: return
    }
  }

  /// Labels and values of a line: cells of a row, or `标签：值` once or several times.
  static func pairs(in line: LaidLine) -> [(label: String, value: String)] {
    guard line.text.count <= 400 else { return [] }
    guard line.isRow || line.text.prefix(24).contains(where: { $0 == "：" || $0 == ":" }) else { return [] }
    if line.isRow { return cellPairs(line.cells.map { string(line.text[$0]) }) }
    let text = string(line.text[...])
    let pieces = text.split(omittingEmptySubsequences: false) { $0 == "：" || $0 == ":" }.map(String.init)
    guard pieces.count >= 2, let first = pieces.first, let label = label(first) else { return [] }
    var found = [(label: label, value: "")]
    for (n, piece) in pieces.dropFirst().enumerated() {
      guard n + 2 < pieces.count, let (value, next) = splitLabel(piece) else {
        found[found.count - 1].value += (found[found.count - 1].value.isEmpty ? "" : ":") + clean(piece)
        continue
      }
      found[found.count - 1].value = value
      found.append((next, ""))
    }
    return found
  }

  private static func cellPairs(_ cells: [String]) -> [(label: String, value: String)] {
    var found: [(label: String, value: String)] = []
    var i = 0
    while i < cells.count {
      if let name = label(cells[i]) {
        let value = i + 1 < cells.count && label(cells[i + 1]) == nil ? clean(cells[i + 1]) : ""
        found.append((name, value))
        i += value.isEmpty ? 1 : 2
        continue
      }
      if let at = cells[i].firstIndex(where: { $0 == "：" || $0 == ":" }), let name = label(String(cells[i][..<at])) {
        found.append((name, clean(String(cells[i][cells[i].index(after: at)...]))))
      } else if found.isEmpty && !clean(cells[i]).isEmpty {
        return []
      }
      i += 1
    }
    return found
  }

  /// The label that `text` is, blanks and colon dropped.
  private static func label(_ text: String) -> String? {
    let plain = String(text.filter { !$0.isWhitespace && !"：:[]【】\u{3000}".contains($0) })
    return strong.contains(plain) || weak.contains(plain) ? plain : nil
  }

  /// `2018年 主题词` → the value and the label behind its last blank.
  private static func splitLabel(_ piece: String) -> (value: String, label: String)? {
    var at = piece.endIndex
    while at > piece.startIndex {
      let before = piece.index(before: at)
      if piece[before].isWhitespace || piece[before] == "\u{3000}" || piece[before] == "[" || piece[before] == "【",
        let name = label(String(piece[at...]))
      {
        return (clean(String(piece[..<before])), name)
      }
      at = before
    }
    return label(piece).map { ("", $0) }
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    return String(scalars: scalars)
  }

  // MARK: the line below the title

  private mutating func readInfo(_ laid: [LaidLine]) {
    for line in laid where line.text.count <= 120 && line.text.contains(where: { $0 == "：" || $0 == ":" }) {
      let text = Self.string(line.text[...])
      if facts.contentSource == nil, let value = Self.value(behind: ["信息来源", "文章来源", "稿件来源", "来源", "稿源"], in: text) {
        if value != "本网" && value != "本站" { facts.contentSource = value }
      }
      if facts.publishedOn == nil,
        let value = Self.value(behind: ["发布时间", "发布日期", "发表时间", "發布日期", "发稿时间", "公开日期", "日期", "时间"], in: text)
      {
        facts.publishedOn = PageDate.find(in: value)
      }
    }
  }

  private static func value(behind labels: [String], in text: String) -> String? {
    for label in labels {
      guard let start = text.range(of: label) else { continue }
      let rest = text[start.upperBound...].drop { $0.isWhitespace }
      guard let colon = rest.first, colon == "：" || colon == ":" else { continue }
      let value = rest.dropFirst().drop { $0.isWhitespace }
      let end = value.firstIndex { $0.isWhitespace || "|｜【[".contains($0) } ?? value.endIndex
      let date = label.hasSuffix("间") || label.hasSuffix("期")
      return date ? String(value.prefix(24)) : end == value.startIndex ? nil : cutLabel(String(value[..<end]))
    }
    return nil
  }

  /// `青海日报浏览量：` → `青海日报`.
  private static func cutLabel(_ value: String) -> String? {
    guard let colon = value.firstIndex(where: { $0 == "：" || $0 == ":" }) else { return value }
    let head = String(value[..<colon])
    let scalars = Array(head.unicodeScalars)
    let label = ChromeWords.infoLabels.filter { scalars.ends(with: $0) }.map(\.count).max()
    let kept = String(String.UnicodeScalarView(scalars.dropLast(label ?? 0)))
    return kept.isEmpty ? nil : kept
  }
}

extension String {
  fileprivate func trimmingDashes() -> String {
    var s = Substring(self)
    while let last = s.last, "-_|—–－ ".contains(last) { s.removeLast() }
    return String(s)
  }
}

/// Dates as pages write them.
enum PageDate {
  /// The first `2018-12-06`, `2018/12/6`, `2018.12.6` or `2018年12月06日` of `text` as `YYYY-MM-DD`.
  static func find(in text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    var i = 0
    while i < scalars.count {
      guard let (year, behind) = number(scalars, i, digits: 4...4) else {
        i += 1
        continue
      }
      if (1900...2200).contains(year), let month = part(scalars, behind), let day = part(scalars, month.end),
        (1...12).contains(month.value), (1...31).contains(day.value)
      {
        return pad(year, 4) + "-" + pad(month.value, 2) + "-" + pad(day.value, 2)
      }
      i = behind
    }
    return nil
  }

  private static func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// A separator and one or two digits.
  private static func part(_ s: [Unicode.Scalar], _ i: Int) -> (value: Int, end: Int)? {
    var at = i
    while at < s.count, Blanks.isBlank(s[at]) { at += 1 }
    guard at < s.count, "年月-/.．－".unicodeScalars.contains(s[at]) else { return nil }
    at += 1
    while at < s.count, Blanks.isBlank(s[at]) { at += 1 }
    return number(s, at, digits: 1...2)
  }

  private static func number(_ s: [Unicode.Scalar], _ i: Int, digits: ClosedRange<Int>) -> (value: Int, end: Int)? {
    var value = 0
    var at = i
    while at < s.count, at - i < digits.upperBound, let digit = digit(s[at]) {
      value = value * 10 + digit
      at += 1
    }
    return digits.contains(at - i) ? (value, at) : nil
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: Int(scalar.value) - 0x30
    case 0xFF10...0xFF19: Int(scalar.value) - 0xFF10
    default: nil
    }
  }
}

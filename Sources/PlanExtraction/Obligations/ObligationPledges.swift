import PlanText

/// What an address says when it pledges without 我们会, and what it says about itself or the world, in the words of Hong Kong and
/// Taiwan.
struct ObligationPledges {
  let clauses: SentenceClauses

  /// Whether a clause, or the whole sentence, has the form of a pledge. What stands before may tell of the past: 已完成设计，将于今年发包.
  var isMade: Bool {
    if isDue || bindsOthers { return true }
    if Self.sentences.first(clauses.text, in: clauses.range) != nil { return true }
    return clauses.clauses.contains { clause in
      guard Self.ofClauses.first(clauses.text, in: clause.range) != nil else { return false }
      return !clauses.words(clause).contains { word in
        word.classes.contains(.achieved) && !clauses.qualifiesNoun(word) && !Self.ready.starts(clauses.text[word.start..<clause.range.upperBound])
      }
    }
  }

  /// 所有小学的学费会在下学年冻结: something will be done by or in a time that is named, and it does not come about by itself.
  private var isDue: Bool {
    var isDated = false
    if tellsPast || Self.ruin.isIn(clauses.text[clauses.range]) { return false }
    for clause in clauses.clauses {
      if Self.supposed.isIn(clauses.text[clause.range]) { return false }
      isDated = isDated || Self.times.first(clauses.text, in: clause.range) != nil
      guard isDated else { continue }
      if clauses.words(clause).contains(where: { isFuture($0, in: clause) }) { return true }
    }
    return false
  }

  /// A word of the past other than 目前 and 现时 stands in the sentence.
  private var tellsPast: Bool {
    clauses.tokens.contains { word in
      word.classes.contains(.achieved) && !clauses.qualifiesNoun(word) && !Self.now.starts(clauses.text[word.start..<clauses.range.upperBound])
    }
  }

  /// 会 or 将 behind a subject that does not move by itself, in front of something done.
  private func isFuture(_ word: SentenceToken, in clause: SentenceClauses.Clause) -> Bool {
    guard word.classes.has([.will, .pledge]), word.end - word.start == 1, "会将".unicodeScalars.contains(clauses.text[word.start]), word.end < clause.range.upperBound
    else { return false }
    if clauses.text[word.start] == "将", !"于在会".unicodeScalars.contains(clauses.text[word.end]), !clauses.tokens.contains(where: { $0.start == word.end && $0.classes.has([.act, .adverb]) }) {
      return false
    }
    if clauses.text[word.start] == "会" {
      if "期议员计场面长晤".unicodeScalars.contains(clauses.text[word.end]) { return false }
      if word.start > 0, IndicatorReader.endsInMeeting.contains(clauses.text[word.start - 1]) || clauses.text[word.start - 1] == "时" && Self.sessions.isIn(clauses.text[clause.range]) { return false }
    }
    return !Self.natural.isIn(clauses.text[clauses.range.lowerBound..<word.start]) && !Self.passive.starts(clauses.text[word.end..<clause.range.upperBound])
  }

  /// 参加计划的学校必须…, 专营巴士公司须…, 不得因此…: a rule for somebody, who is not the whole society.
  private var bindsOthers: Bool {
    if tellsPast || Self.supposed.isIn(clauses.text[clauses.range]) { return false }
    return clauses.clauses.contains { clause in
      clauses.words(clause).contains { word in
        guard word.classes.has([.mandatory, .prohibition]), word.end < clause.range.upperBound, Self.modals.contains(clauses.string(word.start..<word.end))
        else { return false }
        let subject = clauses.text[clause.range.lowerBound..<word.start]
        if Self.everybody.isIn(subject) || Self.quoting.ends(subject) { return false }
        if clauses.text[word.start] == "必" { return Self.bound.starts(subject) || Self.bound.ends(subject) }
        return subject.count > 1 || clauses.text[word.start] == "不"
      }
    }
  }

  private static let times = LexiconPatternList([
    "(未来|今后|其后)(一|两|二|三|四|五|六|七|八|九|十|0|1|2|3|4|5|6|7|8|9)", "(明年|今年|本年|下年|下一年|下学年|下一学年|下季|下月|年内|任期内|学年起|年度起|年起|月起|日起|年底|年中|年初|季度|学年|年度)",
    "(年|个月)(之)?内", "(0|1|2|3|4|5|6|7|8|9)年(之)?(前|或之前|或以前|第)",
  ].map { LexiconPattern($0) })

  private static let supposed: PhraseSet = ["若", "如果", "倘", "假如", "相信", "深信", "估计", "预计", "预料", "认为", "可望", "有望", "预估", "担心", "否则", "只要", "会否"]
  private static let natural: PhraseSet = [
    "人口", "经济增长", "需求", "失业", "气温", "海平面", "风险", "市场", "全球", "世界", "香港将", "香港会", "通胀", "盈余", "赤字", "收入", "形势", "挑战", "环境", "寿命", "病人", "受惠", "我国",
  ]
  private static let passive: PhraseSet = ["有", "是", "对", "为", "面", "令", "使", "带来", "失去", "愈来", "越来", "更", "持续", "继续下", "出现", "成为", "填满", "达到饱和", "录得", "议", "达饱", "踏入", "集中", "迎来", "满", "届满", "迈入"]
  private static let now: PhraseSet = ["目前", "现时", "现在", "现有"]
  private static let ruin: PhraseSet = ["爆满", "饱和", "填满", "恶化", "老化", "短缺", "不足", "倒闭", "消失", "落后"]
  private static let sessions: PhraseSet = ["临时会"]
  private static let quoting: PhraseSet = ["订明", "规定", "列明", "要求", "指出", "强调"]
  private static let modals: Set<String> = ["须", "必须", "不得", "均须", "不准", "均不得"]
  private static let everybody: PhraseSet = ["我们", "我", "香港", "社会", "大家", "市民", "经济", "改革", "发展", "人人", "文化", "国家", "市政", "本市", "教育", "如同", "制度", "各界", "一个", "经贸", "两岸", "国际"]
  private static let bound: PhraseSet = [
    "所有", "任何", "每", "各", "参加", "人士", "人员", "机构", "公司", "学校", "幼稚园", "企业", "部门", "服务", "者", "承办商", "营办商", "雇主", "业主", "大厦", "建筑物", "车辆",
  ]

  /// Whether the sentence only speaks of the speech, foretells or thanks.
  var isTalk: Bool { Self.talk.first(clauses.text, in: clauses.range) != nil }

  /// 已预留, 已责成, 目前全市…: the past word in these looks ahead.
  private static let ready: PhraseSet = ["已预留", "已拨出", "已申请", "已要求", "已责成", "已指示", "已委托", "已邀请", "已规划"]

  private static let sentences = LexiconPatternList([
    "^(我们|我|政府|本府|市府)的目标,是", "^(由|从|自)…(起|开始),…(必须|须|应|一律|会|将|实施|推行|免费|禁止|不得|提高|增至|放宽|取消)", "(年|年度|学年)(度)?起,…(免费|实施|全面|必须|须|一律)",
    "^(持续|赓续|积极争取|加速|戮力)", "^(期盼|期能|以期)(透过|借由|带动|打造|建立|提升|推动|达成|让)?", "^请各(局处|机关|单位|部门|区公所)", "^以…为目标,",
    "^(我|我们|本人)(也|亦)?承诺,",
    "^(把|将)…(增至|增加至|减至|降至|提高至|提升至|调高至|上调至|下调至|缩短至|延长至|扩展至|扩大至|放宽至|调整为|改为|改善至)", "^(宽减|宽免|豁免|代缴|增拨|注资|容许|准许)",
  ].map { LexiconPattern($0) })

  private static let ofClauses = LexiconPatternList([
    "^(所有|各|每)…最迟(于|在)", "最迟(于|在)…(设立|落成|完成|启用|推出|实施|公布|展开|通车)",
    "(预计|预定)…(完工|启用|营运|动工|通车|发包|完成|招标|开工|竣工|落成|展开|提交|推出|实施|提升到|提升至|增至|增加到|降至|降到)",
    "^(并|后续)?(将|会)于…(完工|启用|营运|动工|通车|发包|完成|招标|开工|竣工|落成|展开|提交|推出|实施)",
    "(条例|条例草案|草案|措施|计划|工程|中心|医院|学校|设施|基金|服务|大楼|校舍|场馆|公园|车站|系统)(将|会)(于|分|陆续|逐步)",
    "^每(个|区|所|间|名)…(都)?会(设|提供|成立|推行|发表|获)",
    "^(我|我们|本人)(已)?(要求|责成|指示|委托)", "^(我|我们|政府|当局)已(预留|拨出|申请)", "^(我|我们|本人)(提议|倡议)", "^(我|我们|政府)(也|亦|会|亦会|也会)?鼓励",
    "(会|将)(由|从)…(缩短至|缩短为|增至|增加至|增加到|减至|降至|提高至|提高到|提升至|提升到|扩增到|扩大至|延长至)", "(名额|学额|学费|津贴|上限|罚款|税率|时间)会(冻结|增|减|提高|提升|缩短|降)",
    "(局|署|处|厅|局长|司长|委员会)(稍后)?会(在|于|于稍后|稍后)?(公布|提交|推出|展开|检讨|与)",
    "^(我|我们)(希望|期望)(在|于)…(内|前|年|月)", "^(我们|政府|当局|市府|本府)(绝)?不(会|容)", "^(我们|政府)有决心", "^我们需要(更)?(积极|加强|加快|努力|兴建|增建|增加|增设|扩大|设立|推行|改善|投入)", "^(政府|政府部门|各部门|当局)(亦|也|都)?(要|须|必须)(提高|加强|改善|加快|精简|推动|检讨|推行)", "^(所有|各)…(在|于)…(之前|年前|年内|年底前)(接驳|采用|推行|实施|设|完成|成为|转为|达到|全面)",
    "(市府|县府|本府|水利局|工务局|交通局|教育局)(已)?(规划|编列)", "(今年|明年)目标", "^(市府|县府|本府|我|我们)承诺", "(每月|每年|再)加码", "^(市府|县府|本府)(会|将|也会|也将)",
  ].map { LexiconPattern($0) })

  private static let talk = LexiconPatternList([
    "^这是我", "我(们)?(预测|估计|预期)", "我们预计…(受惠|增长|上升|下降)", "(开支预算|总开支|总收入)(预算)?为", "以下各章", "(会|将)(集中)?(讲述|逐一交代|详细交代)",
    "我(会|想|将)…(交代|阐述|谈谈|谈一谈|讲述|简述|回顾|论述|介绍)", "将会(持续)?(老化|更加|愈来愈|越来越|成为|是)", "(人口|经济|需求)将会", "(日前|陆续)…动土,将", "会愈来愈",
  ].map { LexiconPattern($0) })
}

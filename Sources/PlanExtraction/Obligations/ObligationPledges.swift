import PlanText

/// What an address says when it pledges without 我们会, and what it says about itself or the world, in the words of Hong Kong and
/// Taiwan.
struct ObligationPledges {
  let clauses: SentenceClauses

  /// Whether a clause, or the whole sentence, has the form of a pledge. What stands before may tell of the past: 已完成设计，将于今年发包.
  var isMade: Bool {
    if Self.sentences.first(clauses.text, in: clauses.range) != nil { return true }
    return clauses.clauses.contains { clause in
      guard Self.ofClauses.first(clauses.text, in: clause.range) != nil else { return false }
      return !clauses.words(clause).contains { word in
        word.classes.contains(.achieved) && !clauses.qualifiesNoun(word) && !Self.ready.starts(clauses.text[word.start..<clause.range.upperBound])
      }
    }
  }

  /// Whether the sentence only speaks of the speech, foretells or thanks.
  var isTalk: Bool { Self.talk.first(clauses.text, in: clauses.range) != nil }

  /// 已预留, 已责成, 目前全市…: the past word in these looks ahead.
  private static let ready: PhraseSet = ["已预留", "已拨出", "已申请", "已要求", "已责成", "已指示", "已委托", "已邀请", "已规划"]

  private static let sentences = LexiconPatternList([
    "^(我们|我|政府|本府|市府)的目标,是", "^(由|从|自)…(起|开始),…(必须|须|应|一律|会|将|实施|推行|免费)", "(年|年度|学年)(度)?起,…(免费|实施|全面|必须|须|一律)",
    "^(持续|赓续|积极争取|加速|戮力)", "^(期盼|期能|以期)(透过|借由|带动|打造|建立|提升|推动|达成|让)?", "^请各(局处|机关|单位|部门|区公所)", "^以…为目标,",
    "^(我|我们|本人)(也|亦)?承诺,",
  ].map { LexiconPattern($0) })

  private static let ofClauses = LexiconPatternList([
    "(预计|预定)…(完工|启用|营运|动工|通车|发包|完成|招标|开工|竣工|落成|展开|提交|推出|实施|提升到|提升至|增至|增加到|降至|降到)",
    "^(并|后续)?(将|会)于…(完工|启用|营运|动工|通车|发包|完成|招标|开工|竣工|落成|展开|提交|推出|实施)",
    "(条例|条例草案|草案|措施|计划|工程|中心|医院|学校|设施|基金|服务|大楼|校舍|场馆|公园|车站|系统)(将|会)(于|分|陆续|逐步)",
    "^每(个|区|所|间|名)…(都)?会(设|提供|成立|推行|发表|获)",
    "^(我|我们|本人)(已)?(要求|责成|指示|委托)", "^(我|我们|政府|当局)已(预留|拨出|申请)", "^(我|我们|本人)(提议|倡议)", "^我们(会)?鼓励",
    "(会|将)(由|从)…(缩短至|缩短为|增至|增加至|增加到|减至|降至|提高至|提高到|提升至|提升到|扩增到|扩大至|延长至)", "(名额|学额|学费|津贴|上限|罚款|税率|时间)会(冻结|增|减|提高|提升|缩短|降)",
    "(局|署|处|厅|局长|司长|委员会)(稍后)?会(在|于|于稍后|稍后)?(公布|提交|推出|展开|检讨|与)",
    "^(我|我们)(希望|期望)(在|于)…(内|前|年|月)", "^(我们|政府|当局|市府|本府)(绝)?不(会|容)", "^(我们|政府)有决心", "^我们需要(更)?(积极|加强|加快|努力)",
    "(市府|县府|本府|水利局|工务局|交通局|教育局)(已)?(规划|编列)", "(今年|明年)目标", "^(市府|县府|本府|我|我们)承诺", "(每月|每年|再)加码", "^(市府|县府|本府)(会|将|也会|也将)",
  ].map { LexiconPattern($0) })

  private static let talk = LexiconPatternList([
    "我(会|想|将)…(阐述|谈谈|谈一谈|讲述|简述|回顾|论述|介绍)", "将会(持续)?(老化|更加|愈来愈|越来越|成为|是)", "(人口|经济|需求)将会", "(日前|陆续)…动土,将", "会愈来愈",
  ].map { LexiconPattern($0) })
}

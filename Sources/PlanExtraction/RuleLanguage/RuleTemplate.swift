/// A rule file to begin with.
package enum RuleTemplate {
  /// A file with one rule called `name`, which passes the check as it is.
  package static func text(name: String) -> String {
    """
    # 一行一句；# 起头的行是注释。写法见 Documentation/Rules.md。
    # One statement a line; lines that begin with # are comments. See Documentation/Rules.md.
    title  我的规则 / My rules

    # 规则名：不与别的规则相同；与内置规则同名则取代它。 A name of its own; the name of a bundled rule replaces that rule.
    rule \(name)
      # 一句话说明 what it is about: 中文 / English
      about  跃升到某水平 / A level to jump to
      # 模式 pattern：{指标} 任意字，{数} 数字，{单位} 须有单位，(甲|乙) 其一，[甲] 可有可无，<reach> 词表里的一类词
      when   {指标}(跃升到|跃升至){数}{单位}
      # 条件 conditions (where compared, counted …) 可省 may be left out
      # 含义 meaning：target 指标，baseline 只作基期值，nothing 不取；op 是数旁没有比较词时的比较符
      means  target op=>=
      # 必须成立的例句：[规划期] 句子 → 应得的字段。 A text that must fit, with what it gives.
      yes    [2021-2025] 到2025年，全省森林覆盖率跃升到45%。 → indicator=森林覆盖率 op=>= value=45 unit=% deadline=2025
      # 最容易误取而必须不成立的例句。 The nearest text that must not fit.
      no     [2021-2025] 去年，全省森林覆盖率跃升到43%。

    # 取消一条内置规则 to take a bundled rule out: disable 规则名

    """
  }
}

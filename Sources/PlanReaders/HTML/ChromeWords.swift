import PlanText

/// What web sites write around a document. Everything is compared without blanks, as scalars.
enum ChromeWords {
  /// Marks that stand between the words of a menu or bar.
  static let separators = ScalarSet("【】[]［］|｜：:·•()（）/>»".unicodeScalars)
  /// Marks that make a line of furniture when nothing else is there.
  static let marks = ScalarSet("|｜>»›·•-—【】[]/、，,:：↺×+".unicodeScalars)
  static let listMarks = ScalarSet("：:【】[]>»….".unicodeScalars)
  static let brackets = ScalarSet("【】[]|｜".unicodeScalars)

  /// Labels of buttons and menus: a line made of these alone belongs to the page.
  static let buttons = scalars([
    "打印", "打印本页", "打印页面", "打印正文", "打印文章", "下载打印", "打印此页", "列印", "友善列印", "关闭", "关闭窗口", "关闭本页", "關閉", "返回", "返回顶部",
    "返回首页",
    "返回列表", "回到顶部", "顶部", "回頁首", "回上一頁", "回上頁", "分享", "分享到", "分享至", "分享到微信", "微信分享", "收藏", "收藏本页", "加入收藏", "我的收藏",
    "设为首页",
    "字号", "字体", "字體", "字級", "字体大小", "字号选择", "大", "中", "小", "大号", "中号", "小号", "加大", "还原", "减小", "默认", "正常", "超大", "全屏",
    "下载", "保存", "复制",
    "复制链接", "纠错", "我要纠错", "内容纠错", "网站纠错", "无障碍", "无障碍阅读", "无障碍浏览", "长者助手", "长者模式", "关怀版", "关爱版", "适老化", "语音播报", "朗读",
    "阅读",
    "视力保护色", "繁体", "繁體", "简体", "繁体版", "简体版", "英文版", "English", "EN", "手机版", "电脑版", "移动版", "微信", "微博", "新浪微博", "腾讯微博",
    "QQ", "QQ空间",
    "客户端", "首页", "主页", "网站首页", "首頁", "登录", "登陆", "注册", "用户登录", "退出", "搜索", "站内搜索", "高级搜索", "检索", "查询", "搜尋", "更多",
    "查看更多", "更多>>",
    "上一篇", "下一篇", "上一条", "下一条", "上一页", "下一页", "尾页", "网站地图", "网站導覽", "联系我们", "关于我们", "法律声明", "隐私声明", "使用帮助", "网站声明",
    "友情链接",
    "网站建议", "版权声明", "政策解读", "相关解读", "解读", "基本信息", "展开", "收起", "A", "A+", "A-", "+", "-", "×", "X", "Facebook", "Line",
    "Twitter", "Plurk",
    "发布", "规章", "下载文字版", "下载图片版", "TOP", "Top", "top", "网页版",
  ])

  /// What a line of the page begins with: where you are, who made the site, what else there is.
  static let starts = Dictionary(
    grouping: scalars([
      "您的位置", "您现在的位置", "您当前的位置", "您当前位置", "您当前所在的位置", "您所在的位置", "当前位置", "当前所在位置", "当前的位置", "所在位置", "现在位置", "你的位置",
      "你现在的位置", "目前位置",
      "您目前的位置", "現在位置", "您所在位置", "现在的位置", "位置：首页", "首页>", "首页»", "首页›", "首頁>", "首页-", "首页/", "扫一扫", "扫码", "微信扫一扫",
      "用微信扫", "扫描二维码",
      "版权所有", "版權所有", "Copyright", "copyright", "COPYRIGHT", "©", "主办单位：", "主办：", "主办:", "主办单位:", "承办单位：", "承办单位:",
      "承办：", "承办:", "技术支持：", "技术支持:",
      "网站标识码", "政府网站标识码", "网站支持IPv6", "网站支持IPV6", "本网站支持IPv6", "ICP备案", "备案号", "备案序号", "搜索热词", "热门搜索", "热搜", "热词",
      "热门关键词", "大家都在搜", "您是第", "访问总量",
      "今日访问", "建议使用", "推荐使用", "最佳分辨率", "上一篇：", "下一篇：", "上一篇:", "下一篇:", "上一条：", "下一条：", "分享到：", "分享到:", "分享：", "分享:",
      "网站地图|", "隐私保护", "我要评论", "更新日期：",
      "点阅", "點閱",
    ]), by: { $0.first ?? " " })

  /// Words that give a line of the foot away wherever they stand in it.
  static let anywhere = scalars(["ICP备", "公网安备", "网站标识码", "版权所有", "版權所有", "扫一扫在手机打开", "ICP证", "政府网站找错"])

  /// What the bare name of a file for download is made of.
  static let downloadNames = ScalarSet("附件表图圖0123456789０１２３４５６７８９一二三四五六七八九十：:、（）()-_".unicodeScalars)
  /// Endings of the names of files that a page offers for download.
  static let downloadEndings: Set<String> = [
    "doc", "docx", "wps", "rtf", "odt", "pdf", "ofd", "ceb", "xls", "xlsx", "et", "csv", "ppt", "pptx", "zip", "rar", "7z", "jpg", "jpeg", "png", "tif", "mp4",
  ]

  /// Headings of lists of links behind a document.
  static let listHeads = scalars([
    "相关链接", "相关阅读", "相关文档", "相关新闻", "相关报道", "相关信息", "相关文件", "相关文章", "相关政策", "相关内容", "相关推荐", "相关稿件", "相关附件", "延伸阅读",
    "推荐阅读", "热点推荐", "热门推荐",
    "热点新闻", "最新文章", "最新发布", "最新政策", "最新信息", "猜你喜欢", "图片新闻", "政策图解", "图解", "新闻链接", "相關連結", "相關資訊", "相關檔案", "關聯解讀",
    "关联解读", "关联文件", "相关解读",
  ])

  /// Labels of the line with source, date and counters below a title.
  static let infoLabels = scalars([
    "来源", "信息来源", "文章来源", "稿源", "稿件来源", "新闻来源", "發布單位", "發布日期", "来源于", "发布时间", "发布日期", "发表时间", "发稿时间", "更新时间", "更新日期",
    "公开日期", "公开时间", "时间", "日期",
    "发文时间", "录入时间", "浏览次数", "浏览量", "浏览", "点击数", "点击次数", "点击量", "点击率", "点击", "访问量", "访问次数", "阅读次数", "阅读量", "阅读数", "人气",
    "次数", "作者", "编辑", "责任编辑",
    "责编", "信息员", "供稿", "审核", "字体", "字号", "字体大小", "字體大小", "字級", "发布机构", "发布单位", "发布者", "保护视力色", "视力保护色", "文章字体", "瀏覽次數",
    "點閱數", "最後更新日期", "更新人",
  ])

  /// Parts of class names and ids of page furniture.
  static let furniture: Set<String> = [
    "nav", "navbar", "navi", "navigation", "mainnav", "subnav", "topnav", "menu", "submenu", "mainmenu", "sidemenu",
    "foot", "footer", "footers", "bottom", "copyright",
    "crumb", "crumbs", "breadcrumb", "breadcrumbs", "curb", "dqwz", "weizhi", "wz", "position", "location", "share",
    "sharebox", "bdshare", "bdsharebuttonbox",
    "print", "printer", "toolbar", "tools", "tool", "sidebar", "side", "aside", "related", "relate", "xgwz", "xgwj",
    "xgyd", "xgxx", "xgzc", "xglj", "recommend", "hot", "hotword", "hotwords",
    "hotkey", "search", "searchbox", "login", "qrcode", "qr", "ewm", "erweima", "wza", "banner", "header", "head",
    "top", "topbar", "links", "link", "yqlj", "friendlink",
    "pager", "pagination", "prevnext", "comment", "comments", "popup", "modal", "dialog", "float", "toolbox", "setfont",
    "fontsize", "languages", "lang", "logo",
  ]

  /// Those of them that never hold a document.
  static let foot: Set<String> = [
    "foot", "footer", "footers", "bottom", "copyright", "nav", "navbar", "navi", "navigation", "menu",
  ]

  private static func scalars(_ words: [String]) -> Set<[Unicode.Scalar]> {
    Set(words.map { Array($0.unicodeScalars) })
  }
}

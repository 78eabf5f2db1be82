const english = new Set(
  `a about all an any anything are article articles be been being bring can content did digest digests do edition editions everything
  find for from gave get give got had happened has have how i in is issue issues it latest list me miss missed morning most my new newest news of on one
  our paper papers please post posted posts publication published read recap recent say says section sections see show something
  stories story summarise summarize summary tell that the there this to up update updates us was we were what what's whats what’s when which you`
    .split(/\s+/)
    .filter(Boolean),
)

const german = new Set(
  `alle alles artikel aus ausgabe auf bei beiträge bitte das dem den der des die es gab gibt gibts gibt's gibt’s habe hat ich im in ist los mir meldungen
  nachrichten neu neue neuen neues neueste neuesten steht themen über und vom von war waren was welche welches zeig zeige`
    .split(/\s+/)
    .filter(Boolean),
)

const chineseWord =
  '(?:有没有|有什么|有什麼|什么|什麼|哪些|[有讲講说說了过過的都发發布生吗嗎呢是在给給我请請看]|日报|日報|早报|早報|新闻|新聞|内容|內容|消息|文章|论文|論文|关于|關於|最新|更新|[\\s，,。？?！!])+'
const chinese = new RegExp(`^${chineseWord}$`, 'u')
const chineseEnds = new RegExp(`^${chineseWord}|${chineseWord}$`, 'gu')

/** Whether words ask for everything: `what was in the digest`, `有什么`. */
export function isFiller(words: string): boolean {
  if (words === '' || chinese.test(words)) return true
  const each = words.toLowerCase().match(/[\p{L}\p{N}'’]+/gu)
  return !words.includes('"') && [english, german].some((filler) => (each ?? []).every((word) => filler.has(word)))
}

/** The subject of a question: `agents` of `anything about agents`, 智能体 of 关于智能体的. */
export function withoutFiller(words: string): string {
  const telling = words.split(' ').filter((word) => !isFiller(word))
  return telling.join(' ').replace(chineseEnds, '')
}

/** Words of a question about an action, before and after it. */
const asking =
  /^(?:请问|麻烦|我们?(?=想|要|需要|怎|如何)|想要?|需?要|怎么样?才能|怎么|怎样|如何|能不能|可以|帮我们?|帮忙|请|才能|在哪里?|哪里|[\s，,])+|(?:本频道|这个频道|日报|早报|一下|吗|呢|啊|在哪里?|怎么弄|怎么做|[\s，,。？?！!])+$/gu

/** The subject of a question in simplified Chinese: 退订 of 请问怎么退订日报？ */
export function withoutAsking(question: string): string {
  return question.replace(asking, '')
}

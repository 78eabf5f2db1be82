/** Phrases that are addressed to a language model. */
const address =
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|sources?|guidelines?|above|previous)\b|\b(?:system prompt|(?:print|reveal|show|send|output|leak|repeat)\b.{0,40}\bapi key|you are (?:an? )?(?:ai|assistant|chatgpt|language model)|(?:as|dear|attention,?) (?:an? )?(?:ai|llm|language model)s?\b|when (?:you )?(?:summari[sz]\w+|writ\w+) (?:this|about)|(?:add|include|insert|append) (?:the |this |a )?(?:link|url|image|following (?:link|text|words?|sentences?|line))|(?:reveal|print|repeat|output) (?:your|the) (?:instructions|prompt|key|rules))|<\/?(?:system|assistant|source)\b|(?:忽略|无视|忘记).{0,20}(?:指令|规则|提示|来源|要求|上文)|系统提示|(?:作为|你是)(?:一个)?(?:AI|人工智能|语言模型|助手)|(?:^|[，。；：]|请|务必|必须)(?:加上|添加|插入)(?:这个|以下)?(?:链接|网址|图片)/i

const say =
  '(?:mention|state|say|tell|write|report|describe|call|present|portray|recommend|advise|praise|promote|endorse|rate|claim|conclude|emphasi[sz]e|highlight|stress|summari[sz]e)'
const polite = `(?:please|kindly|(?:be|make) (?:sure|certain) to|remember to|do not|don['’]t|never|always|you (?:must|should|have to|need to|are (?:asked|requested|instructed|required|expected) to))`
const writing = '(?:summar(?:y|ies)|summari[sz]ers?|digests?|newsletters?|takeaways?|blurbs?)'
const asked = '(?:is|are) (?:asked|requested|instructed|required|expected|encouraged|urged) to'
const wish = `(?:must|should|shall|would|ought to|has to|have to|needs? to|(?:is|are) to|${asked})`

/**
 * Requests to those who write about a source, also polite ones. A text that is no instruction does not contain them.
 */
const requests = [
  // `Please mention that …`, `Never report the limits`.
  `(?:^|[;:,.] )${polite} (?:also )?${say}\\b`,
  // `State that …`, `In your answer, call this …`: but a sentence may begin with `Report cards`.
  `^(?:in (?:your|the|any) \\w+,? )?${say} (?:that|this|it|them|readers|everyone|to|the (?:paper|work|method|authors?|result|product|company)s?)\\b`,
  `\\b${writing}\\b[^.;]{0,60} ${wish} (?:also )?${say}\\b`,
  `\\b(?:models?|assistants?|reviewers?|readers?|writers?|editors?|journalists?)\\b[^.;]{0,40} ${asked} ${say}\\b`,
  `\\b(?:ask|request|expect|require|insist) that (?:any |all |every |the )?${writing}\\b`,
  `\\b(?:must|should|shall|is to|ought to|important that this) be (?:described|presented|portrayed|called|praised|summari[sz]ed|reported) as\\b`,
  `^your (?:summary|answer|response|reply|digest|text|output)\\b`,
  `(?:^|[;:,] )(?:(?:output|print|respond|reply|answer) (?:only|with|in)|from now on,? (?:you|answer|write|respond|always|only)|assign (?:it |this |the )?(?:highest|top|maximum|best))\\b`,
  `^notes? (?:to|for) (?:the |all |any )?(?:summari|models?\\b|assistants?|ai\\b|llms?\\b|writers?|editors?)`,
].map((pattern) => new RegExp(pattern, 'i'))

const chineseSay = '(?:强调|说明|写明|写道|写成|提到|提及|指出|推荐|注明|声称|赞扬|称赞|描述|称其|称为)'
const chineseRequests = [
  `(?:^|[，。；：])(?:请|请勿|务必|不要|切勿|不得|记得)[^，。；]{0,12}${chineseSay}`,
  `(?:摘要|总结|日报|综述|概述|报道|介绍|文章|回答)[^，。；]{0,12}(?:必须|应当|应该|应|须|请|务必|要)[^，。；]{0,6}${chineseSay}`,
  '(?:应|应当|必须|须)被?(?:描述|形容|称|写)(?:为|成)',
].map((pattern) => new RegExp(pattern))

/** Whether a sentence of a source tells writers what to write. A source is data, so such a sentence is not evidence. */
export function isInstruction(sentence: string): boolean {
  const text = sentence.replace(/\s+/g, ' ').trim()
  return address.test(text) || [...requests, ...chineseRequests].some((pattern) => pattern.test(text))
}

/** Phrases that address a language model. A source is data, so a sentence with one of them is no evidence. */
const instruction =
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|sources?|guidelines?|above|previous)\b|\b(?:system prompt|api key|you are (?:an? )?(?:ai|assistant|chatgpt|language model)|(?:as|dear|attention,?) (?:an? )?(?:ai|llm|language model)s?\b|when (?:you )?(?:summari[sz]\w+|writ\w+) (?:this|about)|(?:add|include|insert|append) (?:the |this |a )?(?:link|url|image|following)|(?:reveal|print|repeat|output) (?:your|the) (?:instructions|prompt|key|rules))|<\/?(?:system|assistant|source)\b|(?:忽略|无视|忘记).{0,20}(?:指令|规则|提示|来源|要求|上文)|系统提示|(?:作为|你是)(?:一个)?(?:AI|人工智能|语言模型|助手)|(?:加上|添加|插入)(?:这个|以下)?(?:链接|网址|图片)/i

/** Whether a sentence of a source tells a model what to write. */
export function isInstruction(sentence: string): boolean {
  return instruction.test(sentence)
}

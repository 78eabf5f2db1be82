/** A table of words in every language we speak. English for a language that has none. */
export function inLanguages<Words>(english: Words, chinese: Words): (language: string | undefined) => Words {
  return (language) => (/^zh(?![a-z])/i.test(language ?? '') ? chinese : english)
}

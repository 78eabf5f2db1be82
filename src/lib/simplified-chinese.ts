import { CustomConverter } from 'opencc-js/core'
import charactersOfTraditional from 'opencc-js/dict/TSCharacters'
import wordsOfTaiwan from 'opencc-js/dict/TWPhrasesRev'

let characters: ReadonlyMap<string, string> | undefined
let replaceWords: ((text: string) => string) | undefined

/** Han characters with the same meaning as one: 機器人 is 机器人. Everything else stays as it is. */
export function simplifiedCharacters(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text
  characters ??= new Map(
    charactersOfTraditional.split('|').map((entry): [string, string] => {
      const [traditional = '', simplified = ''] = entry.split(' ')
      return [traditional, simplified]
    }),
  )
  let simplified = ''
  for (const character of text) simplified += characters.get(character) ?? character
  return simplified
}

/** The same, and Taiwan's words in their mainland form: 設定 is 设置, 程式碼 is 代码. The length may change. */
export function simplifiedWords(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text
  replaceWords ??= CustomConverter(wordsOfTaiwan)
  return simplifiedCharacters(replaceWords(text))
}

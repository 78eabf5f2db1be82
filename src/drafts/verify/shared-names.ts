import { hanNamesIn, latinWord, looksLikeName } from './names.ts'
import { unitOf } from './units.ts'

/** The names that occur in both a sentence and its evidence. */
export function sharedNames(sentence: string, evidence: string, language: string): string[] {
  const isHan = /\p{Script=Han}/u.test(sentence)
  const words = [...sentence.matchAll(latinWord)].filter(({ 0: word, index }) => {
    // "Raft" at the start of a sentence is a name if the evidence capitalizes it inside a sentence.
    const isFirst =
      /(?:^|[.!?:;"(-]\s?)$/.test(sentence.slice(0, index)) &&
      !new RegExp(`[\\p{L}\\d,]\\s${RegExp.escape(word)}(?![\\p{L}\\d])`, 'u').test(evidence)
    return isHan ? word.length > 1 && !unitOf(word) : looksLikeName(word, isFirst, language)
  })
  const names: string[] = []
  let end = -1
  for (const { 0: word, index } of words) {
    const joined = `${names.at(-1)} ${word}`
    // "Claude Sonnet" is one name if the evidence has both words together.
    if (index === end + 1 && evidence.includes(joined)) names[names.length - 1] = joined
    else names.push(word)
    end = index + word.length
  }
  return [...new Set([...names, ...(isHan ? sharedHanNames(sentence, evidence) : [])])].filter((name) =>
    evidence.includes(name),
  )
}

/** Names by their last character: languages, places, substances, groups. */
const hanSuffix = /[语话酶市省县州国族药]|大学|学院|公司|医院|模型|算法|系统|团队|[甲乙丙丁]组|组/gu

/** The longest runs that end like a name and that both texts have. */
function sharedHanNames(text: string, evidence: string): string[] {
  const ended = [...text.matchAll(hanSuffix)].flatMap(({ 0: suffix, index }) => {
    const end = index + suffix.length
    const runs = [6, 5, 4, 3, 2].map((length) => text.slice(Math.max(0, end - length), end))
    const run = runs.find((each) => /^\p{Script=Han}{2,}$/u.test(each) && evidence.includes(each))
    return run === undefined || run === suffix ? [] : [run.replace(/^(?:一[种个]|这[种个]|[的在和与把由从对]+)/, '')]
  })
  return [...hanNamesIn(text), ...ended].filter((name) => name.length > 1 && evidence.includes(name))
}

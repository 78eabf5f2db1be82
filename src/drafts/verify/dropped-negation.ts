import type { DraftProblem } from '../../domain/draft.ts'
import { anchorsIn } from './anchors.ts'

/** Words that deny a statement, in the languages of drafts. */
const denial =
  /(?<!\p{L})(?:not|never|cannot|\p{L}+n't|neither|nobody|none|no(?! (?:more|fewer|less|later) than\b)|nicht|kein\p{L}*|nie|niemals|niemand|weder|pas|jamais|aucun\p{L}*|nunca|jamás|ningun\p{L}*|ningún|tampoco|nadie)(?!\p{L})|不|没|未|无/iu

/** Everything else that can say the same as a denial. */
const reversal =
  /(?<!\p{L})(?:no|nor|without|nothing|hardly|lack\p{L}*|fail\p{L}*|un\p{L}+|in(?:effective|valid|secure)|same|equal\p{L}*|alike|identical|missing|absent|absence|only|little|few|rarely|instead|rather|stop\p{L}*|refus\p{L}*|avoid\p{L}*|exclud\p{L}*|open|gleich\p{L}*|ohne|kaum|fehl\p{L}*|nur|statt|selten|außer|même\p{L}*|sans|ni|non|seul\p{L}*|rien|personne|sauf|mism\p{L}*|igual\p{L}*|sin|ni|solo|sólo|falt\p{L}*|carec\p{L}*|ne|n')(?!\p{L})|[非否难缺仅只尚别失停免排除外同]/iu

/** The share of the words of each of two sentences that the other one needs to be the same statement. */
const sameShare = 0.8

/** A sentence with the words of its evidence, except that only one of them denies something: 无 for 有, "wirkt" for "wirkt nicht". */
export function droppedNegation(text: string, evidence: readonly string[]): DraftProblem[] {
  const isDenied = denial.test(text)
  const other = evidence.find((each) => {
    const [plain, denying] = isDenied ? [each, text] : [text, each]
    if (!denial.test(denying) || denial.test(plain)) return false
    // A word that is itself denied, such as "stop", is no denial of its own.
    const rest = plain.replace(/(?<!\p{L})(?:stop|fail|lack|refus|avoid|exclud)\p{L}*/giu, (word) =>
      anchorsIn(denying).has([...anchorsIn(word)][0] ?? '') ? '' : word,
    )
    return !reversal.test(rest) && isSameStatement(text, each)
  })
  return other === undefined ? [] : [{ kind: 'polarity', what: denial.exec(isDenied ? text : other)?.[0] ?? text }]
}

function isSameStatement(one: string, other: string): boolean {
  const plain = (text: string) =>
    anchorsIn(text.replace(new RegExp(denial, 'giu'), ' ').replace(/\b(?:both|either)\b/gi, ' '))
  const [mine, theirs] = [plain(one), plain(other)]
  const shared = [...mine].filter((word) => theirs.has(word)).length
  // A word in the place of another one, such as "harsh" for "mild", may reverse the denial.
  const isShortened = shared === mine.size || shared === theirs.size
  return isShortened && shared > 1 && shared >= sameShare * mine.size && shared >= sameShare * theirs.size
}

import { sentence } from '../../domain/build.ts'
import { type Digest, type DigestId, parseDigestId } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { formatPartKey, type PartKey, placeOf, readPartKey } from '../../domain/part-key.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { PostContext, ReadContext } from '../context.ts'
import { destinationsHere } from '../requester-place.ts'
import { digestForDay } from './latest.ts'

/** Shows one piece of a digest, by its key, to one reader. */
export async function readSection(
  id: DigestId,
  name: string,
  requester: Requester,
  context: ReadContext & PostContext,
): Promise<Reply> {
  const digest = await context.repository.get(id)
  const platform = context.platforms.get(requester.platform)
  const day = parseDigestId(id)
  const piece = readPartKey(name)
  if (!digest || !platform || !day || !piece) return sentence(messagesFor(requester.language).answers.gone)
  if (piece === 'overview') return digestForDay(day.date, day.publication, requester, context)
  const gone = withdrawnNotice(digest, requester.language)
  if (gone) return sentence(gone)
  const here = destinationsHere(requester, context).find(({ publication }) => publication === day.publication)
  const all = await platform.renderer.render(digest, 'sections', here?.discussion)
  const parts = all.filter(({ key }) => placeOf(key).first === piece)
  return parts.length > 0 ? { type: 'parts', parts } : sentence(messagesFor(requester.language).answers.gone)
}

/** The notice for a withdrawn digest; undefined for any other. */
export function withdrawnNotice({ date, withdrawn }: Digest, language = 'en'): string | undefined {
  if (withdrawn === undefined) return undefined
  const { answers, labels } = messagesFor(language)
  return `${answers.withdrawnOn(longDate(date, language))}${labels.colon}${withdrawn}`
}

const numbers = 'one two three four five six seven eight nine ten'.split(' ')
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

/** `section 2`, `section two`, `the second section`, `#2`, `2`, `Abschnitt 2`, 第二节: the number of a section, and nothing else. */
const numbered = new RegExp(
  String.raw`^(?:the )?(?:(?:section|story|item|part|abschnitt|artikel|section n°|sección|sezione|seção|sectie|раздел|セクション|섹션|第|no\.?|nr\.?)?\s*#?0?(?<number>\d{1,2}|[一二三四五六七八九十]|${numbers.join('|')})\s*[节節条條篇章]?|(?<ordinal>${ordinals.join('|')}) (?:section|story|item|part))$`,
  'iu',
)

/** The key of the section that these words ask for by its number; undefined if they ask for something else. */
export function sectionNumbered(words: string, { sections }: Digest): PartKey | undefined {
  const { number, ordinal } = numbered.exec(words.trim().toLowerCase())?.groups ?? {}
  const said = number ?? ordinal ?? ''
  const places = [numbers, ordinals, [...'一二三四五六七八九十']].map((names) => names.indexOf(said) + 1)
  const wanted = Number(said) || Math.max(...places)
  const section = said === '' ? undefined : sections.find((each) => Number(each.number) === wanted)
  return section && formatPartKey({ piece: { type: 'section', number: section.number } })
}

import type { Action } from '../../domain/action.ts'
import { sentence } from '../../domain/build.ts'
import type { Digest, Section } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { isolated } from '../../domain/right-to-left.ts'
import { plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import { shortDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ReadContext } from '../context.ts'
import { withdrawnNotice } from '../subcommands/read-section.ts'

export type ReportAction = Extract<Action, { action: 'report' }>

/** In characters. More text goes into a second report. */
export const longestReport = 3_000

/** The field with the reader's words. */
export const wordsField = 'words'

/** The longest title beside the day and the other words below the field: Discord shows 100 characters there. */
const titleMax = 50

/** The dialog that asks what is wrong with a section. */
export async function reportForm(control: ReportAction, requester: Requester, context: ReadContext): Promise<Reply> {
  const found = await sectionOf(control, requester, context)
  if ('reply' in found) return found.reply
  const { digest, section } = found
  const language = requester.language ?? digest.language
  const phrases = messagesFor(language).reports
  const field = {
    type: 'text',
    name: wordsField,
    label: phrases.what,
    hint: phrases.about(isolated(truncate(nameOf(section), titleMax)), shortDate(digest.date, language)),
    value: '',
    optional: false,
    longest: longestReport,
  } as const
  return { type: 'form', form: { control, title: phrases.title, submit: phrases.send, fields: [field] } }
}

interface Found {
  readonly digest: Digest
  readonly section: Section
}

/** The section that a report is about, or the reply when it no longer exists. */
export async function sectionOf(
  { digest: id, section: number }: ReportAction,
  { language }: Requester,
  context: ReadContext,
): Promise<Found | { readonly reply: Reply }> {
  const digest = await context.repository.get(id)
  const gone = digest && withdrawnNotice(digest, language ?? digest.language)
  if (gone) return { reply: sentence(gone) }
  const section = digest?.sections.find((each) => each.number === number)
  return digest && section ? { digest, section } : { reply: sentence(messagesFor(language).answers.gone) }
}

/** `02 · Its title` */
function nameOf({ number, title }: Section): string {
  return `${number} · ${plainText(title)}`
}

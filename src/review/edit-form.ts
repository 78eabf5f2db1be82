import type { Field, Form } from '../domain/card.ts'
import type { Draft, DraftSection, DraftSentence } from '../domain/draft.ts'
import { observationSection, type ReviewAction } from '../domain/review-action.ts'
import { messagesFor } from '../i18n/messages.ts'

/** The editable parts of a draft, by the names of the dialog's fields. */
export interface EditableText {
  readonly title: string
  readonly tag: string
  readonly text: string
  /** One on each line. */
  readonly takeaways: string
}

/** In characters; a text field on Slack takes 3,000 at most. */
export const longest = { title: 200, tag: 40, text: 3_000, takeaways: 3_000 } as const satisfies Record<
  keyof EditableText,
  number
>

/** The text of a section as it is edited; undefined if there is none. The observation has only a text. */
export function editableText(draft: Draft, section: string): EditableText | undefined {
  if (section === observationSection) {
    const { observation } = draft
    return observation && { title: '', tag: '', text: joined(observation, draft.language), takeaways: '' }
  }
  const found = draft.sections.find(({ candidate }) => candidate === section)
  if (!found) return undefined
  return {
    title: found.title,
    tag: found.tag ?? '',
    text: joined(found.body, draft.language),
    takeaways: found.takeaways.map(({ text }) => text).join('\n'),
  }
}

/** The dialog, with what was typed before if it is opened again. */
export function editForm(control: ReviewAction, value: EditableText, language: string | undefined): Form {
  const words = messagesFor(language).review
  const text: Field = {
    type: 'text',
    name: 'text',
    label: words.fieldText,
    hint: words.fieldTextHint,
    value: value.text,
    optional: false,
    longest: longest.text,
  }
  const form = { control: { ...control, verb: 'save' as const }, title: words.editTitle, submit: words.save }
  if (control.section === observationSection) return { ...form, fields: [text] }
  const line = (name: 'title' | 'tag', label: string): Field => ({
    type: 'text',
    name,
    label,
    value: value[name],
    optional: name === 'tag',
  })
  const takeaways: Field = {
    type: 'text',
    name: 'takeaways',
    label: words.fieldTakeaways,
    value: value.takeaways,
    optional: true,
    longest: longest.takeaways,
  }
  return { ...form, fields: [line('title', words.fieldTitle), line('tag', words.fieldTag), text, takeaways] }
}

/** Sentences in one text, as they are split again. */
function joined(sentences: readonly DraftSentence[], language: string): string {
  return sentences.map(({ text }) => text).join(/^(?:zh|ja)\b/i.test(language) ? '' : ' ')
}

/** The draft with the text of a section as a person wrote it. Sentences that did not change stay as they were. */
export function withText(draft: Draft, section: string, value: EditableText): Draft {
  if (section === observationSection) {
    return { ...draft, observation: sentencesIn(value.text, draft.observation ?? []) }
  }
  return {
    ...draft,
    sections: draft.sections.map((each) => (each.candidate === section ? withSectionText(each, value) : each)),
  }
}

function withSectionText(before: DraftSection, value: EditableText): DraftSection {
  const { tag: _, titleProblems, ...rest } = before
  const title = oneLine(value.title)
  const tag = oneLine(value.tag)
  const known = [...before.body, ...before.takeaways]
  return {
    ...rest,
    ...(tag !== '' && { tag }),
    title,
    // An edit does not change the address, so a problem with the address remains.
    ...keptProblems(before, title, titleProblems),
    body: sentencesIn(value.text, known),
    takeaways: value.takeaways
      .split('\n')
      .map((line) => oneLine(line.replace(/^\s*[-*•]\s+/, '')))
      .filter((line) => line !== '')
      .map((line) => known.find(({ text }) => text === line) ?? written(line)),
  }
}

function keptProblems(before: DraftSection, title: string, problems: DraftSection['titleProblems'] = []) {
  const kept = problems.filter(({ kind }) => kind === 'link' || title === before.title)
  return kept.length > 0 ? { titleProblems: kept } : {}
}

/**
 * The sentences of an edited text: those that were there before, word by word, and what a person wrote between them. A
 * sentence may hold several, so the text is not split again.
 */
function sentencesIn(text: string, known: readonly DraftSentence[]): DraftSentence[] {
  const longestFirst = known.filter((each) => each.text !== '').toSorted((a, b) => b.text.length - a.text.length)
  const found: DraftSentence[] = []
  let rest = oneLine(text)
  let own = ''
  const flush = () => {
    if (own.trim() !== '') found.push(written(own.trim()))
    own = ''
  }
  while (rest !== '') {
    const isStart = own === '' || /\s$|[。！？.!?]["'”’）)]*$/u.test(own)
    const same = isStart ? longestFirst.find((each) => startsWithSentence(rest, each.text)) : undefined
    if (same) {
      flush()
      found.push(same)
      rest = rest.slice(same.text.length).trimStart()
    } else {
      const [character = ''] = rest
      own += character
      rest = rest.slice(character.length)
    }
  }
  flush()
  return found
}

/** Whether a text continues after these words with a new sentence. */
function startsWithSentence(text: string, sentence: string): boolean {
  if (!text.startsWith(sentence)) return false
  const next = text.slice(sentence.length)
  return next === '' || /^\s/u.test(next) || /[。！？]["'”’）)]*$/u.test(sentence)
}

function written(text: string): DraftSentence {
  return { text, kind: 'person', evidence: [], problems: [] }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

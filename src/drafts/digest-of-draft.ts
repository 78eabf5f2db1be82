import { strong, unstyled } from '../domain/build.ts'
import type { Block, Digest, Highlight, Inline, Section } from '../domain/digest.ts'
import type { Draft, DraftProblem, DraftSection, DraftSentence } from '../domain/draft.ts'
import { sentencesOf } from '../domain/draft.ts'
import { dayAt } from '../domain/time-zone.ts'
import type { Messages } from '../i18n/en/index.ts'
import { messagesFor } from '../i18n/messages.ts'

type Words = Messages['drafts']

/** The digest that a draft becomes, with a visible mark behind each sentence that was not verified. */
export function digestOfDraft(draft: Draft): Digest {
  const { publication, date, language, sections, observation = [] } = draft
  const words = messagesFor(language).drafts
  const joint = spaceBetween(language)
  return {
    publication,
    date,
    language,
    overview: sections.map((section) => highlightOf(section, words)),
    sections: sections.map((section, at) => ({
      number: String(at + 1).padStart(2, '0'),
      ...sectionOf(section, draft, words, joint),
    })),
    ...(observation.length > 0 && { observation: blocksOf(observation, words, joint) }),
    prose: [],
  }
}

function sectionOf(section: DraftSection, draft: Draft, words: Words, joint: string): Omit<Section, 'number'> {
  const { tag, title, titleProblems = [], source } = section
  const line = originOf(section, dayAt(draft.createdAt, 'UTC'), words)
  return {
    ...(tag !== undefined && { tag }),
    title: [unstyled(title), ...plainMarksOf(titleProblems, words)],
    body: [
      ...blocksOf(section.body, words, joint),
      { type: 'paragraph', children: [{ type: 'emphasis', children: [unstyled(line)] }] },
    ],
    takeaways: section.takeaways.map((sentence) => [
      unstyled(wordsOf(sentence, words)),
      ...marksOf(sentence.problems, words),
    ]),
    source: [{ type: 'link', url: source.url, children: [unstyled(source.title)] }],
  }
}

/** A bullet of the overview: the title, and the first takeaway. */
function highlightOf(section: DraftSection, words: Words): Highlight {
  const [sentence] = [...section.takeaways, ...section.body]
  const headline = [unstyled(section.title), ...plainMarksOf(section.titleProblems ?? [], words)]
  if (!sentence) return { headline, text: [] }
  return { headline, text: [unstyled(wordsOf(sentence, words)), ...marksOf(sentence.problems, words)] }
}

/** The author of the section (a model or a person), the time, and the source. */
function originOf(section: DraftSection, date: string, words: Words): string {
  if (sentencesOf(section).some(({ kind }) => kind === 'person')) return words.edited(date)
  return section.model === undefined ? words.quoted(date) : words.written(section.model, date)
}

/** Sentences as paragraphs; neighbours that are quoted make one block of quotation. */
function blocksOf(sentences: readonly DraftSentence[], words: Words, joint: string): Block[] {
  const groups: DraftSentence[][] = []
  for (const sentence of sentences) {
    const last = groups.at(-1)
    if (last?.[0]?.kind === sentence.kind || (last && !isQuoted(last[0]) && !isQuoted(sentence))) last.push(sentence)
    else groups.push([sentence])
  }
  return groups.map((group): Block => {
    const children = group.flatMap((sentence, at): Inline[] => [
      unstyled(at > 0 ? `${joint}${sentence.text}` : sentence.text),
      ...marksOf(sentence.problems, words),
    ])
    const paragraph = { type: 'paragraph', children } as const
    return isQuoted(group[0]) ? { type: 'quote', children: [paragraph] } : paragraph
  })
}

function isQuoted(sentence: DraftSentence | undefined): boolean {
  return sentence?.kind === 'quotation'
}

/** The words of a sentence outside a block of quotation. */
function wordsOf(sentence: DraftSentence, words: Words): string {
  return isQuoted(sentence) ? words.quote(sentence.text) : sentence.text
}

function marksOf(problems: readonly DraftProblem[], words: Words): Inline[] {
  return problems.flatMap(({ kind, what }) => [unstyled(' '), strong(words.unverified(words.problems[kind](what)))])
}

/** In a title, which is bold already. */
function plainMarksOf(problems: readonly DraftProblem[], words: Words): Inline[] {
  return problems.map(({ kind, what }) => unstyled(` ${words.unverified(words.problems[kind](what))}`))
}

function spaceBetween(language: string): string {
  return /^(?:zh|ja)\b/i.test(language) ? '' : ' '
}

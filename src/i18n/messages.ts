import { en, type Messages } from './en/index.ts'
import { zh } from './zh/index.ts'

/** The fixed words around a digest. */
export type Labels = Messages['labels']

/** By primary language subtag. To add a language, write its folder beside `en/` and list it here. */
export const languages = { en, zh } satisfies Record<string, Messages>
export type Language = keyof typeof languages

/** The messages for a BCP 47 tag such as `zh-CN`; English for a language that is not translated, or for none. */
export function messagesFor(tag = 'en'): Messages {
  const [primary = ''] = tag.toLowerCase().split(/[-_]/)
  return Object.hasOwn(languages, primary) ? languages[primary as Language] : en
}

export function labelsFor(language: string): Labels {
  return messagesFor(language).labels
}

import { en, type Messages } from './en/index.ts'
import { zh } from './zh/index.ts'

/** The fixed words around a digest. */
export type Labels = Messages['labels']

/** The languages by their primary subtag. To add one, write its folder beside `en/` and list it here. */
export const languages = { en, zh } satisfies Record<string, Messages>
export type Language = keyof typeof languages

/** The messages for a BCP 47 tag such as `zh-CN`; English for a language that is not translated, or for none. */
export function messagesFor(tag = 'en'): Messages {
  return isTranslated(tag) ? languages[primaryLanguage(tag) as Language] : en
}

/** Whether there are messages for a BCP 47 tag. */
export function isTranslated(tag: string): boolean {
  return Object.hasOwn(languages, primaryLanguage(tag))
}

export function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? ''
}

export function labelsFor(language: string): Labels {
  return messagesFor(language).labels
}

import type { Day } from '../domain/day.ts'
import { isTranslated, type Language, languages, messagesFor, primaryLanguage } from '../i18n/messages.ts'

/** The languages that the first digest is written in, each with its own name. */
export const digestLanguages = Object.entries(languages).map(([tag, { languageName }]) => ({ tag, name: languageName }))

/** The language of the first digest for someone who reads this one: itself, or English where there is no text for it. */
export function digestLanguage(language: string): Language {
  return isTranslated(language) ? (primaryLanguage(language) as Language) : 'en'
}

/** The first digest, in English where there is no text for the language. It is a file like every other. */
export function firstDigest(date: Day, language: string): { readonly filename: string; readonly text: string } {
  return { filename: `${date}.md`, text: messagesFor(language).firstDigest }
}

import { withoutAccents } from '../../lib/without-accents.ts'
import type { DateContext } from './periods.ts'
import { dayWords } from './words-abroad.ts'

const spelledElsewhere: ReadonlySet<string> = new Set(['en', 'de', 'zh'])

export function ownLanguage({ language = 'en' }: DateContext): string {
  return (
    language
      .toLowerCase()
      .split('-')[0]
      ?.replace(/^n[on]$/, 'nb') ?? ''
  )
}

const scripts: Readonly<Record<string, RegExp>> = {
  ja: /[\p{sc=Han}\p{sc=Hira}]/u,
  ko: /\p{sc=Hang}/u,
  ru: /\p{sc=Cyrl}/u,
  uk: /\p{sc=Cyrl}/u,
}

/** Whether a text may have days in a language: with its script, or with a word such as `semaine`. */
const hints = new Map(
  Object.entries(dayWords).map(([language, { units }]): [string, RegExp] => [
    language,
    scripts[language] ??
      new RegExp(`(?<![\\p{L}])(?:${withoutAccents(Object.values(units).join('|'))})(?![\\p{L}])`, 'u'),
  ]),
)

/** The languages in which a text may have days: the reader's, and those that it looks like. */
export function languagesIn(text: string, here: DateContext): readonly string[] {
  const own = ownLanguage(here)
  const isKnown = own !== '' && Intl.RelativeTimeFormat.supportedLocalesOf(own).length > 0
  const others = [...hints].filter(([, hint]) => hint.test(text)).map(([language]) => language)
  return [...new Set([...(isKnown ? [own] : []), ...others])].filter((each) => !spelledElsewhere.has(each))
}

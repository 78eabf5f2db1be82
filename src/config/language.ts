import type { Document } from 'yaml'
import { type Language, languages } from '../i18n/messages.ts'
import { defaultAlertSettings } from './schema.ts'

/** The language of alerts in a configuration, whatever else is wrong with it. */
export function languageIn(document?: Document): Language {
  const written = document?.getIn(['alerts', 'language'])
  return (Object.keys(languages) as Language[]).find((name) => name === written) ?? defaultAlertSettings.language
}

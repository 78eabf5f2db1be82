import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { type Language, languages } from '../i18n/messages.ts'
import { defaultAlertSettings } from './schema.ts'

/** The language of alerts in a configuration file, whatever else is wrong with the file. */
export function languageIn(file: string): Language {
  try {
    const written = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'error' }).getIn(['alerts', 'language'])
    return (Object.keys(languages) as Language[]).find((name) => name === written) ?? defaultAlertSettings.language
  } catch {
    return defaultAlertSettings.language
  }
}

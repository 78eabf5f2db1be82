import { isIP } from 'node:net'
import { z } from 'zod'
import { didYouMean } from '../lib/fuzzy-match.ts'
import { loopbackHost } from '../lib/loopback-host.ts'
import { pasteSentences, readPaste } from './read-paste.ts'

/** Empty variables, as in a copied .env.example, count as unset. */
export const blank = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
export const optionalText = z.preprocess(blank, z.string().trim().optional())
/** Blanks and characters without a width come along with a copied token, and no platform says so. */
const blankAdvice = 'holds a blank or an invisible character: paste it again'
export const token = optionalText.refine((value) => !/[\s\p{Cf}]/u.test(value ?? ''), blankAdvice)
/** The token of a platform. A token of a wrong kind is left to its platform to reject, so that the other platform works. */
export const tokenOf = (variable: string) =>
  optionalText.superRefine((value = '', context) => {
    const message = adviceOnToken(variable, value)
    if (message) context.addIssue({ code: 'custom', message })
  })

function adviceOnToken(variable: string, value: string): string | undefined {
  // Every other character ends in an error deep in an SDK.
  const isSound = /^[\x21-\x7e]*$/.test(value) && !/["'`<>()[\]{}]/.test(value)
  if (isSound) return undefined
  const paste = readPaste(variable, value)
  if (/\p{Cf}/u.test(value)) return blankAdvice
  if ('token' in paste) return 'holds more than the token, such as quotes or a word before it: leave only the token'
  if (paste.isRecognized) return pasteSentences(paste).replace(/\.$/, '')
  return /\s/.test(value) ? blankAdvice : 'holds a character that no token has: copy it again'
}

export function choice<const Value extends string>(values: readonly Value[]) {
  const error = ({ input }: { readonly input?: unknown }) => {
    const meant = didYouMean(String(input), values)
    return `${meant === '' ? 'must' : `${meant}It must`} be one of ${values.join(', ')}`
  }
  return z.enum(values, { error })
}

export const urlOr = (fallback: string) => z.preprocess(blank, z.url('must be a URL').default(fallback))

const portAdvice = 'must be a number from 0 to 65535'
export const portNumber = z.coerce.number(portAdvice).int(portAdvice).min(0, portAdvice).max(65_535, portAdvice)

const hostAdvice =
  'must be an address or a name of this machine alone, such as 127.0.0.1 or 0.0.0.0, without http://, brackets and port'

/** Where the bot listens. */
export const listeningHost = z.preprocess(
  blank,
  z
    .string()
    .trim()
    .refine((host) => isIP(host) !== 0 || /^[^\s:/[\]]+$/.test(host), hostAdvice)
    .default(() => loopbackHost()),
)

import type { z } from 'zod'
import { ConfigurationError } from '../domain/errors.ts'
import type { environmentVariables } from './variables.ts'

/** The settings that let workspaces install the app with a click. */
export interface Installing {
  readonly clientId: string
  /** A secret. */
  readonly clientSecret: string
  /** The address under which browsers reach the page, without a slash at the end. */
  readonly publicUrl: string
  /** Encrypts tokens. A secret, as it was given. */
  readonly key: string
}

/** The keys that encrypt the tokens of installed workspaces: the current one, and earlier ones. Secrets. */
export interface EncryptionKeys {
  readonly current?: string
  readonly old?: string
}

type Variables = z.output<typeof environmentVariables>

/** Undefined without `SLACK_CLIENT_ID`. Throws `ConfigurationError` naming what is missing. */
export function installingFrom(variables: Variables): Installing | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = variables
  const { PUBLIC_URL: publicUrl, MORNING_POST_KEY: key } = variables
  if (!clientId && !clientSecret) return undefined
  if (clientId && clientSecret && publicUrl && key) {
    return { clientId, clientSecret, publicUrl: publicUrl.replace(/\/+$/, ''), key }
  }
  const wanted = {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    PUBLIC_URL: publicUrl,
    MORNING_POST_KEY: key,
  }
  const missing = Object.keys(wanted).filter((name) => !wanted[name as keyof typeof wanted])
  const given = clientId ? 'SLACK_CLIENT_ID' : 'SLACK_CLIENT_SECRET'
  throw new ConfigurationError(
    `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set, and ${given} is: workspaces install the app only with all of SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, PUBLIC_URL and MORNING_POST_KEY. See .env.example.`,
  )
}

export function keysFrom({ MORNING_POST_KEY: current, MORNING_POST_KEY_OLD: old }: Variables): EncryptionKeys {
  return { ...(current && { current }), ...(old && { old }) }
}

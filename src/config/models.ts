import { ConfigurationError } from '../domain/errors.ts'
import { type ModelApi, type ModelSettings, modelApiOf } from '../drafts/models/model.ts'

/** The models that write drafts and look over them. */
export interface ModelChoice {
  readonly writer: ModelSettings
  readonly reviewer?: ModelSettings
}

interface ModelVariables {
  readonly LLM_API_URL?: string | undefined
  readonly LLM_API?: ModelApi | undefined
  readonly LLM_API_KEY?: string | undefined
  readonly LLM_MODEL?: string | undefined
  readonly LLM_REVIEW_MODEL?: string | undefined
}

/** Undefined if no model is configured. Throws `ConfigurationError` naming the variable that is missing. */
export function modelsFrom(variables: ModelVariables): ModelChoice | undefined {
  const { LLM_API_URL: url, LLM_MODEL: model, LLM_API_KEY: key, LLM_REVIEW_MODEL: reviewer } = variables
  if (url === undefined && model === undefined) return undefined
  if (url === undefined) throw missing('LLM_API_URL', 'LLM_MODEL')
  if (model === undefined) throw missing('LLM_MODEL', 'LLM_API_URL')
  const { username, password } = new URL(url)
  if (username || password) {
    throw new ConfigurationError(
      'LLM_API_URL: holds a user name or a password; give the key as LLM_API_KEY. See .env.example.',
    )
  }
  const place = { url, api: variables.LLM_API ?? modelApiOf(url), ...(key !== undefined && { key }) }
  return { writer: { ...place, model }, ...(reviewer !== undefined && { reviewer: { ...place, model: reviewer } }) }
}

function missing(name: string, other: string): ConfigurationError {
  return new ConfigurationError(`${name} is not set, and ${other} is: a model needs both. See .env.example.`)
}

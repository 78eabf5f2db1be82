import { type ExpectedError, PlatformBusy, PlatformUnreachable, TokenRefused } from '../../domain/errors.ts'

/** What a failed start means: a refused token is final, anything else may be over in a minute. */
export function startError(platform: string, meaning: ExpectedError): ExpectedError {
  if (meaning instanceof TokenRefused || meaning instanceof PlatformUnreachable) return meaning
  const why = meaning instanceof PlatformBusy ? 'it asks us to wait' : 'it did not answer as it should'
  return new PlatformUnreachable(platform, why, { cause: meaning })
}

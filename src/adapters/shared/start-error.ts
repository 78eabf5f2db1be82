import { type ExpectedError, PlatformBusy, PlatformUnreachable, TokenRefused } from '../../domain/errors.ts'

/** The error of a failed start: a refused token is final, anything else may work later. */
export function startError(platform: string, meaning: ExpectedError): ExpectedError {
  if (meaning instanceof TokenRefused || meaning instanceof PlatformUnreachable) return meaning
  const why = meaning instanceof PlatformBusy ? 'its rate limit is exceeded' : 'its response was unexpected'
  return new PlatformUnreachable(platform, why, { cause: meaning })
}

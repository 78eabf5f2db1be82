import { ConfigurationError } from '../domain/errors.ts'

/** Everything that is wrong with the environment: sentences that name their variables. */
export class EnvironmentError extends ConfigurationError {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`${problems.join(' ')} See .env.example.`)
    this.problems = problems
  }
}

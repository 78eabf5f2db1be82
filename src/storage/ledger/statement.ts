import type { Compilable, CompiledQuery } from 'kysely'

/** Runs a query that was built, with its values; its changes are durable then. */
export type Execute = <Row>(query: CompiledQuery<Row>) => Promise<readonly Row[]>

/** A placeholder for a value while a query is built. */
class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) })

/**
 * A query whose SQL is built when it is first run: building takes longer than running it. `build` gets stand-ins for the
 * values, and may only pass them on.
 */
export function statement<Values extends object, Row>(
  execute: Execute,
  build: (values: Values) => Compilable<Row>,
): (values: Values) => Promise<readonly Row[]> {
  let built: CompiledQuery<Row> | undefined
  return async (values) => {
    built ??= build(placeholders as Values).compile()
    const parameters = built.parameters.map((value) =>
      value instanceof Placeholder ? (values as Record<string, unknown>)[value.name] : value,
    )
    return execute({ ...built, parameters })
  }
}

// The package has no types; these are the parts that the tests use.
declare module '@cloudrac3r/discord-markdown' {
  export interface Node {
    readonly type: string
    readonly content?: string | Node[]
    readonly items?: Node[][]
    readonly target?: string
    readonly parsed?: Node[]
  }
  const library: {
    readonly rules: Readonly<Record<string, object>>
    readonly markdownEngine: { parserFor(rules: object): (source: string, state: object) => Node[] }
  }
  export default library
}

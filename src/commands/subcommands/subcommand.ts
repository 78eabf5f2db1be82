import type { Reply, Requester } from '../../domain/interaction.ts'
import type { SubcommandName } from '../../i18n/subcommands.ts'
import type { ChatContext } from '../context.ts'
import type { CommandOptions, SubcommandGrammar } from '../parse-command.ts'

/** The text that was typed with a subcommand. */
export interface SubcommandInput {
  readonly options: CommandOptions
  /** The words after its name that belong to no option. */
  readonly rest: string
}

/** A command that readers can type after `/digest` instead of a search. */
export interface Subcommand extends SubcommandGrammar {
  /** Its words in each language are in `i18n/subcommands.ts`. */
  readonly name: SubcommandName
  /** Such commands run one after another, so that no change overwrites another. */
  readonly changesSubscriptions?: true
  /** People of another workspace cannot use such commands. */
  readonly isForMembers?: true
  run(input: SubcommandInput, requester: Requester, context: ChatContext): Reply | Promise<Reply>
}

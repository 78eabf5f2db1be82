import {
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  RawNode,
  ReturningNode,
  SelectionNode,
  ValueNode,
  WhereNode,
} from 'kysely'
import type { Fence } from '../../domain/lane.ts'

/**
 * Makes every change of a query name the fence, in the statement itself: it fails with `laneLostCode`, and changes
 * nothing, once a newer owner has the lane. A statement that would change no row succeeds in any case.
 */
export class FencePlugin implements KyselyPlugin {
  readonly #fence: Fence

  constructor(fence: Fence) {
    this.#fence = fence
  }

  transformQuery({ node }: PluginTransformQueryArgs) {
    // Evaluated once, when a row is about to be changed.
    if (node.kind === 'UpdateQueryNode' || node.kind === 'DeleteQueryNode') {
      const held = this.#held()
      const where = node.where ? WhereNode.cloneWithOperation(node.where, 'And', held) : WhereNode.create(held)
      return { ...node, where }
    }
    // Evaluated after each row that was inserted or changed; an error undoes it.
    if (node.kind === 'InsertQueryNode') {
      const held = SelectionNode.create(RawNode.create(['', ' AS held'], [this.#held()]) as never)
      const returning = ReturningNode.create([...(node.returning?.selections ?? []), held])
      return { ...node, returning }
    }
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }

  #held(): OperationNode {
    const { lane, token } = this.#fence
    return RawNode.create(['(SELECT hold_lane(', ', ', '))'], [ValueNode.create(lane), ValueNode.create(token)])
  }
}

/** The same for a statement that is written as SQL, to be returned. Lanes are named in letters, digits, colons and slashes. */
export function heldSql({ lane, token }: Fence): string {
  return `hold_lane('${lane.replaceAll("'", "''")}', ${token}) AS held`
}

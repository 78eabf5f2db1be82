import type { Insertable, Kysely, Updateable } from 'kysely'
import { type Execute, statement } from './statement.ts'
import type { LedgerTables } from './tables.ts'

type Table = LedgerTables['deliveries']
type Added =
  | 'id'
  | 'destination'
  | 'digest'
  | 'platform'
  | 'channel'
  | 'workspace'
  | 'created_at'
  | 'due_at'
  | 'state'
  | 'started'

/** The statements of every delivery. */
export function deliveryStatements(db: Kysely<LedgerTables>, execute: Execute) {
  /** Sets these columns of a delivery. */
  const set = <Column extends keyof Table>(...columns: readonly Column[]) =>
    statement(execute, (row: Pick<Table, 'id'> & Required<Pick<Updateable<Table>, Column>>) =>
      db
        .updateTable('deliveries')
        .set(Object.fromEntries(columns.map((column) => [column, row[column]])))
        .where('id', '=', row.id),
    )
  return {
    add: statement(execute, (row: Required<Pick<Insertable<Table>, Added>>) => {
      const { id, destination, digest, platform, channel, workspace, created_at, due_at, state, started } = row
      return db
        .insertInto('deliveries')
        .values({ id, destination, digest, platform, channel, workspace, created_at, due_at, state, started })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({ platform, channel, workspace })
            // Until a part was tried, it follows its destination to another channel.
            .where(({ exists, not, selectFrom }) =>
              not(exists(selectFrom('parts').select('key').whereRef('parts.delivery', '=', 'deliveries.id'))),
            ),
        )
        .returningAll()
    }),
    byId: statement(execute, ({ id }: Pick<Table, 'id'>) =>
      db.selectFrom('deliveries').selectAll().where('id', '=', id),
    ),
    to: statement(execute, ({ destination, limit }: Pick<Table, 'destination'> & { readonly limit: number }) => {
      const query = db.selectFrom('deliveries').selectAll().where('destination', '=', destination)
      return query.orderBy('digest', 'desc').limit(limit)
    }),
    setDelay: set('delay'),
    setLayout: set('posted_layout'),
    setCorrectedLayout: set('posted_layout', 'corrected_at'),
    setFinalState: set('state', 'reason', 'settled_at'),
    setState: statement(
      execute,
      ({ id, state, reason, settled_at }: Pick<Table, 'id' | 'state' | 'reason' | 'settled_at'>) =>
        db
          .updateTable('deliveries')
          .set({ state, reason, settled_at })
          .where('id', '=', id)
          .where('state', 'not in', ['withdrawing', 'withdrawn']),
    ),
    firstSeen: statement(execute, ({ name }: Pick<LedgerTables['destinations'], 'name'>) =>
      db.selectFrom('destinations').select('first_seen').where('name', '=', name),
    ),
  }
}

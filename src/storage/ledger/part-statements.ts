import type { LedgerDialect } from './dialect.ts'

/*
 * The two statements of every part, as SQL: building them takes longer than running them. `held` is what is returned
 * besides, for the writes of several machines.
 */

/**
 * The first attempt is kept: a later search starts at its time. Of attempts with different content it is unknown which
 * one arrived. A receipt stays. A delivery that is being undone gets no intent, however close the two are.
 */
export const intentStatement = ({ parameter, jsonObjectOf, ifRow }: LedgerDialect, held: string) => `
  INSERT INTO parts (delivery, key, state, intended_at, tried_at, shown)
  SELECT ${parameter(1)}, ${parameter(2)}, 'intended', ${parameter(3)}, ${parameter(3)}, ${parameter(4)}
  ${ifRow('deliveries', `id = ${parameter(1)} AND state NOT IN ('withdrawing', 'withdrawn')`)}
  ON CONFLICT (delivery, key) DO UPDATE SET
    state = 'intended', tried_at = excluded.tried_at,
    shown = CASE WHEN parts.shown <> excluded.shown THEN ${jsonObjectOf('parts.shown', 'takeaways')}
      ELSE coalesce(parts.shown, excluded.shown) END
  WHERE parts.state NOT IN ('posted', 'confirmed', 'deleting', 'deleted')
  RETURNING *${held && `, ${held}`}`

/**
 * Works without an intent as well: an operator may have allowed a resend during the search. A part whose message is
 * being deleted stays so.
 */
export const receiptStatement = ({ parameter }: LedgerDialect, held: string) => `
  INSERT INTO parts (delivery, key, state, intended_at, posted_at, platform, channel, message, thread, link, shown)
  VALUES (${parameter(1)}, ${parameter(2)}, 'posted', ${[3, 3, 4, 5, 6, 7, 8, 9].map(parameter).join(', ')})
  ON CONFLICT (delivery, key) DO UPDATE SET
    state = 'posted', posted_at = excluded.posted_at, tried_at = NULL, platform = excluded.platform, channel = excluded.channel,
    message = excluded.message, thread = excluded.thread, link = excluded.link,
    shown = coalesce(excluded.shown, parts.shown)
  WHERE parts.state NOT IN ('deleting', 'deleted')
  ${held && `RETURNING ${held}`}`

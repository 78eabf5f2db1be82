import { z } from 'zod'
import { limits } from '../limits.ts'
import { alert, card, carousel, container, plan, taskCard } from './cards.ts'
import { chart } from './charts.ts'
import { image, video } from './images.ts'
import { input } from './inputs.ts'
import { actions, context, contextActions, divider, header, markdown, section } from './layout.ts'
import { richText } from './rich-text.ts'
import { dataTable, table } from './tables.ts'

// Where a block may stand: https://docs.slack.dev/reference/block-kit/blocks. A `file` block is only ever read back.

const everywhere = [actions, card, container, context, divider, header, image, input, richText, section, video] as const

/** The blocks of a message. */
export const messageBlocks = z
  .array(
    z.discriminatedUnion('type', [
      ...everywhere,
      carousel,
      chart,
      contextActions,
      dataTable,
      markdown,
      plan,
      table,
      taskCard,
    ]),
  )
  .max(limits.messageBlocks)

/** The blocks of a modal. */
export const modalBlocks = z.array(z.discriminatedUnion('type', [...everywhere, alert])).max(limits.viewBlocks)

/** The blocks of an app's Home. */
export const homeBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere, carousel, chart, dataTable, table]))
  .max(limits.viewBlocks)

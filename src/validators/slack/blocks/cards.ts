import { z } from 'zod'
import { limits } from '../limits.ts'
import { button } from './buttons.ts'
import { image, imageElement, video } from './images.ts'
import { input } from './inputs.ts'
import { actions, context, divider, header, section } from './layout.ts'
import { richText } from './rich-text.ts'
import { table } from './tables.ts'
import { anyText, block, plainText, url } from './text.ts'

// The blocks of 2026: https://docs.slack.dev/reference/block-kit/blocks, the page of each.

export const card = z
  .strictObject({
    type: z.literal('card'),
    ...block,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: anyText(limits.cardTitle).optional(),
    subtitle: anyText(limits.cardTitle).optional(),
    body: anyText(limits.cardText).optional(),
    subtext: anyText(limits.cardText).optional(),
    actions: z.array(button).min(1).max(limits.cardActions).optional(),
  })
  .refine(({ hero_image, title, actions, body }) => hero_image ?? title ?? actions ?? body, {
    error: 'must define at least one of "hero_image", "title", "actions", "body"',
  })

export const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...block,
  elements: z.array(card).min(1).max(limits.carouselCards),
})

export const container = z
  .strictObject({
    type: z.literal('container'),
    ...block,
    title: plainText(limits.containerTitle).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(limits.containerTitle).optional(),
    icon: imageElement.optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion('type', [
          actions,
          context,
          divider,
          header,
          image,
          input,
          richText,
          section,
          table,
          video,
        ]),
      )
      .min(1)
      .max(limits.containerBlocks),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(({ title, rich_text_title }) => title ?? rich_text_title, {
    error: 'must define either "title" or "rich_text_title"',
  })
  .refine(({ is_collapsible, default_collapsed }) => is_collapsible || !default_collapsed, {
    error: '"default_collapsed" requires "is_collapsible"',
  })

export const alert = z.strictObject({
  type: z.literal('alert'),
  ...block,
  text: anyText(limits.alertText),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})

export const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...block,
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url, text: z.string().min(1) })).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
})

export const plan = z.strictObject({
  type: z.literal('plan'),
  ...block,
  title: z.string().min(1),
  tasks: z.array(taskCard).max(limits.planTasks).optional(),
})

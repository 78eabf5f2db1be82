import { z } from 'zod'
import { limits } from '../limits.ts'
import { block } from './text.ts'

// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block

const label = z.string().min(1).max(limits.chartLabel)
const points = z.array(z.strictObject({ label, value: z.number() })).min(1)
const axisTitle = z.string().min(1).max(limits.chartTitle).optional()

const pie = z.strictObject({ type: z.literal('pie'), segments: points.max(limits.chartSeries) })

function plotted(type: 'bar' | 'area' | 'line') {
  return z
    .strictObject({
      type: z.literal(type),
      series: z
        .array(z.strictObject({ name: label, data: points.max(limits.chartPoints) }))
        .min(1)
        .max(limits.chartSeries),
      axis_config: z.strictObject({
        categories: z.array(label).min(1).max(limits.chartPoints),
        x_label: axisTitle,
        y_label: axisTitle,
      }),
    })
    .refine(({ series, axis_config }) => series.every(({ data }) => data.length === axis_config.categories.length), {
      error: 'every series must have one point for each category',
    })
}

export const chart = z.strictObject({
  type: z.literal('data_visualization'),
  ...block,
  title: z.string().min(1).max(limits.chartTitle),
  chart: z.discriminatedUnion('type', [pie, plotted('bar'), plotted('area'), plotted('line')]),
})

import type { Messages } from '../en/index.ts'

export const zhDrafts: Pick<Messages, 'drafts'> = {
  drafts: {
    written: (model, date) => `本节由 ${model} 于 ${date} 根据所列来源起草；数字、名称与引文已与来源核对。`,
    quoted: (date) => `本节于 ${date} 逐句引自来源。`,
    edited: (date) => `本节于 ${date} 起草，并经人工修改。`,
    unverified: (reason) => `⟦未核实：${reason}⟧`,
    quote: (text) => `“${text}”`,
    between: '；',
    problems: {
      number: (what) => `所依据的句子里没有数字 ${what}`,
      unit: (what) => `${what} 在来源中说的是别的事`,
      name: (what) => `来源中没有名称 ${what}`,
      quotation: (what) => `来源中没有“${what}”这句引文`,
      link: (what) => `网址 ${what} 不是来源的网址`,
      evidence: (what) => `来源中没有支持它的句子：${what}`,
      judgement: (what) => `判断里不能陈述事实：${what}`,
      certainty: (what) => `来源没有这么肯定：${what}`,
      polarity: (what) => `来源的说法与“${what}”相反`,
      review: (what) => `另一个模型对此存疑：${what}`,
    },
  },
}

import type { Asker, Reply } from '../domain/request.ts'
import { bullets, code, paragraph } from './prose.ts'

type Line = readonly [typed: string, says: string]

const english: readonly Line[] = [
  ['/digest', 'the newest digest'],
  ['/digest agent', 'a topic, newest first; small typos are forgiven'],
  ['/digest reward hacking', 'words anywhere in the archive; "put phrases in quotes"'],
  ['/digest last friday', 'a day: yesterday, march 12, 2026-03-12'],
  ['/digest agent since march', 'together: since, until, tag:"Image Gen"'],
  ['/digest discussed', 'what is being talked about'],
  ['/digest next', 'when the next post comes here, or why none came'],
  ['/digest subscribe', 'the morning post in this channel; also settings, pause, resume, unsubscribe, export'],
]

const chinese: readonly Line[] = [
  ['/digest', '最新一期日报'],
  ['/digest 智能体', '某个话题，最新的在前'],
  ['/digest 奖励', '全文检索；"词组加引号"'],
  ['/digest 昨天', '某一天：上周五、3月12日、2026-03-12'],
  ['/digest agent since march', '组合：since、until、tag:"图像生成"'],
  ['/digest discussed', '大家正在讨论什么'],
  ['/digest next', '下一期何时发布，或今天为何没有'],
  ['/digest subscribe', '在本频道订阅；另有 settings、pause、resume、unsubscribe、export'],
]

/** What can be typed. */
export function help({ language }: Asker): Reply {
  const isChinese = language?.toLowerCase().startsWith('zh')
  const lines = isChinese ? chinese : english
  const lead = isChinese
    ? '除非你分享，否则回答只有你能看到。'
    : 'Answers are for your eyes only, until you share them.'
  const body = [paragraph(lead), bullets(lines.map(([typed, says]) => [code(typed), ` ${says}`]))]
  return { type: 'cards', show: 'private', cards: [{ title: 'Morning Post', body, buttons: [] }] }
}

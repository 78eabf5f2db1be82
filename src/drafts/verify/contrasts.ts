import type { DraftProblem } from '../../domain/draft.ts'

/**
 * Groups of contrasting words, one group a line: what is measured, of whom, when. Spellings with the same meaning are
 * separated by a slash. If a sentence has one word of a group and its evidence has only another one, the number is
 * right, but belongs to something else.
 */
const table = `
accuracy/accurate/准确率/正确率 precision/精确率/查准率 recall/召回率/查全率 f1 specificity/特异性 sensitivity/灵敏度
latency/latencies/延迟/时延 throughput/吞吐/吞吐量 bandwidth/带宽
mean/average/averages/averaged/averaging/平均/均值 median/medians/中位数/中位 maximum/最大值 minimum/最小值
revenue/revenues/turnover/sales/营收/收入 profit/profits/利润/盈利 losses/亏损
imports/import/imported/进口 exports/export/exported/出口
incidence/发病率 prevalence/患病率 mortality/死亡率
training/trained/trains/train/训练 inference/推理
mice/mouse/小鼠 rats/rat/大鼠 monkeys/monkey/猴
adults/adult/成人/成年人 children/child/kids/儿童/孩子/学生/pupils/schoolchildren infants/infant/babies/婴儿
men/male/males/männer/hommes/hombres/男性/男子/男 women/female/females/frauen/femmes/mujeres/女性/女子/女
daily/每天/每日 weekly/每周 monthly/每月 yearly/annual/annually/每年
monday/montag/lundi/lunes/周一/星期一 tuesday/dienstag/mardi/martes/周二/星期二 wednesday/mittwoch/mercredi/miércoles/周三/星期三 thursday/donnerstag/jeudi/jueves/周四/星期四 friday/freitag/vendredi/viernes/周五/星期五 saturday/samstag/samedi/sábado/周六/星期六 sunday/sonntag/dimanche/domingo/周日/星期日
january/jan/januar/janvier/enero/一月 february/feb/februar/février/febrero/二月 march/märz/mars/marzo/三月 april/apr/avril/abril/四月 may/mai/mayo/五月 june/jun/juni/juin/junio/六月 july/jul/juli/juillet/julio/七月 august/aug/août/agosto/八月 september/sep/sept/septembre/septiembre/九月 october/oct/oktober/octobre/octubre/十月 november/nov/novembre/noviembre/十一月 december/dec/dezember/décembre/diciembre/十二月
spring/frühling/frühjahr/printemps/primavera/春季/春天 summer/sommer/été/verano/夏季/夏天 autumn/herbst/automne/otoño/秋季/秋天 winter/hiver/invierno/冬季/冬天
northern/north/北部/北方 southern/south/南部/南方 eastern/east/东部/东方 western/west/西部/西方
urban/city/cities/城市/城镇 rural/countryside/villages/village/农村/乡村
encoder/encoding/encode/encodes/编码 decoder/decoding/decode/decodes/解码
upload/uploads/uploaded/上传 download/downloads/downloaded/下载
client/clients/客户端 server/servers/服务器/服务端
public/公立 private/私立
same-period/同比 month-on-month/环比
上半年 下半年 全年
第一季度/一季度 第二季度/二季度 第三季度/三季度 第四季度/四季度
`

interface Term {
  readonly group: number
  readonly meaning: number
}

const terms = new Map<string, Term>()
for (const [group, line] of table.trim().split('\n').entries())
  for (const [meaning, spellings] of line.split(' ').entries())
    for (const spelling of spellings.split('/')) terms.set(spelling, { group, meaning })

/** Longer Chinese terms first: 男性 before 男. */
const han = [...terms.keys()]
  .filter((term) => /\p{Script=Han}/u.test(term))
  .toSorted((one, other) => other.length - one.length)
const pattern = new RegExp(
  `(?<!\\p{L})[\\p{Script=Latin}]+(?:-[\\p{Script=Latin}]+)*\\d?(?!\\p{Script=Latin})|${han.join('|')}`,
  'gu',
)

interface Found extends Term {
  readonly word: string
}

function termsIn(text: string): Found[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: word, index }) => {
    // "May" at the start of a sentence, "may" and the French "été" of "a été" are verbs.
    if (/^may$/i.test(word) && !(word === 'May' && /[\p{L}\d,]\s$/u.test(text.slice(0, index)))) return []
    if (word === 'été' && /(?<!\p{L})(?:a|ont|avait|avaient|ayant|n'a|n'ont)\s$/u.test(text.slice(0, index))) return []
    const term = terms.get(word.toLowerCase())
    return term ? [{ ...term, word }] : []
  })
}

/** Words whose evidence has only other words of the same group: "recall of 76%" for "precision of 76%". */
export function contrastedWords(text: string, evidence: string): DraftProblem[] {
  const known = termsIn(evidence)
  return termsIn(text).flatMap(({ group, meaning, word }): DraftProblem[] => {
    const others = known.filter((each) => each.group === group)
    return others.length === 0 || others.some((each) => each.meaning === meaning) ? [] : [{ kind: 'unit', what: word }]
  })
}

/** Ordinals with their noun: the second dose, 第二阶段. */
const ordinal =
  /\b(first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s(quarter|half|phase|dose|round|stage|place|trial|year|month|week|day|generation|version|author|survey|wave|test|group|run|layer|step|attempt|injection)\b|\b(?:ranks?|ranked|placed|came|finished)\s(first|second|third|fourth|last)\b|\b(second|third|fourth|fifth)[- ](largest|biggest|best|most|fastest|highest|lowest|oldest|worst)\b|第([一二三四五六七八九十\d]+)([\p{Script=Han}]{1,2})/giu

const spelled: Readonly<Record<string, string>> = { '1st': 'first', '2nd': 'second', '3rd': 'third', '4th': 'fourth' }
const digits = '零一二三四五六七八九'

function ordinalsIn(text: string): { word: string; place: string; noun: string }[] {
  return [...text.matchAll(ordinal)].map(([word, english, noun, rank, degree, quality, chinese, unit]) => {
    const place = (english ?? rank ?? degree ?? chinese ?? '').toLowerCase()
    const digit = /^\d$/.test(place) ? digits[Number(place)] : undefined
    return { word, place: spelled[place] ?? digit ?? place, noun: (noun ?? quality ?? unit?.[0] ?? '').toLowerCase() }
  })
}

/** "The second quarter" for "the first quarter". */
export function otherOrdinals(text: string, evidence: string): DraftProblem[] {
  const known = ordinalsIn(evidence)
  return ordinalsIn(text).flatMap(({ word, place, noun }): DraftProblem[] => {
    const others = known.filter((each) => each.noun === noun)
    return others.length === 0 || others.some((each) => each.place === place) ? [] : [{ kind: 'number', what: word }]
  })
}

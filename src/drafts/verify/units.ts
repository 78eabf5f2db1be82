/** A unit of measure or count: two units of one dimension can be converted by their factors. */
export interface Unit {
  readonly dimension: string
  readonly factor: number
}

/** `dimension: factor spellings | factor spellings`. Spellings are compared without their case unless that matters. */
const table = `
ratio: 0.01 % percent per-cent pct percentage prozent pour-cent por-ciento | 0.1 成 | 0.001 ‰ permille
point: 1 percentage-point percentage-points percent-point percent-points point points pp prozentpunkt prozentpunkte prozentpunkten punkte punkten puntos puntos-porcentuales 个百分点 百分点 分
times: 1 x × times fold time mal fois veces 倍
duration: 1e-9 ns nanosecond nanoseconds 纳秒 | 1e-6 μs us microsecond microseconds 微秒 | 0.001 ms millisecond milliseconds 毫秒 | 1 s sec secs second seconds sekunde sekunden seconde secondes segundo segundos 秒 秒钟 | 60 min mins minute minutes minuten minuto minutos 分钟 | 3600 h hr hrs hour hours stunde stunden heure heures hora horas 小时 个小时 | 86400 d day days night nights tage tagen jour jours día días 天 日 晚 夜 昼夜 | 604800 wk week weeks woche wochen semaine semaines semana semanas 周 星期 个星期
months: 1 month months mo monat monate monaten mois mes meses 月 个月 | 3 quarter quarters 季度 个季度 | 12 year years yr yrs jahr jahre jahren ans année années año años 年 | 120 decade decades | 1200 century centuries 世纪 个世纪
length: 1e-9 nm nanometer nanometers nanometre nanometres 纳米 | 1e-6 μm um micrometer micrometers micrometre micrometres micron microns 微米 | 0.001 mm millimeter millimeters millimetre millimetres 毫米 | 0.01 cm centimeter centimeters centimetre centimetres 厘米 | 1 m meter meters metre metres mètre mètres metros 米 | 1000 km kilometer kilometers kilometre kilometres kilomètre kilomètres kilómetro kilómetros 公里 千米 | 1609.344 mi mile miles 英里 | 0.3048 ft foot feet 英尺 | 0.0254 inch inches 英寸
area: 1 m2 m^2 square-meter square-meters square-metre square-metres 平方米 | 1e6 km2 km^2 square-kilometer square-kilometers square-kilometre square-kilometres 平方公里 平方千米 | 10000 ha hectare hectares 公顷
volume: 0.001 ml milliliter milliliters millilitre millilitres 毫升 | 1 l liter liters litre litres litro litros 升 | 1000 m3 m^3 立方米
mass: 1e-6 μg ug microgram micrograms 微克 | 0.001 mg milligram milligrams 毫克 | 1 g gram grams gramm gramme grammes gramo gramos 克 | 1000 kg kilogram kilograms kilogramm kilogrammes kilogramos 公斤 千克 | 1e6 t ton tons tonne tonnes tonnen tonelada toneladas 吨
bytes: 1 b byte bytes 字节 | 1e3 kb kib kilobyte kilobytes | 1e6 mb mib megabyte megabytes | 1e9 gb gib gigabyte gigabytes | 1e12 tb tib terabyte terabytes | 1e15 pb pib petabyte petabytes
bits: 1 bit bits 比特 | 1e3 kbit kbps | 1e6 mbit mbps | 1e9 gbit gbps | 1e12 tbit tbps
energy: 3600 Wh | 3.6e6 kWh 千瓦时 度电 | 3.6e9 MWh | 3.6e12 GWh | 3.6e15 TWh
decibel: 1 dB decibel decibels 分贝
current: 1 amp amps
kelvin: 1 kelvins
celsius: 1 °C degree degrees degrees-celsius celsius degrés grados ° 度 摄氏度
fahrenheit: 1 °F degrees-fahrenheit fahrenheit 华氏度
conductivity: 1 mS/cm | 1000 S/cm
flops: 1e9 gflops | 1e12 tflops | 1e15 pflops
dollar: 1 $ usd dollar dollars dólar dólares us-dollar us-dollars 美元 | 0.01 cent cents 美分
euro: 1 € eur euro euros 欧元
pound: 1 £ gbp 英镑
yuan: 1 ¥ rmb cny yuan 元 块 块钱 人民币
yen: 1 jpy yen 日元
rupee: 1 ₹ inr rupee rupees 卢比
franc: 1 chf franc francs swiss-franc swiss-francs 瑞士法郎
krona: 1 krona kronor krone kroner sek nok dkk 克朗
won: 1 krw won 韩元
token: 1 token tokens 词元
parameter: 1 parameter parameters param params 参数
`

/** Units that take every SI prefix: sign, name, Chinese name. */
const prefixed: readonly (readonly [dimension: string, sign: string, name: string, han: string])[] = [
  ['power', 'W', 'watt', '瓦'],
  ['energy', 'J', 'joule', '焦耳'],
  ['energy', 'J', 'joule', '焦'],
  ['electronvolt', 'eV', 'electronvolt', '电子伏'],
  ['frequency', 'Hz', 'hertz', '赫兹'],
  ['frequency', 'Hz', 'hertz', '赫'],
  ['voltage', 'V', 'volt', '伏'],
  ['current', 'A', 'ampere', '安培'],
  ['pressure', 'Pa', 'pascal', '帕'],
  ['kelvin', 'K', 'kelvin', '开尔文'],
]
const prefixes: readonly (readonly [factor: number, sign: string, name: string, han: string])[] = [
  [1e-12, 'p', 'pico', '皮'],
  [1e-9, 'n', 'nano', '纳'],
  [1e-6, 'μ', 'micro', '微'],
  [1e-3, 'm', 'milli', '毫'],
  [1, '', '', ''],
  [1e3, 'k', 'kilo', '千'],
  [1e6, 'M', 'mega', '兆'],
  [1e9, 'G', 'giga', '吉'],
  [1e12, 'T', 'tera', '太'],
]

/** One-letter and SI spellings that are case-sensitive: `K` and `k`, `MW` and `mW`. */
const isCaseSensitive = (spelling: string) =>
  spelling.length === 1 || /^(?:[pnμmkMGT]?(?:W|Wh|eV|Hz|V|A|Pa|J|K|S)|°[CF]|[mM]S\/cm)$/.test(spelling)

const exact = new Map<string, Unit>()
const folded = new Map<string, Unit>()
function add(spelling: string, unit: Unit): void {
  exact.set(spelling, unit)
  if (!isCaseSensitive(spelling)) folded.set(spelling.toLowerCase(), unit)
}
for (const [dimension, sign, name, han] of prefixed)
  for (const [factor, ...prefix] of prefixes)
    for (const spelling of [prefix[0] + sign, prefix[1] + name, `${prefix[1]}${name}s`, prefix[2] + han])
      add(spelling, { dimension, factor })
for (const line of table.trim().split('\n')) {
  const [dimension = '', rest = ''] = line.split(': ')
  for (const group of rest.split(' | ')) {
    const [factor, ...spellings] = group.trim().split(' ')
    for (const spelling of spellings) add(spelling, { dimension, factor: Number(factor) })
  }
}

/** The unit of a spelling such as `ms`, `km²`, `percentage points` or `个百分点`; undefined if it is not a unit. */
export function unitOf(spelling: string): Unit | undefined {
  const key = spelling.trim().replace(/[\s-]+/g, '-')
  return exact.get(key) ?? folded.get(key.toLowerCase())
}

/** The longest run at the start of a Chinese text that is a unit. */
export function chineseUnit(text: string): string | undefined {
  for (let length = 5; length > 0; length -= 1) {
    const start = text.slice(0, length)
    if (start.length === length && /^\p{Script=Han}+$/u.test(start) && exact.has(start)) return start
  }
  return undefined
}

/** The units that a text names, as `unitKey` writes them. */
export function unitsIn(text: string): string[] {
  const latin = (text.match(/[%‰×°$€£¥₹]|[\p{Script=Latin}μ]+(?:\/[A-Za-z]+)?/gu) ?? []).map(unitOf)
  const han = [...text].map((_, at) => chineseUnit(text.slice(at))).map((word) => (word ? unitOf(word) : undefined))
  return [...latin, ...han].flatMap((unit) => (unit ? unitKey(unit) : []))
}

/** One key for all spellings of a unit. */
export function unitKey({ dimension, factor }: Unit): string {
  return `${dimension} ${factor}`
}

/** A unit of measure or count: two units of one dimension can be converted by their factors. */
export interface Unit {
  readonly dimension: string
  readonly factor: number
}

/** `dimension: factor spellings | factor spellings`. Spellings are compared without their case unless that matters. */
const table = `
ratio: 0.01 % percent per-cent pct percentage | 0.1 成 | 0.001 ‰ permille
point: 1 percentage-point percentage-points percent-point percent-points point points pp 个百分点 百分点 分
times: 1 x × times fold time 倍
duration: 1e-9 ns nanosecond nanoseconds 纳秒 | 1e-6 μs us microsecond microseconds 微秒 | 0.001 ms millisecond milliseconds 毫秒 | 1 s sec secs second seconds 秒 秒钟 | 60 min mins minute minutes 分钟 | 3600 h hr hrs hour hours 小时 个小时 | 86400 d day days night nights 天 日 晚 夜 昼夜 | 604800 wk week weeks 周 星期 个星期
months: 1 month months mo 月 个月 | 3 quarter quarters 季度 个季度 | 12 year years yr yrs 年 | 120 decade decades | 1200 century centuries 世纪 个世纪
length: 1e-9 nm nanometer nanometers nanometre nanometres 纳米 | 1e-6 μm um micrometer micrometers micrometre micrometres micron microns 微米 | 0.001 mm millimeter millimeters millimetre millimetres 毫米 | 0.01 cm centimeter centimeters centimetre centimetres 厘米 | 1 m meter meters metre metres 米 | 1000 km kilometer kilometers kilometre kilometres 公里 千米 | 1609.344 mi mile miles 英里 | 0.3048 ft foot feet 英尺 | 0.0254 inch inches 英寸
area: 1 m2 m^2 square-meter square-meters square-metre square-metres 平方米 | 1e6 km2 km^2 square-kilometer square-kilometers square-kilometre square-kilometres 平方公里 平方千米 | 10000 ha hectare hectares 公顷
volume: 0.001 ml milliliter milliliters millilitre millilitres 毫升 | 1 l liter liters litre litres 升 | 1000 m3 m^3 立方米
mass: 1e-6 μg ug microgram micrograms 微克 | 0.001 mg milligram milligrams 毫克 | 1 g gram grams 克 | 1000 kg kilogram kilograms 公斤 千克 | 1e6 t ton tons tonne tonnes 吨
bytes: 1 b byte bytes 字节 | 1e3 kb kib kilobyte kilobytes | 1e6 mb mib megabyte megabytes | 1e9 gb gib gigabyte gigabytes | 1e12 tb tib terabyte terabytes | 1e15 pb pib petabyte petabytes
byterate: 1e3 kb/s | 1e6 mb/s | 1e9 gb/s | 1e12 tb/s
bits: 1 bit bits 比特
bitrate: 1e3 kbit/s kbps | 1e6 mbit/s mbps | 1e9 gbit/s gbps | 1e12 tbit/s tbps
power: 0.001 mW 毫瓦 | 1 W watt watts 瓦 | 1e3 kW kilowatt kilowatts 千瓦 | 1e6 MW megawatt megawatts 兆瓦 | 1e9 GW gigawatt gigawatts 吉瓦 | 1e12 TW terawatt terawatts 太瓦
energy: 1 J joule joules 焦耳 | 3600 Wh | 3.6e6 kWh 千瓦时 度电 | 3.6e9 MWh | 3.6e12 GWh | 3.6e15 TWh
electronvolt: 1 eV | 1e3 keV | 1e6 MeV | 1e9 GeV | 1e12 TeV
decibel: 1 dB decibel decibels 分贝
frequency: 1 Hz hertz 赫兹 | 1e3 kHz | 1e6 MHz 兆赫 | 1e9 GHz 吉赫
voltage: 0.001 mV | 1 V volt volts 伏 | 1e3 kV
current: 0.001 mA | 1 A amp amps ampere amperes 安培
pressure: 1 Pa | 1e3 kPa | 1e6 MPa 兆帕 | 1e9 GPa
kelvin: 0.001 mK | 1 K kelvin kelvins 开尔文
celsius: 1 °C degree degrees degrees-celsius celsius ° 度 摄氏度
fahrenheit: 1 °F degrees-fahrenheit fahrenheit 华氏度
conductivity: 1 mS/cm | 1000 S/cm
flops: 1e9 gflops | 1e12 tflops | 1e15 pflops
dollar: 1 $ usd dollar dollars us-dollar us-dollars 美元 | 0.01 cent cents 美分
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

/** One-letter and SI spellings that are case-sensitive: `K` and `k`, `MW` and `mW`. */
const isCaseSensitive = (spelling: string) =>
  spelling.length === 1 || /^(?:[kMGTmμ]?(?:W|Wh|eV|Hz|V|A|Pa|J|S)|mK|°[CF]|[mM]S\/cm)$/.test(spelling)

const exact = new Map<string, Unit>()
const folded = new Map<string, Unit>()
for (const line of table.trim().split('\n')) {
  const [dimension = '', rest = ''] = line.split(': ')
  for (const group of rest.split(' | ')) {
    const [factor, ...spellings] = group.trim().split(' ')
    for (const spelling of spellings) {
      const unit = { dimension, factor: Number(factor) }
      exact.set(spelling, unit)
      if (!isCaseSensitive(spelling)) folded.set(spelling.toLowerCase(), unit)
    }
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
  const latin = (text.match(/[%‰×°$€£¥₹]|[A-Za-zμ]+(?:\/[A-Za-z]+)?/g) ?? []).map(unitOf)
  const han = [...text].map((_, at) => chineseUnit(text.slice(at))).map((word) => (word ? unitOf(word) : undefined))
  return [...latin, ...han].flatMap((unit) => (unit ? unitKey(unit) : []))
}

/** One key for all spellings of a unit. */
export function unitKey({ dimension, factor }: Unit): string {
  return `${dimension} ${factor}`
}

/** Large cities without a time zone of their own, by the name of the zone that they are in. */
const cities: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'munich,münchen,hamburg,frankfurt,cologne,köln,stuttgart,düsseldorf,leipzig,柏林,慕尼黑,法兰克福',
  'Europe/London': 'edinburgh,glasgow,manchester,cambridge,oxford,cardiff,伦敦',
  'Europe/Paris': 'lyon,marseille,toulouse,nice,巴黎',
  'Europe/Madrid': 'barcelona,valencia,seville,马德里',
  'Europe/Rome': 'milan,milano,turin,naples,roma',
  'Europe/Zurich': 'zürich,geneva,genève,basel,bern,lausanne',
  'Europe/Vienna': 'wien,graz',
  'Europe/Amsterdam': 'rotterdam,the hague,eindhoven',
  'Europe/Warsaw': 'krakow,kraków,wrocław',
  'Europe/Moscow': 'st petersburg,saint petersburg,莫斯科',
  'Asia/Jerusalem': 'tel aviv,haifa',
  'Asia/Dubai': 'abu dhabi',
  'Asia/Kolkata': 'mumbai,bombay,delhi,new delhi,bangalore,bengaluru,chennai,hyderabad,pune,孟买,新德里',
  'Asia/Shanghai':
    'beijing,peking,shenzhen,guangzhou,hangzhou,chengdu,nanjing,wuhan,tianjin,xian,北京,上海,深圳,广州,杭州,成都,南京,武汉,西安',
  'Asia/Hong_Kong': '香港',
  'Asia/Taipei': '台北,臺北',
  'Asia/Tokyo': 'osaka,kyoto,yokohama,东京,大阪',
  'Asia/Seoul': 'busan,首尔',
  'Asia/Singapore': '新加坡',
  'Australia/Sydney': 'canberra,悉尼',
  'America/New_York': 'new york city,nyc,boston,washington,washington dc,philadelphia,miami,atlanta,纽约,波士顿,华盛顿',
  'America/Chicago': 'houston,dallas,austin,san antonio,minneapolis,芝加哥',
  'America/Los_Angeles':
    'la,san francisco,sf,bay area,seattle,portland,san diego,san jose,las vegas,洛杉矶,旧金山,西雅图',
  'America/Denver': 'salt lake city,boulder',
  'America/Toronto': 'montreal,montréal,ottawa,多伦多',
  'America/Sao_Paulo': 'rio,rio de janeiro,brasilia,brasília',
  'Africa/Johannesburg': 'cape town,pretoria',
}

/** Abbreviations, which mean a fixed offset or several places, by the zones that are offered for them. */
const abbreviations: Readonly<Record<string, readonly string[]>> = {
  est: ['America/New_York', 'America/Toronto', 'Australia/Sydney'],
  edt: ['America/New_York', 'America/Toronto'],
  et: ['America/New_York', 'America/Toronto'],
  eastern: ['America/New_York', 'America/Toronto'],
  cst: ['America/Chicago', 'Asia/Shanghai'],
  cdt: ['America/Chicago'],
  central: ['America/Chicago', 'America/Winnipeg'],
  mst: ['America/Denver', 'America/Phoenix'],
  mdt: ['America/Denver'],
  mountain: ['America/Denver', 'America/Phoenix'],
  pst: ['America/Los_Angeles', 'America/Vancouver'],
  pdt: ['America/Los_Angeles', 'America/Vancouver'],
  pt: ['America/Los_Angeles', 'America/Vancouver'],
  pacific: ['America/Los_Angeles', 'America/Vancouver'],
  hst: ['Pacific/Honolulu'],
  gmt: ['Europe/London', 'UTC'],
  bst: ['Europe/London', 'Asia/Dhaka'],
  ist: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  wet: ['Europe/Lisbon'],
  cet: ['Europe/Berlin', 'Europe/Paris', 'Europe/Madrid'],
  cest: ['Europe/Berlin', 'Europe/Paris', 'Europe/Madrid'],
  mez: ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'],
  mesz: ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'],
  eet: ['Europe/Athens', 'Europe/Helsinki', 'Africa/Cairo'],
  msk: ['Europe/Moscow'],
  jst: ['Asia/Tokyo'],
  kst: ['Asia/Seoul'],
  hkt: ['Asia/Hong_Kong'],
  sgt: ['Asia/Singapore'],
  aest: ['Australia/Sydney', 'Australia/Brisbane'],
  aedt: ['Australia/Sydney', 'Australia/Melbourne'],
  nzst: ['Pacific/Auckland'],
}

/** Zones of many people, for an offset that several have, the likeliest first. */
const populous = [
  'Europe/London,Europe/Berlin,Europe/Paris,Europe/Madrid,Europe/Athens,Europe/Helsinki,Europe/Istanbul,Europe/Moscow',
  'Africa/Lagos,Africa/Cairo,Africa/Johannesburg,Africa/Nairobi,Asia/Dubai,Asia/Tehran,Asia/Karachi,Asia/Kolkata,Asia/Kathmandu',
  'Asia/Dhaka,Asia/Yangon,Asia/Bangkok,Asia/Jakarta,Asia/Shanghai,Asia/Singapore,Australia/Perth,Asia/Tokyo,Asia/Seoul',
  'Australia/Adelaide,Australia/Sydney,Pacific/Noumea,Pacific/Auckland,Pacific/Honolulu,America/Anchorage',
  'America/Los_Angeles,America/Denver,America/Phoenix,America/Chicago,America/Mexico_City,America/New_York,America/Bogota',
  'America/Halifax,America/Caracas,America/St_Johns,America/Sao_Paulo,America/Argentina/Buenos_Aires,America/Santiago',
  'Atlantic/South_Georgia,Atlantic/Azores,Atlantic/Cape_Verde,UTC',
].flatMap((line) => line.split(','))

const zonesOfCities = new Map(
  Object.entries(cities).flatMap(([zone, names]) => names.split(',').map((name): [string, string] => [name, zone])),
)

/** The zone of a city that has none of its own name; in lower case. */
export function zoneOfCity(name: string): string | undefined {
  return zonesOfCities.get(name)
}

/** The zones that an abbreviation, a country or an offset may stand for: `EST`, `Germany`, `德国`, `UTC+2`; lower case. */
export function zonesMeant(name: string): readonly string[] {
  return (
    abbreviations[name.replace(/ (?:standard |daylight )?time$/, '')] ?? zonesAtOffset(name) ?? zonesOfCountry(name)
  )
}

function zonesAtOffset(text: string): readonly string[] | undefined {
  const {
    sign,
    hours,
    minutes = '0',
  } = /^(?:utc|gmt)? ?(?<sign>[+−-])(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?$/.exec(text)?.groups ?? {}
  if (hours === undefined) return undefined
  const wanted = (sign === '+' ? 1 : -1) * (60 * Number(hours) + Number(minutes))
  return populous.filter((zone) => winterOffset(zone) === wanted)
}

/** Minutes east of UTC in the northern winter, the offset by which people name a zone. */
function winterOffset(timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    Date.UTC(2026, 0, 1),
  )
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes))
}

/** The languages in which countries are known by their names. */
const languages = ['en', 'zh', 'de', 'fr', 'es']

/** Of the largest countries the zone of most people comes first, not the first of the alphabet. */
const firstZones: Readonly<Record<string, readonly string[]>> = {
  US: ['America/New_York', 'America/Chicago', 'America/Los_Angeles'],
  CA: ['America/Toronto', 'America/Vancouver', 'America/Winnipeg'],
  AU: ['Australia/Sydney', 'Australia/Perth', 'Australia/Brisbane'],
  BR: ['America/Sao_Paulo', 'America/Manaus', 'America/Fortaleza'],
  RU: ['Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Novosibirsk'],
  MX: ['America/Mexico_City', 'America/Tijuana', 'America/Cancun'],
}

const shortNames: Readonly<Record<string, string>> = {
  usa: 'US',
  us: 'US',
  america: 'US',
  uk: 'GB',
  england: 'GB',
  holland: 'NL',
}

/** https://tc39.es/proposal-intl-locale-info, which TypeScript does not know yet. */
type LocaleWithZones = Intl.Locale & { getTimeZones(): string[] | undefined }

function zonesOfCountry(name: string): readonly string[] {
  const code = shortNames[name] ?? codesByName().get(name)
  if (!code) return []
  return firstZones[code] ?? (new Intl.Locale(`und-${code}`) as LocaleWithZones).getTimeZones() ?? []
}

function codesByName(): ReadonlyMap<string, string> {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  const codes = letters.flatMap((one) => letters.map((other) => one + other))
  return new Map(
    languages.flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
      return codes.map((code): [string, string] => [names.of(code)?.toLowerCase() ?? code, code])
    }),
  )
}

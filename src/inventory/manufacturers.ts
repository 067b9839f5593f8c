/**
 * The many ways in which makers write their names, and the one by which people know them today.
 *
 * Sources: the companies' own announcements of renamings and mergers; DICOM conformance statements; the IEEE registry.
 */

/** Of a wire spelling, the first that matches names the maker. Bought makers keep the name on their devices. */
const MAKERS: readonly (readonly [string, RegExp])[] = [
  [
    'GE HealthCare',
    /^ge ?(medical|health|omec|ultrasound|vingmed|parallel|yms)|^g\.?e\.? |^gems\b|^general electric|datex.?ohmeda|critikon|^marquette|^lunar corp/i,
  ],
  [
    'Siemens Healthineers',
    /^siemens (healthineers|healthcare|medical|ag, ?medical|shared medical)|^acuson|^healthineers|^varian medical|^dade behring/i,
  ],
  ['Siemens', /^siemens\b/i],
  [
    'Philips',
    /^philips|^koninklijke philips|^agilent.*medical|^adac\b|^atl ultrasound|^marconi medical|^picker int|^respironics|^spacelabs? philips/i,
  ],
  ['Canon Medical Systems', /^canon.*(medical|medi)|^toshiba.*med|^toshiba_mec|^vital images/i],
  ['Fujifilm', /^fuji ?(film|photo)|^sonosite|^hitachi (medical|healthcare|ltd.*medical)|^aloka/i],
  ['Agfa HealthCare', /^agfa/i],
  ['Carestream', /^carestream|^eastman kodak|^kodak/i],
  ['Hologic', /^hologic|^lorad/i],
  ['Shimadzu', /^shimadzu/i],
  ['Samsung Medison', /^samsung medison|^medison|^neurologica/i],
  ['Mindray', /mindray|^datascope|^zonare/i],
  ['United Imaging', /^uih\b|united imaging/i],
  ['Esaote', /^esaote/i],
  ['Ziehm Imaging', /^ziehm/i],
  ['Sectra', /^sectra/i],
  ['Merge Healthcare', /^merge (healthcare|tech)|^merge$|^cedara/i],
  ['Elekta', /^elekta|^impac med/i],
  ['Varian', /^varian/i],
  ['Carl Zeiss Meditec', /zeiss/i],
  ['Topcon', /^topcon/i],
  ['Heidelberg Engineering', /^heidelberg eng/i],
  ['Olympus', /^olympus/i],
  ['Karl Storz', /storz/i],
  ['Stryker', /^stryker|^physio.?control/i],
  ['Dräger', /^dr(ä|ae|a)ger/i],
  ['Baxter', /^baxter|^hill.?rom|^welch.?allyn|^mortara|^sigma.*spectrum/i],
  ['ICU Medical', /^icu medical|^hospira|^smiths medical|^abbott.*hospital products/i],
  [
    'BD',
    /^bd$|^b ?d (carefusion|alaris|rowa|biosci)|^becton|^carefusion|^alaris|^cardinal health.*alaris|^pyxis|^ivac\b/i,
  ],
  ['B. Braun', /^b\.? ?braun/i],
  ['Fresenius', /^fresenius/i],
  ['Medtronic', /^medtronic|^covidien|^nellcor|^puritan.?bennett/i],
  ['Masimo', /^masimo/i],
  ['Nihon Kohden', /^nihon kohden/i],
  ['Spacelabs Healthcare', /^spacelabs|^osi.*spacelabs|^del mar reynolds/i],
  ['Zoll', /^zoll/i],
  ['Schiller', /^schiller ag|^schiller$/i],
  ['Hamilton Medical', /^hamilton med/i],
  ['Getinge', /^getinge|^maquet/i],
  ['ResMed', /^resmed/i],
  ['Vyaire Medical', /^vyaire|^viasys/i],
  ['Gambro', /^gambro/i],
  ['Natus', /^natus/i],
  ['Roche', /^roche\b|^f\. ?hoffmann/i],
  ['Abbott', /^abbott|^i-stat|^alere/i],
  ['Beckman Coulter', /^beckman/i],
  ['Radiometer', /^radiometer/i],
  ['Werfen', /^werfen|^instrumentation laboratory/i],
  ['Nova Biomedical', /^nova bio/i],
  ['Sysmex', /^sysmex/i],
  ['Ortho Clinical Diagnostics', /^ortho.?clinical/i],
  ['bioMérieux', /^biom(e|é)rieux/i],
  ['Cepheid', /^cepheid/i],
  ['Omnicell', /^omnicell/i],
  ['Swisslog', /^swisslog/i],
  ['Ascom', /^ascom/i],
  ['Capsule Technologies', /^capsule tech/i],
  ['Digi International', /^digi int/i],
  ['Lantronix', /^lantronix/i],
  ['Moxa', /^moxa/i],
  ['Silex', /^silex/i],
  ['Cisco', /^cisco|^linksys|^meraki/i],
  ['HP', /^hewlett.?packard$|^hp\b|^hp inc|^hewlett.packard company/i],
  ['Hewlett Packard Enterprise', /^hewlett.packard enterprise|^aruba|^procurve|^hpe\b/i],
  ['Juniper Networks', /^juniper/i],
  ['Extreme Networks', /^extreme net|^enterasys/i],
  ['Fortinet', /^fortinet/i],
  ['Palo Alto Networks', /^palo alto net/i],
  ['Ubiquiti', /^ubiquiti/i],
  ['MikroTik', /^mikrotik|^routerboard/i],
  ['Apple', /^apple\b/i],
  ['Microsoft', /^microsoft/i],
  ['Dell', /^dell\b/i],
  ['Lenovo', /^lenovo/i],
  ['Intel', /^intel\b/i],
  ['VMware', /^vmware/i],
  ['Samsung', /^samsung/i],
  ['Sony', /^sony/i],
  ['LG', /^lg electronics|^lg innotek/i],
  ['Google', /^google|^nest labs/i],
  ['Amazon', /^amazon/i],
  ['Raspberry Pi', /^raspberry pi/i],
  ['Synology', /^synology/i],
  ['QNAP', /^qnap/i],
  ['Axis Communications', /^axis comm/i],
  ['Hikvision', /hikvision/i],
  ['Dahua', /dahua/i],
  ['Zebra Technologies', /^zebra tech/i],
  ['Brother', /^brother ind/i],
  ['Canon', /^canon\b/i],
  ['Xerox', /^xerox/i],
  ['Lexmark', /^lexmark/i],
  ['Kyocera', /^kyocera/i],
  ['Ricoh', /^ricoh/i],
  ['Epson', /^seiko epson|^epson/i],
  ['Schneider Electric', /^schneider|^telemecanique|^american power conv|^apc\b|^square d/i],
  ['Rockwell Automation', /^rockwell|^allen.?bradley/i],
  ['Honeywell', /^honeywell|^tridium/i],
  ['Johnson Controls', /^johnson controls/i],
  ['Eaton', /^eaton/i],
  ['Yealink', /yealink/i],
  ['Polycom', /^polycom/i],
  ['Mitel', /^mitel|^aastra/i],
  ['Avaya', /^avaya/i],
];

/** Legal forms and places that say nothing of who it is. */
const LEGAL =
  /[,.]?\s+\(?(inc|incorporated|corp|corporation|co|company|ltd|limited|llc|l\.l\.c|gmbh|ag|s\.?a|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|kg|plc|pty|oy|ab|a\/s|k\.?k)\.?\)?(?=$|[\s,.])\.?/gi;

/** A maker's name as we write it. What is in no table keeps its own spelling, without legal forms. */
export function makerOf(spelling: string): string {
  const text = spelling.trim().replaceAll(/\s+/g, ' ');
  const maker = MAKERS.find(([, pattern]) => pattern.test(text))?.[0];
  if (maker !== undefined) return maker;
  const short = text.replaceAll(LEGAL, '').replace(/[,.\s]+$/, '');
  return short === '' ? text : short;
}

/** The same for a name that a clinical protocol gives, where a group's name stands for its medical company. */
export function medicalMakerOf(spelling: string): string {
  const maker = makerOf(spelling);
  return maker === 'Siemens' ? 'Siemens Healthineers' : maker;
}

/** Makers of nothing but medical devices: of an unknown device of theirs we know at least that. */
export const MEDICAL_MAKERS: ReadonlySet<string> = new Set(
  [
    'GE HealthCare|Siemens Healthineers|Canon Medical Systems|Hologic|Samsung Medison|Mindray',
    'United Imaging|Esaote|Ziehm Imaging|Elekta|Varian|Carl Zeiss Meditec|Heidelberg Engineering|Stryker',
    'Dräger|Baxter|ICU Medical|BD|B. Braun|Fresenius|Medtronic|Masimo|Nihon Kohden|Spacelabs Healthcare',
    'Zoll|Schiller|Hamilton Medical|Getinge|ResMed|Vyaire Medical|Gambro|Natus|Radiometer|Werfen',
    'Nova Biomedical|Sysmex|Ortho Clinical Diagnostics|bioMérieux|Cepheid|Beckman Coulter',
    'Capsule Technologies|Karl Storz',
  ].flatMap((line) => line.split('|')),
);

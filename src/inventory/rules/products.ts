/**
 * Medical products by the names under which they describe themselves, and what they are.
 *
 * Sources: the makers' product pages, DICOM conformance statements and AccessGUDID.
 */

export interface Product {
  readonly type: string;
  readonly manufacturer: string;
  readonly model?: string;
  readonly version?: string;
  readonly serial?: string;
}

/** Pattern of the name, type, maker, model; `$1` is the pattern's first group. */
type Row = readonly [pattern: RegExp, type: string, manufacturer: string, model?: string];

const PRODUCTS: readonly Row[] = [
  [/plum ?(360|a\+ ?3|a\+)/i, 'infusion-pump', 'ICU Medical', 'Plum $1'],
  [/lifecare ?pca/i, 'pca-pump', 'ICU Medical', 'LifeCare PCA'],
  [/medfusion ?(\d{4})?/i, 'syringe-pump', 'ICU Medical', 'Medfusion $1'],
  [/cadd-?solis/i, 'pca-pump', 'ICU Medical', 'CADD-Solis'],
  [/sapphire ?(infusion|pump)/i, 'infusion-pump', 'ICU Medical', 'Sapphire'],
  [/(spectrum ?iq)/i, 'infusion-pump', 'Baxter', 'Spectrum IQ'],
  [/sigma ?spectrum/i, 'infusion-pump', 'Baxter', 'Sigma Spectrum'],
  [/novum ?iq/i, 'infusion-pump', 'Baxter', 'Novum IQ'],
  [/\balaris ?(pcu?|8015|8100|gp|cc|gh)?/i, 'infusion-pump', 'BD', 'Alaris $1'],
  [/infusomat/i, 'infusion-pump', 'B. Braun', 'Infusomat Space'],
  [/perfusor/i, 'syringe-pump', 'B. Braun', 'Perfusor Space'],
  [/\bspace(station|com)\b/i, 'infusion-pump', 'B. Braun', 'SpaceStation'],
  [/\bagilia\b/i, 'infusion-pump', 'Fresenius', 'Agilia'],
  [/intellivue ?(mp\d+|mx\d+|x\d|x2|x3)?/i, 'patient-monitor', 'Philips', 'IntelliVue $1'],
  [/\befficia\b/i, 'patient-monitor', 'Philips', 'Efficia'],
  [/piic ?ix/i, 'central-station', 'Philips', 'Patient Information Center iX'],
  [/carescape ?(b\d{3}|one|monitor)/i, 'patient-monitor', 'GE HealthCare', 'CARESCAPE $1'],
  [/carescape ?(cic|central)/i, 'central-station', 'GE HealthCare', 'CARESCAPE Central Station'],
  [/apexpro|apex pro/i, 'telemetry', 'GE HealthCare', 'ApexPro'],
  [
    /(?:draeger|dr.ger)?.{0,2}infinity ?(delta|gamma|kappa|vista|m540|acute)/i,
    'patient-monitor',
    'Dräger',
    'Infinity $1',
  ],
  [/\bevita ?(v\d+|xl|4|infinity)\b/i, 'ventilator', 'Dräger', 'Evita $1'],
  [/\b(babylog|oxylog|savina 300)\b/i, 'ventilator', 'Dräger', '$1'],
  [/(perseus|fabius|primus|apollo|zeus) ?(a500|tiro|gs|ie)/i, 'anesthesia', 'Dräger', '$1'],
  [/benevision|beneview|epm ?\d+/i, 'patient-monitor', 'Mindray'],
  [/(life scope|bsm-\d+)/i, 'patient-monitor', 'Nihon Kohden', '$1'],
  [/\b(root ?7|radical-?7|rad-?(97|87))\b/i, 'pulse-oximeter', 'Masimo'],
  [/\bconnex\b/i, 'vital-signs', 'Baxter', 'Connex'],
  [/\bservo-?([iuns]|air)\b/i, 'ventilator', 'Getinge', 'SERVO-$1'],
  [/hamilton-?([cgtm]\d)/i, 'ventilator', 'Hamilton Medical', 'HAMILTON-$1'],
  [/puritan.?bennett ?(\d{3})?|\bpb ?(840|980)\b/i, 'ventilator', 'Medtronic', 'Puritan Bennett $1'],
  [/\b(aisys|avance cs|aespire)\b/i, 'anesthesia', 'GE HealthCare'],
  [/giraffe (omnibed|incubator|warmer)/i, 'incubator', 'GE HealthCare'],
  [/lifepak ?(\d+)?/i, 'defibrillator', 'Stryker', 'LIFEPAK $1'],
  [/zoll.{0,3}([rxm]) series/i, 'defibrillator', 'Zoll', '$1 Series'],
  [/\bMAC ?(5500|3500|2000|1600|1200|VU360|5 A4)\b/, 'ecg', 'GE HealthCare', 'MAC $1'],
  [/pagewriter ?(tc\d+)?/i, 'ecg', 'Philips', 'PageWriter $1'],
  [/corometrics/i, 'fetal-monitor', 'GE HealthCare', 'Corometrics'],
  [/avalon ?(fm\d+)/i, 'fetal-monitor', 'Philips', 'Avalon $1'],
  [/(prismaflex|prismax)/i, 'dialysis', 'Baxter', '$1'],
  [/\b(?:fresenius.{0,12})?(5008S|multifiltrate)\b/i, 'dialysis', 'Fresenius', '$1'],
  [/dialog\+/i, 'dialysis', 'B. Braun', 'Dialog+'],
  [/da ?vinci ?(xi|x|si|sp)/i, 'surgical-robot', 'Intuitive Surgical', 'da Vinci $1'],
  [/(centrella|progressa|versacare)/i, 'hospital-bed', 'Baxter', '$1'],
  [/\bcobas ?(pro|pure|b ?\d{3}|h ?\d{3}|c ?\d{3}|e ?\d{3}|\d{4})?/i, 'analyzer', 'Roche', 'cobas $1'],
  [/accu-?chek ?(inform)?/i, 'glucose-meter', 'Roche', 'ACCU-CHEK'],
  [/statstrip/i, 'glucose-meter', 'Nova Biomedical', 'StatStrip'],
  [/\barchitect ?(ci?\d+|i\d+)|\balinity/i, 'analyzer', 'Abbott'],
  [/\bi-stat\b/i, 'blood-gas', 'Abbott', 'i-STAT'],
  [/\babl ?(80|90|800)( flex)?\b/i, 'blood-gas', 'Radiometer', 'ABL$1'],
  [/gem ?premier ?(\d{4})?/i, 'blood-gas', 'Werfen', 'GEM Premier $1'],
  [/rapid(point|lab) ?(\d+)?/i, 'blood-gas', 'Siemens Healthineers', 'RAPID$1 $2'],
  [/atellica|advia|dimension (vista|exl)|immulite/i, 'analyzer', 'Siemens Healthineers'],
  [/\bXN-?(1000|2000|3000|9000)\b/, 'analyzer', 'Sysmex', 'XN-$1'],
  [/genexpert/i, 'analyzer', 'Cepheid', 'GeneXpert'],
  [/\bvitros\b/i, 'analyzer', 'Ortho Clinical Diagnostics', 'VITROS'],
  [/(somatom) ?(\w+)?/i, 'ct', 'Siemens Healthineers', 'SOMATOM $2'],
  [/(revolution|lightspeed|optima|discovery) ?(ct\w*)/i, 'ct', 'GE HealthCare', '$1 $2'],
  [/(aquilion) ?(\w+)?/i, 'ct', 'Canon Medical Systems', 'Aquilion $2'],
  [/(ingenuity|incisive|brilliance) ?ct/i, 'ct', 'Philips', '$1 CT'],
  [/(magnetom) ?(\w+)?/i, 'mr', 'Siemens Healthineers', 'MAGNETOM $2'],
  [/\b(signa) (\w+)/i, 'mr', 'GE HealthCare', 'SIGNA $2'],
  [/\b(ingenia|achieva)\b/i, 'mr', 'Philips', '$1'],
  [/\bepiq ?(\w+)?/i, 'ultrasound', 'Philips', 'EPIQ $1'],
  [/affiniti ?(\d+)?/i, 'ultrasound', 'Philips', 'Affiniti $1'],
  [/\b(logiq|vivid|voluson|venue) ((?!pc)\w+)/i, 'ultrasound', 'GE HealthCare', '$1 $2'],
  [/acuson ?(\w+)?/i, 'ultrasound', 'Siemens Healthineers', 'ACUSON $1'],
  [/\b(artis) (q|zee|pheno|icono|one)/i, 'angiography', 'Siemens Healthineers', 'Artis $2'],
  [/\b(azurion|allura)\b/i, 'angiography', 'Philips'],
  [/\b(selenia|3dimensions)\b/i, 'mammography', 'Hologic'],
  [/senographe|senoclaire/i, 'mammography', 'GE HealthCare'],
  [/\bbiograph\b/i, 'pet', 'Siemens Healthineers', 'Biograph'],
  [/\b(truebeam|halcyon|clinac)\b/i, 'radiotherapy', 'Varian'],
  [/versa ?hd|elekta ?(unity|infinity)/i, 'radiotherapy', 'Elekta'],
  [/omnicell/i, 'dispensing-cabinet', 'Omnicell'],
  [/pyxis/i, 'dispensing-cabinet', 'BD', 'Pyxis'],
];

/** A version marked as such, or behind the slash of a product token. @see RFC 9110 section 10.1.5 */
const VERSION =
  /(?:\/|\b(?:sw|fw|firmware|software|version|ver)[ .:]*(?:ver[ .:]*)?)(?:v(?=\d))?((?:[A-Z]{1,3})?\d+(?:\.\d+)+)/i;
const SERIAL = /\b(?:s\/?n|serial(?: ?(?:no|number))?)[ .:#]*([A-Z0-9-]{5,})/i;

/** The product that a text names first in our table; undefined when it names none. */
export function productIn(text: string): Product | undefined {
  for (const [pattern, type, manufacturer, template] of PRODUCTS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const model = template?.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '').trim();
    const version = VERSION.exec(text)?.[1];
    const serial = SERIAL.exec(text)?.[1];
    return {
      type,
      manufacturer,
      ...(model === undefined ? {} : { model }),
      ...(version === undefined ? {} : { version }),
      ...(serial === undefined ? {} : { serial }),
    };
  }
  return undefined;
}

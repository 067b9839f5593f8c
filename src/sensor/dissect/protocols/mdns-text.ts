/** The fields of TXT records that describe devices. All others are passed over: anything may be written in them. */

/** What a service says of the device that offers it. */
export interface Description {
  readonly model?: string;
  readonly manufacturer?: string;
  /** The name that its owner gave the device. */
  readonly friendlyName?: string;
  readonly software?: string;
  readonly serial?: string;
}

/**
 * By the keys of Bonjour printing (ty, usb_MFG, usb_MDL), AirPlay and RAOP (am, fv), HomeKit and Google Cast (md, fn),
 * Apple's device information (model) and what others use alike.
 */
const FIELDS: Readonly<Record<string, keyof Description>> = {
  model: 'model',
  md: 'model',
  am: 'model',
  ty: 'model',
  mdl: 'model',
  modelname: 'model',
  usb_mdl: 'model',
  manufacturer: 'manufacturer',
  vendor: 'manufacturer',
  mfg: 'manufacturer',
  usb_mfg: 'manufacturer',
  fn: 'friendlyName',
  fv: 'software',
  fw: 'software',
  fw_version: 'software',
  firmware: 'software',
  version: 'software',
  serial: 'serial',
  serialnumber: 'serial',
};

/** Of a program; a bare number is that of the service's own protocol. */
const RELEASE = /^v?\d+\.\d/i;

/** Of several fields that mean the same, the first one counts. @see RFC 6763 section 6.4 */
export function describe(texts: readonly string[]): Description {
  const found: { -readonly [field in keyof Description]: Description[field] } = {};
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 1) continue;
    const key = text.slice(0, equals).toLowerCase();
    const field = FIELDS[key];
    const value = text.slice(equals + 1).trim();
    if (key === 'version' && !RELEASE.test(value)) continue;
    if (field !== undefined && value !== '') found[field] ??= value;
  }
  return found;
}

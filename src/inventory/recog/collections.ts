/** Which banners we know of a device, and what a folder with Recog's files tells of them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import { Matching, type Told } from './matching.ts';
import { type Collection, MAX_FILE, readCollection } from './read.ts';

/** Recog has 51 files. */
const MAX_FILES = 500;

/** Of an attribute, the collection that knows such banners, and the forms in which that has them. */
const BANNERS: Readonly<Record<string, readonly [of: string, forms: (value: string) => readonly string[]]>> = {
  'dhcp-vendor-class': ['dhcp_vendor_class', itself],
  'ftp-banner': ['ftp.banner', withoutCode],
  'http-realm': ['http_header.wwwauth', (realm) => [`Basic realm="${realm}"`, `Digest realm="${realm}"`]],
  'http-server': ['http_header.server', itself],
  'mdns-model': ['mdns.device-info.txt', (model) => [`model=${model}`]],
  'mysql-version': ['mysql.banners', itself],
  'ntp-software': ['ntp.readvar', (version) => [`version="${version}"`]],
  'sip-server': ['sip_header.server', itself],
  'sip-user-agent': ['sip_header.user_agent', itself],
  'smb-os': ['smb.native_os', itself],
  'smb-software': ['smb.native_lm', itself],
  'smtp-banner': ['smtp.banner', withoutCode],
  'snmp-sysdescr': ['snmp.sys_description', itself],
  'snmp-sysobjectid': ['snmp.sys_object_id', itself],
  'ssh-software': ['ssh.banner', (line) => [line.replace(/^SSH-[\d.]+-/, '')]],
  'telnet-banner': ['telnet', itself],
  'tls-certificate-subject': ['x509.subject', (subject) => [subject.split(', ').join(','), subject]],
};

function itself(value: string): readonly string[] {
  return [value];
}

/** A greeting without the number of its reply. */
function withoutCode(line: string): readonly string[] {
  return [line.replace(/^\d{3}[ -]/, '')];
}

/** What is known of the banners of devices beyond our own rules. */
export class Banners {
  readonly #matchings: ReadonlyMap<string, Matching>;

  constructor(collections: readonly Collection[]) {
    const wanted = new Set(Object.values(BANNERS).map(([of]) => of));
    const known = Map.groupBy(
      collections.filter(({ of }) => wanted.has(of)),
      ({ of }) => of,
    );
    this.#matchings = new Map(Array.from(known, ([of, same]) => [of, new Matching(same)]));
  }

  /** What a device's attribute tells; undefined when it is no banner, or one that nobody knows. */
  tells(attribute: string, value: string): Told | undefined {
    const banner = BANNERS[attribute];
    const matching = banner === undefined ? undefined : this.#matchings.get(banner[0]);
    if (banner === undefined || matching === undefined) return undefined;
    for (const form of banner[1](value)) {
      const told = matching.tells(form);
      if (told !== undefined) return told;
    }
    return undefined;
  }
}

/** Reads the files of a folder, or of `xml/` in it as Recog itself has them. Throws `not-found` when there are none. */
export async function readBanners(folder: string): Promise<Banners> {
  const banners = await bannersIn(folder);
  if (banners !== undefined) return banners;
  throw new AppError(
    'not-found',
    `${folder} holds no XML file of Recog: name the folder that has them, such as xml/ of a copy of Recog.`,
  );
}

/** The same where nobody asked for it: undefined when there are none. */
export async function bannersIn(folder: string): Promise<Banners | undefined> {
  const collections = await readFolder(folder);
  return collections.length === 0 ? undefined : new Banners(collections);
}

/** The collections in a folder, or in `xml/` in it; none when it is not there. */
export async function readFolder(folder: string): Promise<Collection[]> {
  const collections: Collection[] = [];
  for (const place of [folder, join(folder, 'xml')]) {
    for (const name of (await namesIn(place))
      .filter((each) => each.endsWith('.xml'))
      .toSorted()
      .slice(0, MAX_FILES)) {
      const file = join(place, name);
      if ((await stat(file)).size > MAX_FILE) continue;
      const collection = readCollection(await readFile(file, 'utf8'));
      if (collection !== undefined) collections.push(collection);
    }
  }
  return collections;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')))
      throw error;
    return [];
  }
}

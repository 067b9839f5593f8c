/** The options of `wardline intel`; what it does is loaded when it is asked for. */
import type { Command } from 'commander';

const DATA = ['--data <folder>', "Wardline's data folder (else WARDLINE_DATA, else the usual place)"] as const;
const ONLY = ['--only <feeds>', 'such as kev,epss'] as const;
const JSON_OPTION = ['--json', 'print it as JSON', false] as const;

interface Common {
  readonly only: string | undefined;
  readonly json: boolean;
  readonly data: string | undefined;
}

export function addIntelCommand(program: Command): void {
  const intel = program
    .command('intel')
    .description('what the world knows of weaknesses and threats: fetch it, carry it, see how old it is');

  intel
    .command('sync')
    .description(
      'bring the feeds up to date, from the Internet or from a folder; what was known stays in use when that fails',
    )
    .option('--mirror <folder>', 'take them from there, and ask nobody')
    .option(...ONLY)
    .option(...JSON_OPTION)
    .option(...DATA)
    .addHelpText(
      'after',
      `
Examples:
  wardline intel sync                          all feeds; HTTPS_PROXY and NO_PROXY are heeded
  wardline intel sync --only kev,epss
  wardline intel sync --mirror /media/usb/intel  where nothing reaches the Internet

Further sources are named in intel/sources.json in the data folder:
  {"csaf": [{"name": "vendor", "url": "https://example.org/.well-known/csaf/provider-metadata.json"}],
   "taxii": [{"name": "h-isac", "url": "https://example.org/api/collections/…/", "credentials": "user:password"}]}

Exit codes: 0 done, 1 a feed could not be had (what was known of it stays), 2 an option or the file of sources is wrong.`,
    )
    .action(async (options: Common & { readonly mirror: string | undefined }) => {
      const { runIntelSync } = await import('./intel.ts');
      if (!(await runIntelSync(options))) process.exitCode = 1;
    });

  intel
    .command('status')
    .description('say what is known of each feed, how old it is, and what went wrong')
    .option(...ONLY)
    .option(...JSON_OPTION)
    .option(...DATA)
    .addHelpText('after', '\nExit codes: 0 all of it is fresh, 1 something is old or missing, 2 an option is wrong.')
    .action(async (options: Common) => {
      const { runIntelStatus } = await import('./intel.ts');
      if (!(await runIntelStatus(options))) process.exitCode = 1;
    });

  intel
    .command('export')
    .description('write all that is known into one file, for a machine that no network reaches')
    .argument('<file>', 'the file to make')
    .option('--sign <key>', 'an Ed25519 private key in PEM')
    .option(...ONLY)
    .option(...JSON_OPTION)
    .option(...DATA)
    .addHelpText(
      'after',
      `
Examples:
  openssl genpkey -algorithm ed25519 -out key.pem && openssl pkey -in key.pem -pubout -out public.pem
  wardline intel export /media/usb/intel.tar --sign key.pem`,
    )
    .action(async (file: string, options: Common & { readonly sign: string | undefined }) => {
      const { runIntelExport } = await import('./intel.ts');
      await runIntelExport({ file, ...options });
    });

  intel
    .command('import')
    .description('take over what such a file holds and is newer than ours')
    .argument('<file>', 'what "wardline intel export" wrote')
    .option('--key <key>', 'refuse it unless it is signed by this Ed25519 public key in PEM')
    .option(...ONLY)
    .option(...JSON_OPTION)
    .option(...DATA)
    .addHelpText('after', '\nExit codes: 0 done, 1 a feed in it was refused, 2 the file or an option is wrong.')
    .action(async (file: string, options: Common & { readonly key: string | undefined }) => {
      const { runIntelImport } = await import('./intel.ts');
      if (!(await runIntelImport({ file, ...options }))) process.exitCode = 1;
    });

  intel
    .command('hunt')
    .description('look for indicators in what a running Wardline has stored of who talked to whom')
    .argument('[bundle...]', 'STIX 2.1 bundles, besides the collections that the feeds keep')
    .option(...JSON_OPTION)
    .option(...DATA)
    .addHelpText('after', '\nExit codes: 0 nothing was found, 1 something was, or nothing runs; 2 a file is wrong.')
    .action(async (bundles: string[], options: Pick<Common, 'json' | 'data'>) => {
      const { runHunt } = await import('./hunt.ts');
      if (!(await runHunt({ bundles, ...options }))) process.exitCode = 1;
    });
}

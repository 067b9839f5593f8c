/** The commands that work beside a running Wardline, or without any. Each is loaded when it is asked for. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError } from '../lib/errors.ts';

const DATA = ['--data <folder>', "Wardline's data folder (else WARDLINE_DATA, else the usual place)"] as const;

export function addDevicesCommand(program: Command): void {
  program
    .command('devices')
    .description('list the devices of a Wardline that runs: medical ones with the worst findings first')
    .argument('[word...]', 'words that must all occur in what identifies a device')
    .option('--class <classes>', 'medical, clinical-it, it, network, building, iot, unknown; several with commas')
    .option('--type <types>', 'such as infusion-pump,ct')
    .option('--manufacturer <names>', 'such as Philips')
    .option('--severity <severities>', 'has a finding that is critical, high, medium, low or info')
    .option('--ward <wards>', 'where it stands; "none" for those of which nobody said so')
    .addOption(
      new Option('--scope <scope>', 'of this network, of the Internet, or both')
        .choices(['local', 'external', 'all'])
        .default('local'),
    )
    .option(
      '--sort <column>',
      'attention, name, type, manufacturer, model, address, software, peers, bytes, last, …',
      'attention',
    )
    .addOption(new Option('--order <order>', 'of the sorting').choices(['up', 'down']).default('up'))
    .option('--limit <number>', 'how many at most', limitOf, 200)
    .option('--all', 'however many there are', false)
    .option('--json', 'print an array of devices, one a line', false)
    .option('--csv', 'print CSV', false)
    .option(...DATA)
    .addHelpText(
      'after',
      `
Examples:
  wardline devices                                     the first 200, those first that need a look
  wardline devices pump ward-3                         whose name, address, maker or model has both words
  wardline devices --class medical --severity critical,high
  wardline devices --all --csv > devices.csv
  wardline devices --json --class medical | jq '.[].serial'

Exit codes: 0 done (also when no device fits), 1 nothing runs, 2 an option is wrong.`,
    )
    .action(async (words: string[], options: DevicesOptions) => {
      const { runDevices } = await import('./devices.ts');
      await runDevices({ ...options, words, limit: options.all ? undefined : options.limit });
    });
}

interface DevicesOptions {
  readonly class: string | undefined;
  readonly type: string | undefined;
  readonly manufacturer: string | undefined;
  readonly severity: string | undefined;
  readonly ward: string | undefined;
  readonly scope: 'local' | 'external' | 'all';
  readonly sort: string;
  readonly order: 'up' | 'down';
  readonly limit: number;
  readonly all: boolean;
  readonly json: boolean;
  readonly csv: boolean;
  readonly data: string | undefined;
}

export function addWatchCommand(program: Command): void {
  program
    .command('watch')
    .description('show devices in the terminal as they appear and change on an interface; nothing is sent or stored')
    .requiredOption('--listen <interface>', 'such as eth0')
    .option('--json', 'one JSON object a line for each device that is new or changed', false)
    .addHelpText(
      'after',
      `
Examples:
  sudo wardline watch --listen eth0
  sudo wardline watch --listen eth0 --json | jq 'select(.class == "medical")'

Exit codes: 0 ended by Ctrl C, 2 the interface cannot be listened to, or an option is wrong.`,
    )
    .action(async (options: { listen: string; json: boolean }) => {
      const { runWatch } = await import('./watch.ts');
      await runWatch(options);
    });
}

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description("compare a maintenance system's list (CSV) with what is on the network; --apply takes it over")
    .argument('[file]', 'CSV, semicolons or tabs, in any usual encoding; - for standard input')
    .option('--apply', 'take over what the file says; without it nothing is changed', false)
    .option('--complete', 'with --apply: the file lists all, so forget what is gone from it', false)
    .option('--map <column=field>', 'what a column says; "column=" leaves it out; may be repeated', collected, [])
    .option('--undo', 'take back the file that was applied last', false)
    .option('--json', 'print what was found as JSON', false)
    .option(...DATA)
    .addHelpText(
      'after',
      `
Examples:
  wardline import equipment.csv                          show what fits and what does not
  wardline import equipment.csv --map "Gerät=description"  say what a column is; it is remembered
  wardline import equipment.csv --apply                  take it over; the same file again changes nothing
  wardline import --undo                                 take that back

Exit codes: 0 done, 1 nothing runs or something broke, 2 the file or an option is wrong.`,
    )
    .action(async (file: string | undefined, options: ImportOptions) => {
      const { runImport, runUndo } = await import('./import.ts');
      if (options.undo) return runUndo(options);
      if (file === undefined) throw new AppError('invalid', 'Name a file, or - for standard input');
      await runImport({ file, ...options });
    });
}

interface ImportOptions {
  readonly apply: boolean;
  readonly complete: boolean;
  readonly map: readonly string[];
  readonly undo: boolean;
  readonly json: boolean;
  readonly data: string | undefined;
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('write a file for the maintenance system, or for a table program')
    .addOption(
      new Option(
        '--what <kind>',
        'differences: what that system lacks or has otherwise; assets: all it has; devices: all of ours',
      )
        .choices(['differences', 'assets', 'devices'])
        .default('differences'),
    )
    .option('--output <file>', 'write there and not to standard output')
    .option('--json', 'JSON and not CSV', false)
    .option(...DATA)
    .addHelpText(
      'after',
      `
Examples:
  wardline export > write-back.csv            what the maintenance system should learn, under its own headings
  wardline export --what devices --json       every device, for a program

Exit codes: 0 done, 1 nothing runs or the file cannot be written, 2 an option is wrong.`,
    )
    .action(async ({ what, output, json, data }: ExportOptions) => {
      const { runExport } = await import('./export.ts');
      await runExport({ what, output, json, data });
    });
}

interface ExportOptions {
  readonly what: 'differences' | 'assets' | 'devices';
  readonly output: string | undefined;
  readonly json: boolean;
  readonly data: string | undefined;
}

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description(
      'find what is wrong with this machine, the data folder, the database and the sensors, and say the next step',
    )
    .option('--port <number>', 'where the console is served', numberOf, 8420)
    .option('--certificate <file>', 'the certificate it is served with, in PEM')
    .option('--json', 'print what was found as JSON', false)
    .option(...DATA)
    .addHelpText(
      'after',
      `
Examples:
  wardline doctor
  wardline doctor --json --certificate /etc/wardline/cert.pem

Exit codes: 0 nothing is wrong, 1 something is, 2 an option is wrong.`,
    )
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('./doctor.ts');
      if (await runDoctor(options)) process.exitCode = 1;
    });
}

interface DoctorOptions {
  readonly port: number;
  readonly certificate: string | undefined;
  readonly json: boolean;
  readonly data: string | undefined;
}

export function addResetCommand(program: Command): void {
  program
    .command('reset-password')
    .description('when nobody can log in any more: print a link by which an administrator chooses a new password')
    .argument('[login]', 'whose; it becomes an administrator. Without it, the oldest administrator')
    .option('--url <address>', 'where the console is', 'http://localhost:8420/')
    .option(...DATA)
    .addHelpText(
      'after',
      `
Example:
  wardline reset-password ada

Exit codes: 0 done, 1 nothing runs, 2 there is no such login.`,
    )
    .action(async (login: string | undefined, options: { url: string; data: string | undefined }) => {
      const { runResetPassword } = await import('./reset-password.ts');
      await runResetPassword({ login, ...options });
    });
}

const collected = (text: string, before: readonly string[]): readonly string[] => [...before, text];

function numberOf(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return Number(text);
}

function limitOf(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a number from 1.');
  return Number(text);
}

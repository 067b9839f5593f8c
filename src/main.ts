/** The composition root: the only file that knows everything, in plain function calls. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import product from '../package.json' with { type: 'json' };
import { type AnalyzeArguments, runAnalyze } from './cli/analyze.ts';
import {
  addDevicesCommand,
  addDoctorCommand,
  addExportCommand,
  addImportCommand,
  addResetCommand,
  addWatchCommand,
} from './cli/commands.ts';
import { addIntelCommand } from './cli/intel-command.ts';
import { addMatchCommand } from './cli/match-command.ts';
import { exitCodeOf } from './cli/exit-code.ts';
import type { UpArguments } from './cli/up/run-up.ts';
import { leaveNoDumps } from './platform/process/no-dumps.ts';

const program = new Command('wardline')
  .description('Secures the medical devices of a hospital: sees every device, and what it sends to whom.')
  .version(product.version)
  .exitOverride();

program
  .command('analyze')
  .description('say which devices captures show, what they are, and which patient data they send readably')
  .argument('<file...>', 'pcap or pcapng, also gzip or zstd; - for standard input')
  .option('--json', 'print the analysis document as JSON', false)
  .option('--html', 'print one page that needs nothing else, to mail to a colleague', false)
  .option('--each', 'each file on its own, one document a line, instead of all as one network', false)
  .option('--recog <folder>', 'the XML files of Recog, to name products by their banners with them too')
  .action(async (files: string[], options: Omit<AnalyzeArguments, 'files'>) => runAnalyze({ files, ...options }));

program
  .command('up')
  .description(
    'watch, remember, and serve the console on this machine; with nothing else to show, the demo hospital plays',
  )
  .argument('[file...]', 'captures to read: pcap or pcapng, also gzip or zstd; - for standard input')
  .option(
    '--listen <interface>',
    'listen at this interface of the machine, from now on; may be repeated',
    collected,
    [],
  )
  .option('--port <number>', 'where the console listens; 0 takes any free port', portOf, 8420)
  .option('--host <address>', 'a loopback address, or any with --tls-cert and --tls-key', '127.0.0.1')
  .option('--tls-cert <file>', 'the certificate chain, PEM')
  .option('--tls-key <file>', 'its private key, PEM')
  .option('--data <folder>', 'where everything is kept (else WARDLINE_DATA, else where such data belongs)')
  .addHelpText(
    'after',
    `
Examples:
  wardline up                          the demo hospital, until there is something of yours
  wardline up --listen eth0            watch what a mirror port sends to eth0
  wardline up monday.pcap.gz           read a capture and look at it
  tcpdump -i eth0 -w - | wardline up - read what another program captures
  DATABASE_URL=postgresql://wardline@db/wardline wardline up   keep everything on a server of your own`,
  )
  .action(async (files: string[], options: Omit<UpArguments, 'files' | 'version'>) => {
    // Loaded when it is asked for: analysing a capture needs neither a server nor the console's build.
    const { runUp } = await import('./cli/up/run-up.ts');
    await runUp({ files, version: product.version, ...options });
  });

const db = program.command('db').description('back up and restore all that Wardline keeps');

db.command('backup')
  .description('write everything into one file, while Wardline runs')
  .argument('<file>', 'the file to make')
  .option('--data <folder>', 'the data folder (else WARDLINE_DATA, else where such data belongs)')
  .option('--json', 'print what was done as JSON', false)
  .addHelpText('after', '\nExample:\n  wardline db backup /backup/wardline-monday.backup')
  .action(async (file: string, options: { data?: string; json: boolean }) => {
    const { runBackup } = await import('./cli/db.ts');
    await runBackup({ file, databaseUrl: process.env['DATABASE_URL'], ...options });
  });

db.command('restore')
  .description('bring back what a backup holds, into a data folder or a database that is empty')
  .argument('<file>', 'a backup')
  .option('--data <folder>', 'the data folder (else WARDLINE_DATA, else where such data belongs)')
  .option('--json', 'print what was done as JSON', false)
  .addHelpText('after', '\nExample:\n  wardline db restore /backup/wardline-monday.backup --data /var/lib/wardline')
  .action(async (file: string, options: { data?: string; json: boolean }) => {
    const { runRestore } = await import('./cli/db.ts');
    await runRestore({ file, databaseUrl: process.env['DATABASE_URL'], ...options });
  });

const COMMANDS = [
  addDevicesCommand,
  addWatchCommand,
  addMatchCommand,
  addIntelCommand,
  addImportCommand,
  addExportCommand,
  addDoctorCommand,
  addResetCommand,
];
for (const add of COMMANDS) add(program);

// The reader of our output may go away, as `head` does.
process.stdout.on('error', (error) => process.exit(exitCodeOf(error, process.stderr)));

try {
  await leaveNoDumps();
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong already; --help and --version are no failure.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = exitCodeOf(error, process.stderr);
}

function collected(value: string, before: string[]): string[] {
  return [...before, value];
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

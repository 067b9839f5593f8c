/** The composition root: the only file that knows everything, in plain function calls. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import product from '../package.json' with { type: 'json' };
import { runAnalyze } from './cli/analyze.ts';
import { addDoctorCommand, addExportCommand, addImportCommand, addResetCommand } from './cli/commands.ts';
import { exitCodeOf } from './cli/exit-code.ts';

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
  .action(async (files: string[], options: { json: boolean; html: boolean; each: boolean }) =>
    runAnalyze({ files, ...options }),
  );

program
  .command('start')
  .description('analyse captures (without any, the demo hospital) and show them in the console on this machine')
  .argument('[file...]', 'pcap or pcapng, also gzip or zstd; - for standard input')
  .option('--port <number>', 'where the console listens; 0 takes any free port', portOf, 8420)
  .option('--host <address>', 'a loopback address', '127.0.0.1')
  .action(async (files: string[], options: { port: number; host: string }) => {
    // Loaded when it is asked for: analysing a capture needs neither a server nor the console's build.
    const { runStart } = await import('./cli/run-start.ts');
    await runStart({ files, version: product.version, ...options });
  });

for (const add of [addImportCommand, addExportCommand, addDoctorCommand, addResetCommand]) add(program);

// The reader of our output may go away, as `head` does.
process.stdout.on('error', (error) => process.exit(exitCodeOf(error, process.stderr)));

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong already; --help and --version are no failure.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = exitCodeOf(error, process.stderr);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

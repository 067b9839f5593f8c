/** The options of `wardline match`; what it does is loaded when it is asked for. */
import type { Command } from 'commander';

export function addMatchCommand(program: Command): void {
  program
    .command('match')
    .description('say which advisories concern which devices, with the vulnerabilities and every reason')
    .argument('<advisories...>', 'CSAF 2.0 or 2.1: files, or folders with all .json below them')
    .option(
      '--devices <file>',
      'JSON lines with manufacturer, model, version, model_number, serial, manufactured, components; - for standard input. Without it, the devices of a Wardline that runs',
    )
    .option(
      '--corrections <file>',
      'what is wrong in advisories: {"corrections":[{"advisory","product","set":{"vendor","product","version","status"},"reason","author","date"}]}',
    )
    .option('--verdict <verdicts>', 'affected, possible, fixed, not_affected; several with commas', 'affected,possible')
    .option('--json', 'one line a device: {"id","matches":[{"advisory","verdict","cves","reasons"}]}', false)
    .option('--data <folder>', "Wardline's data folder (else WARDLINE_DATA, else the usual place)")
    .addHelpText(
      'after',
      `
Examples:
  wardline match advisories/                              the devices on the network, with what affects them
  wardline match advisories/ --devices pumps.jsonl        a list of somebody else
  wardline match icsma-24-319-01.json --json | jq 'select(.matches != [])'

With --json, matches of every verdict are printed, unless --verdict is given.

Exit codes: 0 done (also when nothing is affected), 1 nothing runs, 2 a file or an option is wrong.`,
    )
    .action(async (advisories: string[], options: MatchOptions, command: Command) => {
      const { runMatch } = await import('./match.ts');
      const all = options.json && command.getOptionValueSource('verdict') === 'default';
      await runMatch({ ...options, advisories, verdict: all ? undefined : options.verdict });
    });
}

interface MatchOptions {
  readonly devices: string | undefined;
  readonly corrections: string | undefined;
  readonly verdict: string;
  readonly json: boolean;
  readonly data: string | undefined;
}

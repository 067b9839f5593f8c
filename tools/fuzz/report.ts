/** A campaign's results as a page of the documentation. */
import { commit } from '../../bench/machine.ts';
import type { Result } from './campaign.ts';
import { MAX_AMPLIFICATION, MAX_EVENT, MAX_MILLISECONDS_PER_KIB } from './judge.ts';

export function report(results: readonly Result[]): string {
  const rows = results.map(
    ({ name, seed, inputs, found, behaviours, slowest, held, failures }) =>
      `| ${name} | ${inputs} | ${seed} | ${found} | ${behaviours} | ${slowest.toFixed(2)} | ${held} | ${failures.length} |`,
  );
  return `# Damaged input

Made by \`node tools/with-node.js tools/fuzz.ts --inputs ${results[0]?.inputs ?? 0} --write docs/soak/fuzz.md\` at ${commit()}.

Each dissector is fed its samples with bytes changed, lengths falsified, pieces removed, repeated and exchanged; streams
are cut, lose bytes and repeat some. What reaches code that nothing reached before, block by block, and what makes a dissector
say something new is damaged further. It must hold that

- nothing but a \`Violation\` or a \`Gap\` is thrown, and neither leaves the conversation;
- no input takes more than ${MAX_MILLISECONDS_PER_KIB} ms for each KiB it has;
- no direction makes us hold more than 1 MiB, no event weighs more than ${MAX_EVENT} characters, and all events of an
  input no more than ${MAX_AMPLIFICATION} times as much as the input;
- a stream says the same in whatever pieces its bytes come (every eighth input).

| dissector | inputs | seed | inputs that reach new code | behaviours found | slowest, ms/KiB | most bytes held | failures |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
}

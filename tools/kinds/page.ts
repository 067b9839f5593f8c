/** `docs/kinds.md`: the taxonomy of devices as people read it, with the regulations that it rests on. */
import { REGULATIONS } from '../../src/inventory/regulations.ts';
import { type Kind, TAXONOMY } from '../../src/inventory/taxonomy.ts';

const CLASSES = ['', 'I', 'II', 'III'] as const;
const source = (regulation: keyof typeof REGULATIONS): string =>
  `[21 CFR ${regulation}](https://www.ecfr.gov/current/title-21/section-${regulation}) ${REGULATIONS[regulation]}`;

export function page(): string {
  const kinds = Object.entries(TAXONOMY);
  const clinical = kinds.filter(([, { class: of }]) => of === 'medical' || of === 'clinical-it').map(row);
  const others = kinds
    .filter(([, { class: of }]) => of !== 'medical' && of !== 'clinical-it')
    .map(([type, { title, class: of, kindOf }]) => `| \`${type}\` | ${title} | ${of} | ${kindOf ?? ''} |`);
  return `# Kinds of device

Made by \`npm run kinds\` from \`src/inventory/taxonomy.ts\`, which is the table to change.

*Code* and *class* are the FDA's product code and device class of a typical device of the kind, and *source* is the regulation of title 21 of the Code of
Federal Regulations that classifies it. An empty place means that there is none, or that we are not sure of it: nothing is guessed.

*Sustains life* asks what 21 CFR 860.3 asks: whether a device is essential, or yields information that is essential, to a bodily function on which a
life depends. It and *on the patient* are our judgement of the kind as hospitals use it, so that nobody cuts it off unasked, and no statement about one
model.

| type | name | class here | more general | code | FDA class | sustains life | on the patient | source |
|---|---|---|---|---|---|---|---|---|
${clinical.join('\n')}

## Everything else

| type | name | class here | more general |
|---|---|---|---|
${others.join('\n')}
`;
}

function row([type, kind]: readonly [string, Kind]): string {
  const { title, class: of, kindOf = '', fda, lifeSustaining, patientConnected } = kind;
  const [code = '', level = 0] = fda ?? [];
  const cells = [
    `\`${type}\``,
    title,
    of,
    kindOf,
    code,
    CLASSES[level],
    lifeSustaining ? 'yes' : '',
    patientConnected ? 'yes' : '',
    fda === undefined ? '' : source(fda[2]),
  ];
  return `| ${cells.join(' | ')} |`;
}

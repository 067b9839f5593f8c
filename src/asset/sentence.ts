/** What applying a file would do, or did, in one sentence for people. */
import type { AssetImport } from './asset.contract.ts';

type Told = Pick<AssetImport, 'state' | 'summary' | 'columns'>;

export function sentenceOf({ state, summary, columns }: Told): string {
  const { rows, matched, conflict, onlyThere, ambiguous, onlyHere, onlyHereMedical, effects, gone, skippedRows } =
    summary;
  if (columns.every(({ field }) => field === null)) {
    return 'No column was recognised. Say what the columns are, and send the file again.';
  }
  if (rows === 0) {
    return skippedRows === 0
      ? 'There is no row below the headings.'
      : 'No row can be told apart: say which column has the asset number or the serial number.';
  }
  if (state === 'undone') return 'Applied, and put back again.';
  if (state === 'discarded') return 'Thrown away. Nothing was changed.';
  if (state === 'preview' && effects.new + effects.changed === 0 && gone === 0) {
    return 'Nothing to do: all of this was applied before.';
  }
  const parts = [
    `${number(matched + conflict)} of ${counted(rows, 'row')} ${matched + conflict === 1 ? 'is a device' : 'are devices'} on the network`,
    conflict > 0
      ? `${number(conflict)} of them ${conflict === 1 ? 'contradicts' : 'contradict'} what was seen`
      : undefined,
    ambiguous > 0 ? `${number(ambiguous)} ${ambiguous === 1 ? 'needs' : 'need'} a decision` : undefined,
    onlyThere > 0 ? `${number(onlyThere)} ${onlyThere === 1 ? 'was' : 'were'} never seen` : undefined,
  ].filter((part) => part !== undefined);
  const missing =
    onlyHere === 0
      ? ''
      : ` ${capital(counted(onlyHere, 'device'))} on the network ${onlyHere === 1 ? 'is' : 'are'} not in the file, ${number(onlyHereMedical)} of them medical.`;
  const done = state === 'applied' ? '' : ' Nothing is changed before you apply it.';
  return `${capital(parts.join(', '))}.${missing}${done}`;
}

const number = (count: number): string => count.toLocaleString('en-US');
const counted = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

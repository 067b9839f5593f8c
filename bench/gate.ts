/** A short measurement that a machine busy with other things cannot spoil: ratios of processor time, start-up taken off. */
import { compare, type Command, medianCost, run } from './measure.ts';

export interface Gate {
  /** Our processor time over theirs for the difference between the two captures. */
  readonly ratio: number;
  readonly ours: number;
  readonly theirs: number;
}

/** Measures both programs on `large` and `small`, in turn; what they cost without much to do cancels out. */
export function gate(
  ours: (file: string) => Command,
  theirs: (file: string) => Command,
  files: { readonly large: string; readonly small: string },
  pairs: number,
  core: number,
): Gate {
  const idle = [ours, theirs].map((program) =>
    medianCost(Array.from({ length: pairs }, () => run(program(files.small), core))),
  );
  const busy = compare(ours(files.large), theirs(files.large), pairs, core);
  const [mine, their] = [busy.ours.cpu - (idle[0]?.cpu ?? 0), busy.theirs.cpu - (idle[1]?.cpu ?? 0)];
  return { ratio: mine / their, ours: mine, theirs: their };
}

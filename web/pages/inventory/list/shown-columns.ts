/** Which of the chosen columns there is room for. */
import { COLUMNS, type DeviceColumn, NAME_WIDTH, USUAL_COLUMNS } from './device-columns.tsx';

/** Of the boxes to choose with. */
export const PICK = 52;
/** Of a phone: the name shrinks, so that the worst finding can stand beside it. */
const NARROW = 520;

interface Shown {
  readonly columns: readonly DeviceColumn[];
  readonly width: number;
}

/**
 * Columns that the reader chose are all shown, and the table is moved sideways if it must be. The usual ones, and all of
 * them beside a panel or on a phone, are as many as fit.
 */
export function shownColumns(chosen: readonly string[], available: number, beside: boolean): Shown {
  const wanted = COLUMNS.filter(({ key }) => chosen.includes(key));
  const usual = chosen.length === USUAL_COLUMNS.length && USUAL_COLUMNS.every((key) => chosen.includes(key));
  const name = available < NARROW ? 160 : NAME_WIDTH;
  if (!usual && !beside && available >= NARROW) return { columns: wanted, width: PICK + name + sum(wanted) };
  const fitting = wanted.filter((_, index) => PICK + name + sum(wanted.slice(0, index + 1)) <= available);
  return { columns: fitting, width: 0 };
}

const sum = (columns: readonly DeviceColumn[]) => columns.reduce((so, { width }) => so + width, 0);

/** When something is busy: a row for each day, a column for each hour. `label` says in words what the picture shows. */
import { type ReactNode, useId } from 'react';
import css from './charts.module.css';

export interface HeatRow {
  readonly key: string;
  /** As it stands at the row: "Mon 23 Nov". */
  readonly title: string;
  /** 24, one for each hour; null where nobody watched. */
  readonly hours: readonly (number | null)[];
}

interface HeatmapProps {
  readonly rows: readonly HeatRow[];
  readonly label: string;
  /** A figure in words: "12 examinations". */
  readonly say: (value: number) => string;
  /** Hours to be marked as quiet, such as 2 for from 02:00 to 03:00. */
  readonly quiet?: ReadonlySet<number>;
  readonly children?: ReactNode;
}

const LEFT = 84;
const TOP = 18;
const CELL = 16;
const GAP = 2;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** How many shades there are besides none. */
export const SHADES = 5;

export function Heatmap({ rows, label, say, quiet = new Set() }: HeatmapProps) {
  const most = Math.max(0, ...rows.flatMap(({ hours }) => hours.map((value) => value ?? 0)));
  const height = TOP + rows.length * (CELL + GAP) + 6;
  const width = LEFT + 24 * (CELL + GAP);
  const id = useId();
  return (
    <figure className={css['heat']}>
      <svg role="img" aria-labelledby={id} viewBox={`0 0 ${width} ${height}`} style={{ maxWidth: width * 1.4 }}>
        <title id={id}>{label}</title>
        {HOURS.filter((hour) => hour % 6 === 0).map((hour) => (
          <text key={hour} x={LEFT + hour * (CELL + GAP)} y={11}>
            {clockOf(hour)}
          </text>
        ))}
        {rows.map(({ key, title, hours }, row) => (
          <g key={key} transform={`translate(0 ${TOP + row * (CELL + GAP)})`}>
            <text x={0} y={12}>
              {title}
            </text>
            {hours.map((value, hour) => (
              <rect
                key={HOURS[hour]}
                x={LEFT + hour * (CELL + GAP)}
                width={CELL}
                height={CELL}
                rx={2}
                data-shade={value === null ? 'unseen' : shadeOf(value, most)}
              >
                <title>
                  {`${title}, ${clockOf(hour)} to ${clockOf(hour + 1)}: ${value === null ? 'nobody watched' : say(value)}`}
                </title>
              </rect>
            ))}
          </g>
        ))}
        {HOURS.filter((hour) => quiet.has(hour)).map((hour) => (
          <rect
            key={hour}
            className={css['quiet']}
            x={LEFT + hour * (CELL + GAP)}
            y={height - 5}
            width={CELL + GAP}
            height={3}
          />
        ))}
      </svg>
      <figcaption className={css['legend']}>
        <span>none</span>
        {Array.from({ length: SHADES + 1 }, (_, shade) => (
          <i key={shade} data-shade={shade} />
        ))}
        <span>{say(most)}</span>
        {quiet.size === 0 ? null : (
          <span>
            <i data-shade="quiet" /> quiet
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** 0 for none, else 1 to {@link SHADES}; by the square root, so that a single event in a busy week can still be seen. */
export function shadeOf(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0;
  return Math.max(1, Math.min(SHADES, Math.ceil(Math.sqrt(value / most) * SHADES)));
}

const clockOf = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`;

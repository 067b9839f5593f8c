/** How time and memory grow with the number of flows, ours and the C loop's. */
import { type Command, medianCost, run } from './measure.ts';
import { makeRandomFlows } from './traffic/random-flows.ts';

export interface Growth {
  readonly flows: number;
  readonly packets: number;
  /** Microseconds of the processor for a packet, start-up taken off. */
  readonly microseconds: number;
  /** Bytes of memory for a flow, those of an empty run taken off. */
  readonly bytesPerFlow: number;
  readonly mib: number;
}

/** Measures `program` with each number of flows; the smallest number serves as the empty run for the memory. */
export function measureGrowth(
  program: (file: string) => Command,
  folder: string,
  flows: readonly number[],
  packets: number,
  core: number,
): readonly Growth[] {
  const cost = (file: string) =>
    medianCost([run(program(file), core), run(program(file), core), run(program(file), core)]);
  const idle = cost(makeRandomFlows(folder, 1, 1));
  return flows.map((count) => {
    const { cpu, mib } = cost(makeRandomFlows(folder, count, packets));
    const bytesPerFlow = Math.round(((mib - idle.mib) * 2 ** 20) / count);
    return { flows: count, packets, microseconds: ((cpu - idle.cpu) / packets) * 1e6, bytesPerFlow, mib };
  });
}

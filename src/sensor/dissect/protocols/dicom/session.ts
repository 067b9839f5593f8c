/** What the two directions of an association know of each other. Either may come first, or be missing. */
import type { Side } from '../../dissector.ts';
import type { Association } from './association.ts';
import { isPending, type Command, type ReadCommand } from './command.ts';

/** Message ids are 16 bits; more than a few requests at once are not negotiated by anybody. */
const MAX_WAITING = 1024;

export class Session {
  readonly #sopClasses = new Map<number, string>();
  readonly #syntaxes = new Map<number, string>();
  /** Message ids of requests without their answer, and of answers without their request, by the side that asks. */
  readonly #waiting: Readonly<Record<Side, Set<number>>> = { originator: new Set(), responder: new Set() };
  readonly #orphans: Readonly<Record<Side, Set<number>>> = { originator: new Set(), responder: new Set() };
  #requestor: Side | undefined;
  #callingAe = '';
  #equipment: string | undefined;

  /** Notes what an association PDU agrees on, and completes an answer with what was asked. */
  agree(association: Association, side: Side): Association {
    const asks = association.kind === 'associate-request';
    this.#requestor = asks ? side : other(side);
    if (asks) {
      this.#callingAe = association.callingAe;
      for (const { id, sopClass } of association.contexts) this.#sopClasses.set(id, sopClass);
      return association;
    }
    for (const { id, result, transferSyntaxes } of association.contexts) {
      const [syntax] = transferSyntaxes;
      if (result === 0 && syntax !== undefined) this.#syntaxes.set(id, syntax);
    }
    const contexts = association.contexts.map((context) => ({
      ...context,
      sopClass: this.#sopClasses.get(context.id) ?? '',
    }));
    return { ...association, contexts };
  }

  /** The transfer syntax of a presentation context; undefined when its agreement was not seen. */
  syntax(context: number): string | undefined {
    return this.#syntaxes.get(context);
  }

  /** A command as an event: whether its request was seen is known here. */
  pair({ command, messageId }: ReadCommand, side: Side): Command {
    if (command.request) {
      const waiting = this.#waiting[side];
      const answered = this.#orphans[side].delete(messageId);
      if (!answered && waiting.size < MAX_WAITING) waiting.add(messageId);
      return { ...command, orphan: false, answered };
    }
    const asker = other(side);
    const orphan = !this.#waiting[asker].has(messageId) && !isPending(command.status);
    if (!isPending(command.status)) this.#waiting[asker].delete(messageId);
    if (orphan && this.#orphans[asker].size < MAX_WAITING) this.#orphans[asker].add(messageId);
    return { ...command, orphan, answered: false };
  }

  /**
   * How near the equipment that made an object is to the one that sends it: its station name is the caller's title, or it is
   * the only equipment of which the caller sent something, or one of several, or nothing says that they are the same.
   */
  nearness(command: Command | undefined, side: Side, station: string, equipment: string): Nearness {
    const made = command?.request === true && (command.name === 'C-STORE' || command.name === 'N-CREATE');
    // The answering side stores on behalf of a C-GET, and who moves sends what others made.
    if (!made || command.moved || (this.#requestor !== undefined && side !== this.#requestor)) return 'elsewhere';
    this.#equipment ??= equipment;
    if (equipment !== this.#equipment) return 'several';
    return alike(station, this.#callingAe) ? 'same' : 'perhaps';
  }
}

export type Nearness = 'same' | 'perhaps' | 'several' | 'elsewhere';

function alike(station: string, title: string): boolean {
  const [a, b] = [station, title].map((name) => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
  if (a === undefined || b === undefined || a.length < 3 || b.length < 3) return false;
  return a.includes(b) || b.includes(a);
}

const other = (side: Side): Side => (side === 'originator' ? 'responder' : 'originator');

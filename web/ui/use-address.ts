/** State that lives in the address, so that it can be sent, kept and gone back to. */
import { useSearchParams } from 'wouter';

export interface Address {
  readonly get: (field: string) => string;
  readonly list: (field: string) => string[];
  /** Sets a field, or takes it out when empty. A change of view is a step to go back to, a keystroke is not. */
  readonly set: (field: string, value: string | readonly string[], step?: 'step' | 'same') => void;
}

export function useAddress(): Address {
  const [search, setSearch] = useSearchParams();
  return {
    get: (field) => search.get(field) ?? '',
    list: (field) => (search.get(field) ?? '').split(',').filter((it) => it !== ''),
    set: (field, value, step = 'step') => {
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          const text = typeof value === 'string' ? value : value.join(',');
          if (text === '') next.delete(field);
          else next.set(field, text);
          return next;
        },
        { replace: step === 'same' },
      );
    },
  };
}

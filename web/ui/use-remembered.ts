/** A choice that stays in this browser. What is there but cannot be read is as good as none. */
import { useState } from 'react';

export function useRemembered(key: string, otherwise: readonly string[]): [readonly string[], (to: string[]) => void] {
  const [value, setValue] = useState(() => read(key) ?? otherwise);
  return [
    value,
    (to) => {
      localStorage.setItem(`wardline.${key}`, to.join(','));
      setValue(to);
    },
  ];
}

function read(key: string): string[] | undefined {
  const text = localStorage.getItem(`wardline.${key}`);
  return text === null ? undefined : text.split(',').filter((it) => it !== '');
}

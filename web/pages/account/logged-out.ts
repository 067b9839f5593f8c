/** What the log-in is told, in the history of the tab, when somebody was inside until a moment ago. */
import { useHistoryState } from 'wouter/use-browser-location';

export const LOGGED_OUT = { loggedOut: true } as const;

export function useWasLoggedOut(): boolean {
  const state = useHistoryState<unknown>();
  return typeof state === 'object' && state !== null && 'loggedOut' in state;
}

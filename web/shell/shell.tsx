/** What stays while pages change: the rail on the left (a bar at the bottom of a phone), and the command palette. */
import { type FocusEvent, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { AccountLink } from '../pages/account/account-link.tsx';
import { Icon } from '../ui/icon.tsx';
import { NoticeBar } from '../ui/notice-bar.tsx';
import { useFreshAnswers } from '../use-fresh-answers.ts';
import { DemoBar } from './demo-bar.tsx';
import { LiveMark } from './live-mark.tsx';
import { type PageEntry, PAGES } from './pages.ts';
import css from './shell.module.css';
import { isDark, switchTheme } from './theme.ts';

/** Loaded when it is asked for, as all that is not on the first page. */
const loadPalette = async () => import('./palette.tsx');
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));

export function Shell({ children }: { children: ReactNode }) {
  const [searching, setSearching] = useState(false);
  useFreshAnswers();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setSearching((open) => !open);
    };
    addEventListener('keydown', onKey);
    // Whoever presses the keys types on at once: it has to be there by then.
    void loadPalette();
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={css['shell']}>
      <a className={css['skip']} href="#main">
        Skip to the page
      </a>
      <header className={css['rail']}>
        <Link href="/" className={css['brand']}>
          <Mark />
          Wardline
        </Link>
        <button type="button" className={css['find']} onClick={() => setSearching(true)}>
          <Icon name="search" />
          <span>Find</span>
          <kbd>Ctrl K</kbd>
        </button>
        <nav aria-label="Pages" className={css['nav']}>
          {PAGES.map((page) => (
            <RailLink key={page.path} {...page} />
          ))}
          <MorePages />
        </nav>
        <RailFoot />
      </header>
      <main id="main" className={css['main']} tabIndex={-1}>
        <DemoBar />
        {children}
      </main>
      <NoticeBar />
      {searching ? (
        <Suspense>
          <Palette open onOpenChange={setSearching} />
        </Suspense>
      ) : null}
    </div>
  );
}

function RailLink({ path, label, icon, first = false }: Omit<PageEntry, 'first'> & { first?: boolean }) {
  const here = useHere()(path);
  return (
    <Link href={path} className={css['page']} data-first={first} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} size={18} />
      {label}
    </Link>
  );
}

function useHere(): (path: string) => boolean {
  const [location] = useLocation();
  return (path) => (path === '/' ? location === '/' : location.startsWith(path));
}

/** On a phone: the pages that have no room in its bar. */
function MorePages() {
  const [open, setOpen] = useState(false);
  const isHere = useHere();
  const rest = PAGES.filter(({ first }) => first !== true);
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setOpen(false);
  };
  return (
    <div
      className={css['more']}
      data-here={rest.some(({ path }) => isHere(path))}
      onBlur={leave}
      onKeyDown={({ key }) => (key === 'Escape' ? setOpen(false) : undefined)}
    >
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="more" size={18} />
        More
      </button>
      {open ? (
        <ul className={css['entries']}>
          {rest.map(({ path, label, icon }) => (
            <li key={path}>
              <Link
                href={path}
                className={css['entry']}
                aria-current={isHere(path) ? 'page' : undefined}
                onClick={() => setOpen(false)}
              >
                <Icon name={icon} size={18} />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Whether the page follows the network, and the theme. */
function RailFoot() {
  const [dark, setDark] = useState(isDark);
  return (
    <div className={css['foot']}>
      <LiveMark />
      <AccountLink />
      <button
        type="button"
        className={css['theme']}
        onClick={() => {
          switchTheme();
          setDark(isDark());
        }}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
        <span>{dark ? 'Light' : 'Dark'}</span>
      </button>
    </div>
  );
}

export function Mark() {
  return (
    <svg
      aria-hidden="true"
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M12 2.500 4 5.500v6c0 5 3.400 8.400 8 10 4.600-1.600 8-5 8-10v-6z" />
      <path d="M7.500 12h2.200l1.600-3.400 2 6 1.300-2.600h1.900" />
    </svg>
  );
}

/** The console's line icons: 20 by 20, one stroke of 1.5, round ends, nothing filled. */
import type { ReactNode } from 'react';

const PATHS = {
  overview: <path d="M3 10.5 10 4l7 6.5M5 9v7.5h3.5V12h3v4.5H15V9" />,
  devices: <path d="M3 4.5h14v8H3zM7.5 16.5h5M10 12.5v4" />,
  map: <path d="M5.5 3.5h-3v3h3zM17.5 3.5h-3v3h3zM11.5 13.5h-3v3h3zM5.5 5h9M4.5 6.5l4 7M15.5 6.5l-4 7" />,
  findings: <path d="M10 3.5 17.5 16h-15zM10 8v4M10 14h.01" />,
  search: <path d="M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4" />,
  filter: <path d="M3 5h14M5.5 10h9M8.5 15h3" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  down: <path d="m5.5 8 4.5 4.5L14.5 8" />,
  right: <path d="m8 5.5 4.5 4.5L8 14.5" />,
  up: <path d="m5.5 12 4.5-4.5 4.5 4.5" />,
  sun: (
    <path d="M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1" />
  ),
  moon: <path d="M16.5 11.5A7 7 0 0 1 8.5 3.5a7 7 0 1 0 8 8z" />,
  copy: <path d="M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4" />,
  frame: <path d="M3.5 4.5h13v11h-13zM3.5 8h13M7 11h6M7 13h3.5" />,
  to: <path d="M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5" />,
  from: <path d="M16.5 10h-13M8 5.5 3.5 10 8 14.5" />,
  globe: <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c4 4 4 10 0 14M10 3c-4 4-4 10 0 14" />,
  lock: <path d="M4.5 9.5h11v7h-11zM7 9.5V7a3 3 0 0 1 6 0v2.5" />,
  unlocked: <path d="M4.5 9.5h11v7h-11zM7 9.5V6.5a3 3 0 0 1 5.8-1" />,
  eye: <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z" />,
  crack: <path d="M4.5 9.5h11v7h-11zM7 9.5V7a3 3 0 0 1 6 0v2.5M10.5 9.5 9 12l2 1.5-1.5 3" />,
  question: <path d="M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 14.5h.01" />,
  columns: <path d="M3.5 4.5h13v11h-13zM8 4.5v11M12 4.5v11" />,
  bookmark: <path d="M5.500 3h9v14L10 13.500 5.500 17z" />,
  plus: <path d="M10 4v12M4 10h12" />,
  person: <path d="M10 3.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 16.500c0-3 2.700-4.500 6-4.500s6 1.500 6 4.500" />,
  place: (
    <path d="M10 17s5-4.600 5-8.500a5 5 0 0 0-10 0C5 12.400 10 17 10 17zM10 6.800a1.800 1.800 0 1 0 0 3.600 1.800 1.800 0 0 0 0-3.600z" />
  ),
  download: <path d="M10 3v9.500M6 9l4 4 4-4M3.500 16.500h13" />,
  upload: <path d="M10 13V3.500M6 7l4-4 4 4M3.500 16.500h13" />,
  page: <path d="M11.500 3.500h5v5M16.500 3.500 10 10M8 4.500H3.500v12h12V12" />,
  undo: <path d="M7 4 3.500 7.500 7 11M3.500 7.500h8a5 5 0 0 1 0 9H8" />,
  captures: <path d="M3 5h5.500l1.500 2h7v9H3zM6.500 11.500h2l1-2.500 1.500 4 1-1.500h1.500" />,
  sensors: (
    <path d="M10 11v6M10 8.500a1.200 1.200 0 1 0 0 2.400 1.200 1.200 0 0 0 0-2.400zM6.500 13a5 5 0 0 1 0-6.800M13.500 13a5 5 0 0 0 0-6.800M4 15.500a8.500 8.500 0 0 1 0-12M16 15.500a8.500 8.500 0 0 0 0-12" />
  ),
  blind: (
    <path d="M3 3l14 14M8 5.300A9 9 0 0 1 10 5c5 0 8 5 8 5a14 14 0 0 1-2.400 2.800M5 6.700A14 14 0 0 0 2 10s3 5 8 5a8 8 0 0 0 3-.6" />
  ),
  clock: <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.200l2.800 1.800" />,
  join: <path d="M3 5h3.500L10 10h7M3 15h3.500L10 10M14 7l3 3-3 3" />,
  part: <path d="M3 10h5l4-5h5M8 10l4 5h5M14.500 2.500 17 5l-2.500 2.500M14.500 12.500 17 15l-2.500 2.500" />,
  trash: <path d="M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.8 11h7.400l.8-11" />,
  pen: <path d="M4 16l.8-3.500L13.500 4 16 6.500 7.500 15.200z" />,
  assets: <path d="M5 3.500h10v13H5zM8 7h4M8 10h4M8 13h2.500" />,
  settings: <path d="M3 6h7M13.500 6H17M10 4h3.500v4H10zM3 14h3.500M10 14h7M6.500 12H10v4H6.500z" />,
  cable: <path d="M3 7V4h4v3M5 7v3a3 3 0 0 0 3 3h4a3 3 0 0 1 3 3M13 13.500V17M17 13.500V17M13 16.500h4" />,
  more: <path d="M5 10h.01M10 10h.01M15 10h.01" />,
  table: <path d="M3.5 4.5h13v11h-13zM3.5 8.5h13M3.5 12h13M8 4.5v11" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return <Line size={size}>{PATHS[name]}</Line>;
}

/** The frame of every line icon; what it shows is said in words beside it. */
export function Line({ size, children }: { size: number; children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

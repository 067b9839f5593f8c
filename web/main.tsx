/** The console's beginning: what every page needs around it, then the page. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RequestError } from './api.ts';
import { App } from './app.tsx';
import { applyTheme } from './shell/theme.ts';

applyTheme();

// What was asked holds until the server says that something became different: see use-fresh-answers.ts.
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      retry: (failures, error) => error instanceof RequestError && error.status === 0 && failures < 2,
    },
  },
});

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  );
}

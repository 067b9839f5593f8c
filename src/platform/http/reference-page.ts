/** The API for people to read, at `/api`: written from the OpenAPI document, without a line of script. */
import type { Content, OpenApi, Operation, Parameter } from './openapi.ts';

/** The whole page. It is made once: the endpoints do not change while they are served. */
export function referencePage({ info, paths }: OpenApi): string {
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const groups = Map.groupBy(entries, ({ operation }) => operation.tags[0] ?? '');
  const names = [...groups.keys()].toSorted();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The API of Wardline</title>
<link rel="stylesheet" href="/api/reference.css">
</head>
<body>
<nav aria-label="Parts of the API">
<a class="home" href="/">Wardline</a>
<ul>${names.map((name) => `<li><a href="#${escape(name)}">${escape(name)}</a></li>`).join('')}</ul>
</nav>
<main>
<h1>The API, version ${escape(info.version)}</h1>
<p>${inline(info.description)} For programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${names.map((name) => section(name, groups.get(name) ?? [])).join('\n')}
</main>
</body>
</html>
`;
}

interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function section(name: string, entries: readonly Entry[]): string {
  return `<section aria-labelledby="${escape(name)}"><h2 id="${escape(name)}">${escape(name)}</h2>${entries.map(article).join('')}</section>`;
}

function article({ path, method, operation }: Entry): string {
  const { summary, parameters, requestBody } = operation;
  const permission = operation['x-permission'];
  return `<details><summary><code class="method" data-method="${method}">${method}</code> <code>/api${escape(path)}</code>
<span>${inline(summary)}</span></summary>
<p>Who may: <code>${escape(permission)}</code></p>
${parameters.length === 0 ? '' : table(parameters)}
${requestBody === undefined ? '' : contentOf('What is sent', requestBody.content)}
${answerOf(operation)}
</details>`;
}

function table(parameters: readonly Parameter[]): string {
  const rows = parameters.map(
    (it) =>
      `<tr><td><code>${escape(it.name)}</code></td><td>${it.in}${it.required ? '' : ', may be left out'}</td><td>${told(it.schema)}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Parameter</th><th scope="col">Where</th><th scope="col">What</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function contentOf(title: string, content: Content): string {
  return Object.entries(content)
    .map(
      ([type, { schema }]) =>
        `<h3>${title}: <code>${escape(type)}</code></h3><pre tabindex="0"><code>${escape(JSON.stringify(schema, replacer, 1))}</code></pre>`,
    )
    .join('');
}

function answerOf({ responses }: Operation): string {
  const good = responses['200'];
  return good !== undefined && 'content' in good ? contentOf('What is answered', good.content) : '';
}

/** The dialect is the same everywhere, and says nothing here. */
const replacer = (key: string, value: unknown) =>
  key === '$schema' || key === 'additionalProperties' || key === '~standard' ? undefined : value;

const told = (schema: object) => `<code>${escape(JSON.stringify(schema, replacer))}</code>`;

/** Text with `code` in it. */
const inline = (text: string) => escape(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

export const REFERENCE_STYLE = `
:root { color-scheme: light dark; --page: light-dark(#fafbfb, #0e1113); --text: light-dark(#14191d, #e7ebee);
  --quiet: light-dark(#55606a, #9ca7b0); --line: light-dark(#e1e5e8, #262d32); --accent: light-dark(#0b6577, #58c0d2);
  --sunken: light-dark(#f1f3f4, #1a1f23); }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 208px minmax(0, 1fr); background: var(--page); color: var(--text);
  font: 400 13px/20px 'Inter', 'Segoe UI', -apple-system, 'Roboto', 'Noto Sans', 'Liberation Sans', Arial, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 16px; border-right: 1px solid var(--line); }
nav ul { list-style: none; margin: 12px 0 0; padding: 0; }
nav li a { display: block; padding: 6px 8px; color: var(--quiet); text-decoration: none; }
nav li a:hover { color: var(--text); }
.home { font-size: 15px; font-weight: 600; color: var(--text); text-decoration: none; padding: 0 8px; }
main { padding: 24px 32px 64px; max-width: 1040px; }
main p { max-width: 80ch; }
a { color: var(--accent); }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 8px; }
h2 { font-size: 18px; line-height: 24px; font-weight: 600; margin: 32px 0 8px; }
h3 { font-size: 13px; font-weight: 600; margin: 12px 0 4px; }
code { font: 12px/18px 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; }
details { border-top: 1px solid var(--line); padding: 0 0 0 8px; }
summary { padding: 8px 0; cursor: pointer; }
summary span { color: var(--quiet); margin-left: 8px; }
.method { display: inline-block; min-width: 56px; font-weight: 600; color: var(--accent); }
pre { margin: 0; padding: 12px; max-height: 360px; overflow: auto; background: var(--sunken); }
pre code { overflow-wrap: normal; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 400; font-size: 12px; color: var(--quiet); }
th, td { padding: 4px 16px 4px 0; border-top: 1px solid var(--line); vertical-align: top; }
details > :last-child { margin-bottom: 16px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; border-radius: 4px; }
@media (max-width: 720px) { body { grid-template-columns: minmax(0, 1fr); } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  nav ul { display: flex; flex-wrap: wrap; } nav li a { padding: 12px 8px; } main { padding: 16px; } summary { padding: 12px 0; } }
`;

/** `wardline analyze FILE...`: what is on the network that these captures show. */
import { once } from 'node:events';
import { analyze } from '../analysis/analyze.ts';
import type { AnalysisDocument } from '../analysis/document.ts';
import { knowBanners } from '../inventory/recog/known.ts';
import { AppError } from '../lib/errors.ts';
import { type CaptureSource, fromStream, openFile } from '../sensor/capture/source.ts';
import { jsonPieces } from './json.ts';
import { progressBar } from './progress.ts';
import { textReport } from './text-report.ts';

export interface AnalyzeArguments {
  readonly files: readonly string[];
  readonly json: boolean;
  /** One page without outside parts, to mail. */
  readonly html: boolean;
  /** Each file on its own, one document a line, instead of all as one network. */
  readonly each: boolean;
  /** A folder with Recog's files, whose banner rules are applied too. */
  readonly recog?: string | undefined;
}

/** Prints the analysis to standard output. @throws AppError when a file cannot be opened, or `recog` holds no rules. */
export async function runAnalyze({ files, json, html, each, recog }: AnalyzeArguments): Promise<void> {
  if (html && (json || each)) throw new AppError('invalid', '--html goes with neither --json nor --each');
  await checkReadable(files);
  if (recog !== undefined) await knowRecog(recog);
  for (const group of each ? files.map((file) => [file]) : [files]) {
    const document = await analyzeFiles(group);
    if (json) await print(jsonPieces(document, each));
    else await print([html ? await page(document) : textReport(document)]);
  }
}

/** Loaded when it is asked for, as few do. */
async function knowRecog(folder: string): Promise<void> {
  const { readBanners } = await import('../inventory/recog/collections.ts');
  knowBanners(await readBanners(folder));
}

/** Loaded when it is asked for: the page brings a third of all that this command could need. */
async function page(document: AnalysisDocument): Promise<string> {
  const { htmlPage } = await import('./html/page.ts');
  return htmlPage(document);
}

/** Analyses files as one network, with progress on standard error when somebody looks at it. */
export async function analyzeFiles(files: readonly string[]): Promise<AnalysisDocument> {
  const bar = progressBar(process.stderr, files);
  try {
    return await analyze(
      files.map((file) => () => opened(file)),
      { onProgress: bar.show },
    );
  } finally {
    bar.clear();
  }
}

/** Finds out before the work begins whether a file is missing. */
async function checkReadable(files: readonly string[]): Promise<void> {
  for (const file of files) if (file !== '-') await (await openFile(file)).close();
}

async function opened(file: string): Promise<CaptureSource> {
  return file === '-' ? fromStream(process.stdin) : await openFile(file);
}

/** Writes no faster than the reader takes it. */
async function print(pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

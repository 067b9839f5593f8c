/** Categories of data in the words of the people whose data it is. */

const WORDS: Readonly<Record<string, string>> = {
  'patient-identity': 'patient names and identifiers',
  imaging: 'medical images',
  observation: 'results and measurements of patients',
  order: 'orders for patients',
  document: 'medical documents',
  schedule: 'appointments of patients',
  administrative: 'administrative data of patients',
  medication: 'medication of patients',
  credential: 'a password or other credential',
};

/** Whether a category says something about patients. */
export function isMedicalData(category: string): boolean {
  return category in WORDS && category !== 'credential';
}

/** `patient names and identifiers, orders for patients and medical images`. */
export function wordsFor(categories: readonly string[]): string {
  const words = categories.map((category) => WORDS[category] ?? category);
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

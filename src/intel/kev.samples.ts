/** Catalogues like CISA's, made for one test each. */

export function kevOf(cves: readonly string[], dateReleased = '2026-08-21T17:46:43.6019Z'): string {
  return JSON.stringify({
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: dateReleased.slice(0, 10).replaceAll('-', '.'),
    dateReleased,
    count: cves.length,
    vulnerabilities: cves.map((cveID) => ({
      cveID,
      vendorProject: 'Example',
      product: 'Viewer',
      vulnerabilityName: 'Example Viewer Vulnerability',
      dateAdded: '2026-08-01',
      shortDescription: 'Example.',
      requiredAction: 'Apply updates.',
      dueDate: '2026-08-22',
      knownRansomwareCampaignUse: 'Known',
    })),
  });
}

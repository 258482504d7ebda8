/** With a byte-order mark and Windows line ends, as spreadsheets save. */
export const csvOf = (header: string[], rows: (string | null)[][]): string =>
  `\uFEFF${[header, ...rows].map((row) => row.map((cell) => `"${(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`;

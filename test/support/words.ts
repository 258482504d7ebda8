/** The words of a page's own part, without its marks. */
export function wordsOf({ body }: { body: string }): string {
  return body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ');
}

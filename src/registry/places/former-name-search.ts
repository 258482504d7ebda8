/**
 * A part of a statement: was this text ever a part of a neighbourhood's name? For searches beside the present name.
 * @param neighbourhood alias of the neighbourhood's row, such as `n`
 * @param text the parameter that holds what is looked for, such as `$3`
 */
export const formerNameHolds = (neighbourhood: string, text: string): string =>
  `exists (select from neighbourhood_former_name f where f.force_id = ${neighbourhood}.force_id
     and f.neighbourhood_id = ${neighbourhood}.id and position(lower(${text}) in lower(f.name)) > 0)`;

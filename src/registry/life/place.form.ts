import { Transform } from 'class-transformer';
import { IsLatitude, IsLongitude, IsOptional } from 'class-validator';
import { textField } from '../../web/fields.js';
import { HoldsVersion, IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import type { LifeForm } from './life-form.js';
import { PLACES } from './places.kind.js';
import type { PlaceFields, PlaceRow } from './places.query.js';
import { LONGEST_TEXT } from './priority.form.js';

const degrees = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d{1,3}(\.\d{1,12})?$/.test(value) ? Number(value) : value;

class PlaceForm {
  @IsRequiredText(200, 'Enter the name of the place') name: string;
  @IsOptionalText(100) type?: string;
  @IsRequiredText(500, 'Enter the address') address: string;
  @IsOptionalText(10) postcode?: string;
  @IsOptionalText(40) telephone?: string;
  @IsOptionalText(LONGEST_TEXT) description?: string;

  @IsOptional()
  @Transform(degrees)
  @IsLatitude({ message: 'Enter the latitude in degrees, such as 52.6369' })
  latitude?: number;

  @IsOptional()
  @Transform(degrees)
  @IsLongitude({ message: 'Enter the longitude in degrees, such as -1.1398' })
  longitude?: number;

  @HoldsVersion() version?: unknown;
}

/** A place that the public may go to. */
export const PLACE_FORM: LifeForm<PlaceFields, PlaceRow> = {
  kind: PLACES,
  segment: 'places',
  titles: { add: 'Add a place', change: 'Change a place' },
  defaults: {},
  blank: () => ({}),
  typedOf: (row) => ({
    name: row.name,
    type: row.type ?? '',
    address: row.address,
    postcode: row.postcode,
    telephone: row.telephone ?? '',
    description: row.description ?? '',
    latitude: row.latitude === null ? '' : String(row.latitude),
    longitude: row.longitude === null ? '' : String(row.longitude),
  }),
  async read(body) {
    const { form, errors } = await checkForm(PlaceForm, body);
    const fields: PlaceFields = {
      name: form.name,
      type: form.type ?? null,
      address: form.address,
      postcode: form.postcode ?? '',
      telephone: form.telephone ?? null,
      description: form.description ?? null,
      latitude: form.latitude ?? null,
      longitude: form.longitude ?? null,
    };
    return { fields, errors };
  },
  fields: (typed, found) => [
    { component: 'input', params: textField('name', 'Name', typed, found) },
    {
      component: 'input',
      params: textField('type', 'Kind of place (optional)', typed, found, {
        classes: 'govuk-input--width-20',
        hint: { text: 'For example, station or enquiry desk' },
      }),
    },
    { component: 'textarea', params: textField('address', 'Address', typed, found, { rows: 3 }) },
    {
      component: 'input',
      params: textField('postcode', 'Postcode (optional)', typed, found, {
        classes: 'govuk-input--width-10',
      }),
    },
    {
      component: 'input',
      params: textField('telephone', 'Telephone (optional)', typed, found, {
        classes: 'govuk-input--width-20',
        type: 'tel',
      }),
    },
    {
      component: 'textarea',
      params: textField('description', 'Description (optional)', typed, found, {
        rows: 3,
        hint: { text: 'Opening hours, how to get in' },
      }),
    },
    {
      component: 'input',
      params: textField('latitude', 'Latitude (optional)', typed, found, {
        classes: 'govuk-input--width-10',
      }),
    },
    {
      component: 'input',
      params: textField('longitude', 'Longitude (optional)', typed, found, {
        classes: 'govuk-input--width-10',
      }),
    },
  ],
  lines: (row) => [
    ['Name', row.name],
    ['Kind of place', row.type ?? 'None'],
    ['Address', [row.address, row.postcode].filter(Boolean).join(', ')],
    ['Telephone', row.telephone ?? 'None'],
    ['Description', row.description ?? 'None'],
    ['Point', row.latitude === null ? 'None' : `${row.latitude}, ${row.longitude}`],
  ],
};

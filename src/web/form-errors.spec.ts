import { describe, expect, it } from '@jest/globals';
import { formErrors } from './form-errors.js';

describe('formErrors', () => {
  it('has no summary when nothing is wrong', () => {
    expect(formErrors([])).toEqual({ byField: {} });
  });

  it('links each error to its field and keeps the first message beside the field', () => {
    const errors = [
      { field: 'name', message: 'Enter a name' },
      { field: 'name', message: 'Shorten the name' },
      { field: '', message: 'Send the form again' },
    ];
    expect(formErrors(errors)).toEqual({
      summary: {
        titleText: 'There is a problem',
        errorList: [
          { text: 'Enter a name', href: '#name' },
          { text: 'Shorten the name', href: '#name' },
          { text: 'Send the form again' },
        ],
      },
      byField: { name: { text: 'Enter a name' } },
    });
  });
});

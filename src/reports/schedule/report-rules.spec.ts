import { describe, expect, it } from '@jest/globals';
import { readConfigFile } from '../../config/config-files.js';
import { parseReportRules, ReportSchedule } from './report-rules.js';

const occasion = (changes: object = {}): object => ({ made: true, day: 1, at: '03:10', ...changes });
const file = (changes: object = {}): object => ({
  monthly: occasion(),
  quarterly: occasion(),
  recipients: ['local-policing-body'],
  ...changes,
});

describe('config/reports.yaml', () => {
  it('as it is shipped: monthly and quarterly on the first at 3:10am, for the local policing body', () => {
    const shipped = new ReportSchedule().ofForce('leicestershire');
    expect(shipped).toEqual(file());
    expect(readConfigFile('reports.yaml')).toMatchObject(file());
  });

  it('may say otherwise for one force, and leaves the rest as it is for all', () => {
    const { everywhere, forces } = parseReportRules(
      file({
        forces: {
          leicestershire: { monthly: { day: 28, at: '00:00' }, quarterly: { made: false } },
          kent: { recipients: ['force-admin', 'auditor'] },
        },
      }),
    );
    expect(everywhere).toEqual(file());
    expect(forces.get('leicestershire')).toEqual(
      file({ monthly: occasion({ day: 28, at: '00:00' }), quarterly: occasion({ made: false }) }),
    );
    expect(forces.get('kent')).toEqual(file({ recipients: ['force-admin', 'auditor'] }));
  });

  it.each<[string, object, string]>([
    ['an hour that comes twice in October', { monthly: occasion({ at: '01:00' }) }, 'monthly.at must not be'],
    ['an hour that March leaves out', { quarterly: occasion({ at: '01:59' }) }, 'quarterly.at must not be'],
    [
      'a day that February has not',
      { monthly: occasion({ day: 29 }) },
      'monthly.day must be a day of the month',
    ],
    ['half a day', { monthly: occasion({ day: 1.5 }) }, 'monthly.day must be a day of the month'],
    ['a number for a time', { monthly: occasion({ at: 310 }) }, 'monthly.at must be a time of day'],
    ['a word for a switch', { monthly: occasion({ made: 'yes' }) }, 'monthly.made must be true or false'],
    ['no quarter at all', { quarterly: undefined }, 'quarterly must be lines of'],
    ['nobody to tell', { recipients: [] }, 'recipients must list some of'],
    ['somebody who may read no report', { recipients: ['team'] }, 'recipients names "team"'],
    ['one twice', { recipients: ['auditor', 'auditor'] }, 'recipients names one twice'],
    ['a slip of the pen', { montly: occasion() }, 'montly is not known'],
    ['a slip within', { monthly: occasion({ hour: 3 }) }, 'monthly.hour is not known'],
    ['a list of forces', { forces: ['kent'] }, 'forces must be lines of'],
    ['an id that is none', { forces: { 'West Mercia': {} } }, 'forces.West Mercia cannot be the id'],
    [
      'a day of a force that is none',
      { forces: { kent: { monthly: { day: 31 } } } },
      'forces.kent.monthly.day',
    ],
    [
      'a force’s hour that comes twice',
      { forces: { kent: { quarterly: { at: '01:30' } } } },
      'kent.quarterly.at',
    ],
  ])('with %s is refused', (_, changes, message) => {
    expect(() => parseReportRules(file(changes))).toThrow(message);
  });

  it('is refused with all its mistakes at once', () => {
    const wrong = file({
      monthly: occasion({ day: 0, at: '25:00' }),
      recipients: 'auditor',
      forces: { kent: 1 },
    });
    expect(() => parseReportRules(wrong)).toThrow(
      /^config\/reports\.yaml cannot be used: monthly\.day [^;]+; monthly\.at [^;]+; recipients [^;]+; forces\.kent must be lines of "name: value"\.$/,
    );
    expect(() => parseReportRules(null)).toThrow('the file must be lines of');
  });
});

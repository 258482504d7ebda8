import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../common/pagination.js';
import { IsRequiredText } from '../web/typed.js';
import type { Show } from './people.js';

export class PeopleQuery extends PageQuery {
  @IsOptional()
  @IsIn(['without-officer', 'off'], { message: 'show must be without-officer or off' })
  show?: Show;
}

export class OfficerForm {
  @IsRequiredText(40, 'Enter the officer’s collar number')
  collarNumber: string;
}

import { HasDays } from '../../web/typed-day.js';
import { IsRequiredText } from '../../web/typed.js';

/** A neighbourhood that begins. */
@HasDays('from')
export class BeginForm {
  @IsRequiredText(100, 'Enter the code that the force knows it by')
  code: string;

  @IsRequiredText(200, 'Enter its name')
  name: string;
}

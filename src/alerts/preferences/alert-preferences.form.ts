import { IsOptionalText } from '../../web/typed.js';

const LONGEST = 20;

export class YourAlertsForm {
  @IsOptionalText(LONGEST) quietFrom?: string;
  @IsOptionalText(LONGEST) quietUntil?: string;
  @IsOptionalText(LONGEST) digestAt?: string;
}

export class TeamDigestForm {
  @IsOptionalText(LONGEST) digestAt?: string;
}

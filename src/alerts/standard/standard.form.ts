import { IsRequiredText } from '../../web/typed.js';

/** What a person agrees to: this version, as its preview was shown. */
export class ApplyStandardForm {
  @IsRequiredText(200, 'Choose a version')
  to!: string;

  @IsRequiredText(64, 'Go back to the preview and use its button')
  fingerprint!: string;
}
